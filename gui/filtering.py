"""Which rows of a run are wanted: the tiles and the bar of filters together, and the filters that have a name."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from gui.core import Core
from gui.filter_bar import FilterBar
from gui.tiles import Tiles
from screening import finding
from store.search import Filter


class Filtering(QObject):
    """`changed` when other rows are wanted. Named filters are the person's own, and kept in the store."""

    changed = Signal()
    failed = Signal(object)

    def __init__(self, core: Core, bar: FilterBar, tiles: Tiles) -> None:
        super().__init__()
        self._core, self._bar, self._tiles = core, bar, tiles
        self._saved: Mapping[str, Filter] = {}
        bar.changed.connect(self.changed)
        tiles.chosen.connect(self.changed)
        bar.saved.connect(self._save)
        bar.taken.connect(self._take)
        bar.forgotten.connect(self._forget)

    @property
    def wanted(self) -> Filter:
        """What is chosen."""
        return replace(self._bar.wanted, outcomes=self._tiles.choice())

    def read(self) -> None:
        """Read which filters have a name."""
        self._core.desk.ask(lambda db: finding.saved(db, self._core.actor), self._show, self.failed.emit)

    def _show(self, saved: Mapping[str, Filter]) -> None:
        self._saved = saved
        self._bar.show_saved(saved)

    def _save(self, name: str) -> None:
        wanted = self.wanted
        self._core.desk.ask(lambda db: finding.save(db, self._core.actor, name, wanted), self._show, self.failed.emit)

    def _forget(self, name: str) -> None:
        self._core.desk.ask(lambda db: finding.forget(db, self._core.actor, name), self._show, self.failed.emit)

    def _take(self, name: str) -> None:
        wanted = self._saved[name]
        self._tiles.choose(wanted.outcomes)
        self._bar.choose(wanted)
