"""The change of one's passphrase, over the window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from custody import people
from custody.entry import OWNER, Entry
from gui.passphrase_form import Occasion, PassphraseForm
from gui.threads import Errand, Errands


class PassphraseDialog(QDialog):
    """Closes when the passphrase is another one, or when the person leaves it as it is."""

    def __init__(self, parent: QWidget, errands: Errands, entry: Entry) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._errands, self._entry = errands, entry
        self.form = PassphraseForm(Occasion.CHANGE)
        self.setWindowTitle("Kizashi")
        QVBoxLayout(self).addWidget(self.form)
        self.form.given.connect(self._change)
        self.form.left.connect(self.reject)

    def _change(self, old: str, new: str) -> None:
        name = "" if self._entry.actor == OWNER else self._entry.actor.name
        self._errands.start(
            Errand(
                lambda _progress: people.change_passphrase(self._entry.store, name, old, new),
                lambda _: self.accept(),
                self.form.fail,
            )
        )
