"""A passphrase of one's own: instead of one that somebody else chose, of one that is known, or of a forgotten one."""

from enum import Enum, auto

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from gui.door_form import DoorForm
from gui.new_passphrase import NewPassphrase
from gui.widget import label


class Occasion(Enum):
    """Why a passphrase is chosen."""

    TEMPORARY = auto()
    CHANGE = auto()
    FORGOTTEN = auto()


class PassphraseForm(DoorForm):
    """Hands on in `given` what proves who one is (the passphrase now, the recovery key, or nothing) and the new one."""

    given = Signal(str, str)

    def __init__(self, occasion: Occasion) -> None:
        self._occasion = occasion
        self._proof_name, self.proof, self.new = label("field"), QLineEdit(), NewPassphrase()
        super().__init__(self._proof_name, self.proof, self.new)
        if occasion is Occasion.CHANGE:
            self.proof.setEchoMode(QLineEdit.EchoMode.Password)
        for shown in (self._proof_name, self.proof):
            shown.setVisible(occasion is not Occasion.TEMPORARY)
        self.proof.returnPressed.connect(self.new.first.setFocus)
        self.new.finished.connect(self._hand_on)
        self._retranslate()

    def clear(self) -> None:
        """Leave nothing in the fields."""
        super().clear()
        self.proof.clear()
        self.new.clear()

    def _begin(self) -> None:
        (self.new.first if self.proof.isHidden() else self.proof).setFocus()

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
        self._say(heading, text, self.tr("Choose this passphrase"), self.tr("Back"))
        self._proof_name.setText(proof)
        self.proof.setAccessibleName(proof)
