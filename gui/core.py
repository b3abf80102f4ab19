"""The core as the window reaches it: what the composition root hands in, and the threads that go there."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings

from access.machine import Machine
from access.paths import PACKS
from custody.entry import Entry
from domain.actor import Actor
from domain.pack import Pack
from gui.preferences import Preferences
from gui.protocol_words import ProtocolWords
from gui.threads import Desk, Errands, Progress, Reader
from inference.scorer import open_scorer as open_engine
from learning.equipment import equip as equip_pack
from review import site
from screening import protocols, site_protocols
from screening.ways import OpenScorer
from store.database import Database

WINDOW = "window.ini"

Equip = Callable[[Pack, Path, Progress], None]
"""Gives a pack its starter heads, as `learning.equipment.equip` does."""
WayIn = Callable[[], Entry]
"""Returns the way into the store: for what needs its key, and not only a connection to it."""
Check = Callable[[str], object]
"""Takes the passphrase of whoever is at the window, raises KizashiError for another one. A store without people has none."""


class Core:
    """Everything a page may ask for. `close` ends the threads, after which nothing more is delivered."""

    def __init__(  # noqa: PLR0913 - what the composition root hands in, one by one
        self,
        open_database: Callable[[], Database],
        data: Path,
        actor: Actor,
        open_scorer: OpenScorer = open_engine,
        equip: Equip = equip_pack,
        check_passphrase: Check | None = None,
        *,
        machine: Machine | None = None,
        preferences: Preferences | None = None,
        way_in: WayIn | None = None,
    ) -> None:
        self._open_database = open_database
        self.data = data
        self.packs = data / PACKS
        self.actor = actor
        self.open_scorer = open_scorer
        self.equip = equip
        self.check_passphrase = check_passphrase
        self.way_in = way_in
        self.machine = machine or Machine()
        self.preferences = preferences or Preferences(QSettings(str(data / WINDOW), QSettings.Format.IniFormat))
        self.protocol_words = ProtocolWords(())
        self.read_protocols()
        self.errands = Errands()
        self.desk, self.reader = Desk(self.open_database), Reader(self.open_database)
        self.desk.start()
        self.reader.start()

    def open_database(self) -> Database:
        """Open the store for the thread that asks, its rules being those that IT has set for this machine."""
        db = self._open_database()
        site.keep_to(db, self.machine.policy)
        return db

    def read_protocols(self) -> list[str]:
        """Take the protocols that are there now, the shipped ones first; return what is wrong with the site's own."""
        own, problems = site_protocols.own(self.data)
        self.protocols = [*protocols.shipped(), *own]
        self.protocol_words.know(self.protocols)
        return problems

    def close(self) -> None:
        """End every thread and wait for it; a second time does nothing."""
        if self.desk.isRunning():
            self.errands.close()
            self.reader.close()
            self.desk.close()
