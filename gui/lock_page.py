"""The blank page of a locked window: a passphrase opens it where the store has people, any key or click where it has none."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from domain.errors import KizashiError
from gui.core import Check
from gui.notice import Notice
from gui.threads import Errand, Errands
from gui.widget import Widget, button, label

WIDTH = 360


class LockPage(Widget):
    """Shows nothing of anybody's texts. `opened` tells that the person may go on. A passphrase is checked beside the window."""

    opened = Signal()

    def __init__(self, errands: Errands, name: str, check: Check | None) -> None:
        super().__init__("lock")
        self._errands, self._name, self._check = errands, name, check
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._heading, self._text = label("heading"), label("muted", wrap=True)
        self._problem = Notice("problem")
        self.passphrase = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.go_on = button("primary")
        self._lay_out()
        self.passphrase.setVisible(check is not None)
        self.passphrase.returnPressed.connect(self._try)
        self.go_on.clicked.connect(self._try)
        self._retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with an empty field."""
        super().showEvent(event)
        self._problem.say("")
        self.passphrase.clear()
        (self.passphrase if self._check else self.go_on).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open at any key where there is no passphrase; what was typed reaches nothing behind the page."""
        if self._check is None:
            self.opened.emit()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open at a click where there is no passphrase."""
        if self._check is None:
            self.opened.emit()
        event.accept()

    def _try(self) -> None:
        check, given = self._check, self.passphrase.text()
        if check is None:
            self.opened.emit()
            return
        self._wait(waiting=True)
        self._errands.start(Errand(lambda _: check(given), lambda _: self._open(), self._refuse))

    def _open(self) -> None:
        self._wait(waiting=False)
        self.passphrase.clear()
        self.opened.emit()

    def _refuse(self, error: KizashiError) -> None:
        self._wait(waiting=False)
        self._problem.fail(error)
        self.passphrase.selectAll()
        self.passphrase.setFocus()

    def _wait(self, *, waiting: bool) -> None:
        if waiting:
            self.setFocus()
        self.passphrase.setEnabled(not waiting)
        self.go_on.setEnabled(not waiting)

    def _retranslate(self) -> None:
        self._heading.setText(self.tr("Locked"))
        if self._check:
            self._text.setText(
                self.tr("{0}, give your passphrase to go on. A screening goes on meanwhile.").format(self._name)
            )
        else:
            self._text.setText(self.tr("Press a key or click to go on. A screening goes on meanwhile."))
        self.passphrase.setAccessibleName(self.tr("Passphrase"))
        self.passphrase.setPlaceholderText(self.tr("Passphrase"))
        self.go_on.setText(self.tr("Go on"))

    def _lay_out(self) -> None:
        middle = Widget()
        middle.setFixedWidth(WIDTH)
        inner = QVBoxLayout(middle)
        inner.setSpacing(12)
        inner.addStretch(2)
        for shown in (self._heading, self._text, self._problem, self.passphrase, self.go_on):
            inner.addWidget(shown)
        for centred in (self._heading, self._text):
            centred.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        inner.addStretch(3)
        row = QHBoxLayout(self)
        row.addStretch()
        row.addWidget(middle)
        row.addStretch()
