"""Which window is open: the one to work in, or the door before it where a store has people."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject

from access import keys
from custody import entry
from custody.entry import OWNER, Entry
from custody.witness import Witness
from domain.actor import Actor
from gui.core import Check, WayIn
from gui.door import Door
from gui.main_window import MainWindow

OpenWindow = Callable[[WayIn, Actor, Entry | None, Check | None], MainWindow]
"""Makes a window for somebody; without an entry, for whoever is at an account whose store has no people."""


class Program(QObject):
    """Opens this account's own store, asking for a person and a passphrase from the day that it has people."""

    def __init__(self, store: Path, settings: Path, door: Door, open_window: OpenWindow) -> None:
        super().__init__()
        self._store, self._settings, self._open_window = store, settings, open_window
        self.door = door
        self.window: MainWindow | None = None
        door.entered.connect(self._enter)
        door.left.connect(self.start)

    def start(self) -> None:
        """Open the window, or the door."""
        if keys.is_sealed(self._store):
            self.door.ask()
        else:
            witness = Witness(self._store, lambda: self._unattended().open())
            self._show(self._open_window(self._unattended, replace(OWNER, witness=witness), None, None))

    def release(self) -> None:
        """End every thread."""
        self.door.release()
        self.door.close()
        if self.window:
            self.window.release()

    def _unattended(self) -> Entry:
        """Return the way into a store without people; what is wrong with it or its key is said on the page that asks."""
        return entry.unattended(self._settings, self._store)

    def _enter(self, into: Entry) -> None:
        name = into.actor.name

        def check(passphrase: str) -> None:
            if into.actor == OWNER:
                entry.as_owner(self._store, passphrase)
            else:
                entry.sign_in(self._store, name, passphrase)

        self._show(self._open_window(lambda: into, into.actor, into, check))

    def _show(self, window: MainWindow) -> None:
        window.sign_out_wanted.connect(lambda: self._leave_for(self.door.ask))
        window.first_wanted.connect(lambda: self._leave_for(self.door.ask_first))
        window.rekey_wanted.connect(lambda: self._leave_for(self.door.ask_rekey))
        self.window = window
        window.show()
        window.greet()
        self.door.hide()

    def _leave_for(self, ask: Callable[[], None]) -> None:
        """Close the window and ask at the door; over a run, which is asked about first, the window stays."""
        window = self.window
        if window is None or window.running:
            if window:
                window.close()
            return
        ask()
        self.window = None
        window.close()
        window.deleteLater()
