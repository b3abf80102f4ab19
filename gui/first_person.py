"""The first start of a store with people: its administrator."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from domain.errors import KizashiError
from gui.centred import centre
from gui.new_passphrase import NewPassphrase
from gui.notice import Notice
from gui.widget import Widget, button, label

WIDTH = 520


class FirstPerson(Widget):
    """Hands on the name and the passphrase in `given`."""

    given = Signal(str, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.waiting = False
        self._heading, self._text, self._name_label = label("heading"), label("muted", wrap=True), label("field")
        self.name, self.new = QLineEdit(), NewPassphrase()
        self.problem = Notice("problem")
        self.make, self.leave = button("primary"), button()
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.make, 1)
        buttons.addWidget(self.leave)
        rows = (self._heading, self._text, self._name_label, self.name, self.new, self.problem, buttons)
        centre(self, *rows, width=WIDTH)
        self.name.returnPressed.connect(self.new.first.setFocus)
        self.new.finished.connect(self._hand_on)
        self.make.clicked.connect(self._hand_on)
        self.leave.clicked.connect(self.left)
        self._retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with empty fields."""
        super().showEvent(event)
        self.new.clear()
        self.problem.say("")
        self.name.setFocus()

    def fail(self, error: KizashiError) -> None:
        """Say why nobody was added."""
        self.wait(waiting=False)
        self.problem.fail(error)

    def wait(self, *, waiting: bool) -> None:
        """Take nothing more while the store gets its new key."""
        self.waiting = waiting
        for shown in (self.name, self.new, self.make, self.leave):
            shown.setEnabled(not waiting)

    def _hand_on(self) -> None:
        self.problem.say("")
        if new := self.new.taken():
            self.wait(waiting=True)
            self.given.emit(self.name.text(), new)

    def _retranslate(self) -> None:
        self._heading.setText(self.tr("The first person is the administrator"))
        self._text.setText(
            self.tr(
                "From now on everybody signs in, and what they do is recorded under their name. The administrator adds "
                "people and makes backups, and opens no texts. If you work alone, add yourself a second time afterwards, "
                "as counselor. Adopting examples and second readings then wait for a second person."
            )
        )
        self._name_label.setText(self.tr("Your name"))
        self.name.setAccessibleName(self.tr("Your name"))
        self.make.setText(self.tr("Make me the administrator"))
        self.leave.setText(self.tr("Back"))
