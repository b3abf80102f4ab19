"""The first start of a store with people: its administrator."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from gui.door_form import DoorForm
from gui.new_passphrase import NewPassphrase
from gui.widget import label

WIDTH = 520


class FirstPerson(DoorForm):
    """Hands on the name and the passphrase in `given`."""

    given = Signal(str, str)

    def __init__(self) -> None:
        self._name_label, self.name, self.new = label("field"), QLineEdit(), NewPassphrase()
        super().__init__(self._name_label, self.name, self.new, width=WIDTH)
        self.name.returnPressed.connect(self.new.first.setFocus)
        self.new.finished.connect(self._hand_on)
        self._retranslate()

    def clear(self) -> None:
        """Leave no passphrase in the fields."""
        super().clear()
        self.new.clear()

    def _begin(self) -> None:
        self.name.setFocus()

    def _hand_on(self) -> None:
        self.problem.say("")
        if new := self.new.taken():
            self.wait(waiting=True)
            self.given.emit(self.name.text(), new)

    def _retranslate(self) -> None:
        self._say(
            self.tr("The first person is the administrator"),
            self.tr(
                "From now on everybody signs in, and what they do is recorded under their name. The administrator adds "
                "people and makes backups, and opens no texts. If you work alone, add yourself a second time afterwards, "
                "as counselor. Adopting examples and second readings then wait for a second person."
            ),
            self.tr("Make me the administrator"),
            self.tr("Back"),
        )
        self._name_label.setText(self.tr("Your name"))
        self.name.setAccessibleName(self.tr("Your name"))
