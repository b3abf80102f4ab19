"""The window before the window: sign-in, a passphrase of one's own, the first person, another key of the store."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from access import keys
from custody import entry, people, rekeying
from custody.entry import Entry
from custody.people import Newcomer
from domain.errors import KizashiError, TemporaryPassphraseError
from gui.first_person import FirstPerson
from gui.language import Language
from gui.language_button import LanguageButton
from gui.passphrase_form import Occasion, PassphraseForm
from gui.recovery_sheet import RecoverySheet
from gui.rekey_form import RekeyForm
from gui.sign_in import SignIn
from gui.threads import Answer, Errand, Errands

SIZE = (980, 680)


class Door(QMainWindow):
    """Lets people into a store: `entered` carries the `Entry`; `left` says that nobody wants in, in the end.

    `organisation`: the public key of the one that can recover a store that gets its first person here.
    """

    entered = Signal(object)
    left = Signal()

    def __init__(self, store: Path, settings: Path, language: Language, organisation: bytes | None = None) -> None:
        super().__init__()
        self._store, self._settings, self._organisation = store, settings, organisation
        self._errands = Errands()
        self._held = ("", "")
        self.setWindowTitle("Kizashi")
        self.resize(*SIZE)
        self.sign_in, self.first, self.sheet = SignIn(), FirstPerson(), RecoverySheet()
        self.own, self.forgotten = PassphraseForm(Occasion.TEMPORARY), PassphraseForm(Occasion.FORGOTTEN)
        self.rekey = RekeyForm()
        self._pages = QStackedWidget()
        for page in (self.sign_in, self.first, self.sheet, self.own, self.forgotten, self.rekey):
            self._pages.addWidget(page)
        body = QWidget()
        column = QVBoxLayout(body)
        column.addWidget(self._pages, 1)
        column.addWidget(LanguageButton(language), alignment=Qt.AlignmentFlag.AlignLeft)
        self.setCentralWidget(body)
        self._wire()

    def ask(self) -> None:
        """Ask who it is."""
        self.sign_in.wait(waiting=False)
        try:
            self.sign_in.show_owner(owner=not keys.people(self._store))
        except KizashiError as error:
            self.sign_in.problem.fail(error)
        self._show(self.sign_in)

    def ask_first(self) -> None:
        """Ask for the first person of this account's own store."""
        self._show(self.first)

    def ask_rekey(self) -> None:
        """Ask whoever has left the window for their passphrase, to give the store another key."""
        self._show(self.rekey)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close, but not over the making of a key: the recovery key that comes of it is shown once."""
        if self.first.waiting or self.rekey.waiting:
            event.ignore()
            return
        self.release()
        super().closeEvent(event)

    def release(self) -> None:
        """Wait for what is under way: a rekey is better ended than cut short."""
        self._errands.close()

    def _show(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        self.show()

    def _sign_in(self, name: str, passphrase: str) -> None:
        self._held = (name, passphrase)
        self._do(lambda: self._way_in(name, passphrase), self._enter, self._not_entered)

    def _way_in(self, name: str, passphrase: str) -> Entry:
        if self.sign_in.name.isHidden():
            return entry.as_owner(self._store, passphrase)
        return entry.sign_in(self._store, name, passphrase)

    def _not_entered(self, error: KizashiError) -> None:
        if isinstance(error, TemporaryPassphraseError):
            self._show(self.own)
        else:
            self._held = ("", "")
            self.sign_in.fail(error)

    def _choose_own(self, _proof: str, new: str) -> None:
        name, old = self._held
        self._do(
            lambda: people.change_passphrase(self._store, name, old, new),
            lambda _: self._enter_with(name, new),
            self.own.fail,
        )

    def _recover(self, recovery_key: str, new: str) -> None:
        name = "" if self.sign_in.name.isHidden() else self.sign_in.name.text().strip()
        self._do(
            lambda: people.recover_by_key(self._store, name, recovery_key, new),
            lambda _: self._enter_with(name, new),
            self.forgotten.fail,
        )

    def _enter_with(self, name: str, passphrase: str) -> None:
        self.ask()
        self._sign_in(name, passphrase)

    def _make_first(self, name: str, passphrase: str) -> None:
        newcomer = Newcomer(name, passphrase, self._organisation)

        def make() -> str:
            return people.add_first(entry.unattended(self._settings, self._store), self._settings, newcomer)

        self._do(make, self._made_first, self.first.fail)

    def _made_first(self, text: str) -> None:
        self.first.clear()
        self.sign_in.name.setText(self.first.name.text())
        self._show_key(text)

    def _change_key(self, passphrase: str) -> None:
        name = self.sign_in.name.text()

        def change() -> str:
            _, text = rekeying.renew(self._way_in(name, passphrase), self._organisation)
            return text

        self._do(change, self._changed_key, self.rekey.fail)

    def _changed_key(self, text: str) -> None:
        self.rekey.clear()
        self._show_key(text)

    def _show_key(self, text: str) -> None:
        self.sheet.show_key(text)
        self._show(self.sheet)

    def _enter(self, into: Entry) -> None:
        self._held = ("", "")
        self.sign_in.passphrase.clear()
        self.sign_in.problem.say("")
        for form in (self.own, self.forgotten):
            form.clear()
        self.entered.emit(into)

    def _do(
        self, work: Callable[[], Answer], then: Callable[[Answer], None], failed: Callable[[KizashiError], None]
    ) -> None:
        """Do what takes a passphrase's time beside the window."""
        self._errands.start(Errand(lambda _progress: work(), then, failed))

    def _wire(self) -> None:
        self.sign_in.given.connect(self._sign_in)
        self.sign_in.forgotten.connect(lambda: self._show(self.forgotten))
        self.own.given.connect(self._choose_own)
        self.forgotten.given.connect(self._recover)
        self.first.given.connect(self._make_first)
        self.first.left.connect(self.left)
        self.rekey.given.connect(self._change_key)
        self.sheet.confirmed.connect(self.ask)
        for form in (self.own, self.forgotten, self.rekey):
            form.left.connect(self.ask)
