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
        self._errand: Errand | None = None
        self.form = PassphraseForm(Occasion.CHANGE)
        self.setWindowTitle("Kizashi")
        column = QVBoxLayout(self)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)  # it grows with what has to be said
        column.addWidget(self.form)
        self.form.given.connect(self._change)
        self.form.left.connect(self.reject)

    def done(self, result: int) -> None:
        """Close, also while the change is under way: what comes of it then finds no form any more."""
        if self._errand:
            self._errand.stop()
        super().done(result)

    def _change(self, old: str, new: str) -> None:
        name = "" if self._entry.actor == OWNER else self._entry.actor.name
        self._errand = Errand(
            lambda _progress: people.change_passphrase(self._entry.store, name, old, new),
            lambda _: self.accept(),
            self.form.fail,
        )
        self._errands.start(self._errand)
