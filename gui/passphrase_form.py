"""A passphrase of one's own: instead of one that somebody else chose, of one that is known, or of a forgotten one."""

from enum import Enum, auto

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from domain.errors import KizashiError
from gui.centred import centre
from gui.new_passphrase import NewPassphrase
from gui.notice import Notice
from gui.widget import Widget, button, label


class Occasion(Enum):
    """Why a passphrase is chosen."""

    TEMPORARY = auto()
    CHANGE = auto()
    FORGOTTEN = auto()


class PassphraseForm(Widget):
    """Hands on in `given` what proves who one is (the passphrase now, the recovery key, or nothing) and the new one."""

    given = Signal(str, str)
    left = Signal()

    def __init__(self, occasion: Occasion) -> None:
        super().__init__()
        self._occasion = occasion
        self._heading, self._text, self._proof_name = label("heading"), label("muted", wrap=True), label("field")
        self.proof, self.new = QLineEdit(), NewPassphrase()
        self.problem = Notice("problem")
        self.choose, self.leave = button("primary"), button()
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.choose, 1)
        buttons.addWidget(self.leave)
        centre(self, self._heading, self._text, self._proof_name, self.proof, self.new, self.problem, buttons)
        if occasion is Occasion.CHANGE:
            self.proof.setEchoMode(QLineEdit.EchoMode.Password)
        for shown in (self._proof_name, self.proof):
            shown.setVisible(occasion is not Occasion.TEMPORARY)
        self.proof.returnPressed.connect(self.new.first.setFocus)
        self.new.finished.connect(self._hand_on)
        self.choose.clicked.connect(self._hand_on)
        self.leave.clicked.connect(self.left)
        self._retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with empty fields."""
        super().showEvent(event)
        self.clear()
        (self.new.first if self.proof.isHidden() else self.proof).setFocus()

    def clear(self) -> None:
        """Leave nothing in the fields."""
        self.proof.clear()
        self.new.clear()
        self.problem.say("")
        self.wait(waiting=False)

    def fail(self, error: KizashiError) -> None:
        """Say why the passphrase stays as it is."""
        self.wait(waiting=False)
        self.problem.fail(error)

    def wait(self, *, waiting: bool) -> None:
        """Take nothing more while the passphrase is being changed."""
        for shown in (self.proof, self.new, self.choose):
            shown.setEnabled(not waiting)

    def _hand_on(self) -> None:
        self.problem.say("")
        if new := self.new.taken():
            self.wait(waiting=True)
            self.given.emit(self.proof.text(), new)

    def _retranslate(self) -> None:
        heading, text, proof = {
            Occasion.TEMPORARY: (
                self.tr("Choose a passphrase of your own"),
                self.tr("Yours was chosen by somebody else. From now on nobody but you knows it."),
                "",
            ),
            Occasion.CHANGE: (
                self.tr("Change your passphrase"),
                self.tr("The old one opens nothing any more afterwards."),
                self.tr("Passphrase now"),
            ),
            Occasion.FORGOTTEN: (
                self.tr("A forgotten passphrase"),
                self.tr("Type the recovery key from its paper; or ask an administrator to give you a new passphrase."),
                self.tr("Recovery key"),
            ),
        }[self._occasion]
        self._heading.setText(heading)
        self._text.setText(text)
        self._proof_name.setText(proof)
        self.proof.setAccessibleName(proof)
        self.choose.setText(self.tr("Choose this passphrase"))
        self.leave.setText(self.tr("Back"))
