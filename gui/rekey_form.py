"""The change of the store's key: what it means, and the passphrase of whoever wants it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from domain.errors import KizashiError
from gui.centred import centre
from gui.notice import Notice
from gui.widget import Widget, button, label

WIDTH = 520


class RekeyForm(Widget):
    """Hands on the passphrase in `given`; `left` says that the key stays as it is."""

    given = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.waiting = False
        self._heading, self._text, self._name = label("heading"), label("muted", wrap=True), label("field")
        self.passphrase = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.problem = Notice("problem")
        self.change, self.leave = button("primary"), button()
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.change, 1)
        buttons.addWidget(self.leave)
        rows = (self._heading, self._text, self._name, self.passphrase, self.problem, buttons)
        centre(self, *rows, width=WIDTH)
        self.passphrase.returnPressed.connect(self._hand_on)
        self.change.clicked.connect(self._hand_on)
        self.leave.clicked.connect(self.left)
        self._retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with an empty field."""
        super().showEvent(event)
        self.clear()
        self.passphrase.setFocus()

    def clear(self) -> None:
        """Leave nothing in the field."""
        self.passphrase.clear()
        self.problem.say("")
        self.wait(waiting=False)

    def fail(self, error: KizashiError) -> None:
        """Say why the key stays as it is."""
        self.wait(waiting=False)
        self.problem.fail(error)
        self.passphrase.selectAll()
        self.passphrase.setFocus()

    def wait(self, *, waiting: bool) -> None:
        """Take nothing more while the store is encrypted anew."""
        self.waiting = waiting
        for shown in (self.passphrase, self.change, self.leave):
            shown.setEnabled(not waiting)

    def _hand_on(self) -> None:
        self.problem.say("")
        self.wait(waiting=True)
        self.given.emit(self.passphrase.text())

    def _retranslate(self) -> None:
        self._heading.setText(self.tr("Change the store's key"))
        self._text.setText(
            self.tr(
                "The store is encrypted anew, so that copies of its old key open it no more: do it when somebody has left, or "
                "a stick is lost. Everybody keeps their passphrase. The recovery key on paper opens nothing any more: "
                "you are shown a new one. Backups from before keep the old key. Kizashi must be closed everywhere else."
            )
        )
        self._name.setText(self.tr("Your passphrase"))
        self.passphrase.setAccessibleName(self.tr("Your passphrase"))
        self.change.setText(self.tr("Change the key"))
        self.leave.setText(self.tr("Leave it as it is"))
