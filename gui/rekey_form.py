"""The change of the store's key: what it means, and the passphrase of whoever wants it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from gui.door_form import DoorForm
from gui.widget import label

WIDTH = 520


class RekeyForm(DoorForm):
    """Hands on the passphrase in `given`; `left` says that the key stays as it is."""

    given = Signal(str)

    def __init__(self) -> None:
        self._name, self.passphrase = label("field"), QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        super().__init__(self._name, self.passphrase, width=WIDTH)
        self.passphrase.returnPressed.connect(self._hand_on)
        self._retranslate()

    def clear(self) -> None:
        """Leave nothing in the field."""
        super().clear()
        self.passphrase.clear()

    def _begin(self) -> None:
        self.passphrase.selectAll()
        self.passphrase.setFocus()

    def _hand_on(self) -> None:
        self.problem.say("")
        self.wait(waiting=True)
        self.given.emit(self.passphrase.text())

    def _retranslate(self) -> None:
        self._say(
            self.tr("Change the store's key"),
            self.tr(
                "The store is encrypted anew, so that copies of its old key open it no more: do it when somebody has left, or "
                "a stick is lost. Everybody keeps their passphrase. The recovery key on paper opens nothing any more: "
                "you are shown a new one. Backups from before keep the old key. Kizashi must be closed everywhere else."
            ),
            self.tr("Change the key"),
            self.tr("Leave it as it is"),
        )
        self._name.setText(self.tr("Your passphrase"))
        self.passphrase.setAccessibleName(self.tr("Your passphrase"))
