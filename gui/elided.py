"""Words in less room than they need: cut off with an ellipsis, and told whole by a tip or by the opened list."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QLabel, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter

ARROW = 40
"""Pixels of an opened list beside its words: the edges, the padding and a scroll bar."""


class Elided(QLabel):
    """One line that takes the room there is; what it can't show of its words is in its tip."""

    def __init__(self, role: str, cut: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
        super().__init__()
        self._cut = cut
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """Give way down to a few letters."""
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    def setText(self, text: str) -> None:
        """Show other words."""
        super().setText(text)
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell in the tip what the new room is too narrow for."""
        super().resizeEvent(event)
        self._tell()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint as many of the words as there is room for."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        area = self.contentsRect()
        painter.drawText(area, self.alignment(), self.shown(area.width()))

    def shown(self, room: int) -> str:
        """Return what of the words is shown in so many pixels."""
        return self.fontMetrics().elidedText(self.text(), self._cut, room)

    def _tell(self) -> None:
        self.setToolTip("" if self.shown(self.contentsRect().width()) == self.text() else self.text())


class Choice(QComboBox):
    """A box that may be narrower than what is chosen in it; its opened list shows every choice whole."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the box, and as many of the chosen words as there is room for."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self).width()
        option.currentText = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def showPopup(self) -> None:
        """Open the list as wide as its longest choice."""
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + ARROW)
        super().showPopup()
