"""The text of a case: roomy lines, and in a shared room unreadable until somebody looks at it."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QPainter, QPaintEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QGraphicsBlurEffect, QTextEdit

LINE_PERCENT = 140
BLUR = 14
LOWEST = 96
"""Pixels that a text is never lower than: three lines."""


class CaseText(QTextEdit):
    """Shows a body as plain text. With `veil` it is blurred unless pointed at, focused, or asked for by `toggle`.

    `seen` tells that it can be read now, `veiled` whether it can't.
    """

    seen = Signal()
    veiled = Signal(bool)

    def __init__(self) -> None:
        super().__init__(readOnly=True, acceptRichText=False, tabChangesFocus=True)
        self.setProperty("role", "body")
        self._veiled = self._asked = False
        self._blur = QGraphicsBlurEffect(self, blurRadius=BLUR)
        self.viewport().setGraphicsEffect(self._blur)
        self.setMinimumHeight(LOWEST)
        self._judge()

    def sizeHint(self) -> QSize:
        """Ask for the least, and take what is left: the page scrolls only where it is lower than that."""
        return QSize(super().sizeHint().width(), LOWEST)

    @property
    def readable(self) -> bool:
        """Whether the words can be read now."""
        return not self._blur.isEnabled()

    def veil(self, *, veiled: bool) -> None:
        """Keep texts unreadable until they are asked for, or don't."""
        self._veiled = veiled
        self._judge()

    def show_body(self, untrusted_body: str) -> None:
        """Show another text, veiled again where texts are."""
        self._asked = False
        self.setPlainText(untrusted_body)
        self._space_lines()
        self._judge()

    def toggle(self) -> None:
        """Make it readable, or unreadable again."""
        self._asked = not self._asked
        self._judge()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the body, or whole what stands in its place: Qt cuts that off below its first line."""
        if not self.document().isEmpty():
            super().paintEvent(event)
            return
        painter, margin = QPainter(self.viewport()), int(self.document().documentMargin())
        painter.setPen(self.palette().placeholderText().color())
        room = self.viewport().rect().adjusted(margin, margin, -margin, -margin)
        painter.drawText(room, int(Qt.TextFlag.TextWordWrap), self.placeholderText())
        painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Be readable while somebody points at it."""
        super().enterEvent(event)
        self._judge()

    def leaveEvent(self, event: QEvent) -> None:
        """Be veiled again when nobody points at it any more."""
        super().leaveEvent(event)
        self._judge()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Be readable while it has the keyboard."""
        super().focusInEvent(event)
        self._judge()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Be veiled again when the keyboard goes elsewhere, or the window to the back."""
        super().focusOutEvent(event)
        self._judge()

    def changeEvent(self, event: QEvent) -> None:
        """Be veiled again when the person turns to another window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self._asked = False
            self._judge()

    def _judge(self) -> None:
        self._blur.setEnabled(self._veiled and not (self._asked or self.underMouse() or self.hasFocus()))
        self.veiled.emit(not self.readable)
        if self.readable:
            self.seen.emit()

    def _space_lines(self) -> None:
        whole = QTextCursor(self.document())
        whole.select(QTextCursor.SelectionType.Document)
        spaced = QTextBlockFormat()
        spaced.setLineHeight(LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        whole.mergeBlockFormat(spaced)
