"""The window as `bench --gui` asks it: as a person would, each time from anew."""

import csv
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QAbstractSlider, QApplication

from access.paths import data_folder, packs_folder
from domain.actor import Actor, Role
from domain.mandate import Mandate
from domain.outcome import Code, Outcome
from domain.text import Reading
from gui.appearance import Appearance
from gui.bench_clock import REST_MS, Gap, gaps, until, wait
from gui.case_list import CASE
from gui.core import Core
from gui.language import Language
from gui.main_window import MainWindow
from gui.navigation import RESULTS, REVIEW
from gui.preferences import Preferences
from gui.responsive import Responsive
from models import apart, chosen, registry
from screening.job import Order
from screening.protocols import find
from store.database import Database
from store.search import Filter

TEXTS = 200
REST = 1000
PAGES = 200
FRAME_MS = 16
OWNER = Actor("bench", Role.OWNER)
FILTERS = {
    "a common word": Filter(words="tea"),
    "a rare word": Filter(words="heron"),
    "a word that is nowhere": Filter(words="zebra"),
    "two Japanese characters": Filter(words="海ま"),
    "one rare Japanese character": Filter(words="鷺"),
    "two Latin letters": Filter(words="we"),
    "a rare Latin letter": Filter(words="z"),
    "two Latin letters that are nowhere": Filter(words="zx"),
    "a rare emoji": Filter(words="😀"),
    "two common words that are nowhere together": Filter(words="tea 海"),
    "outcome": Filter(outcomes=frozenset({Outcome.UNSURE})),
    "code": Filter(code=Code.BAND),
    "probability": Filter(least=0.999),
    "language": Filter(language="ja"),
    "not reviewed": Filter(reviewed=False),
    "reviewed": Filter(reviewed=True),
    "all at once": Filter(language="ja", least=0.5, most=0.6, reviewed=False, words="rained street"),
}


class Bench:
    """One application; each measurement opens a window of its own over the store."""

    def __init__(self, open_database: Callable[[], Database], folder: Path) -> None:
        self._app, self._responsive = QApplication(sys.argv[:1]), Responsive()
        settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        self._preferences = Preferences(settings)
        self._appearance = Appearance(self._app, self._preferences)
        self._language = Language(self._app, settings)
        self._open_database, self._folder = open_database, folder
        self._packs = registry.installed(packs_folder())

    @property
    def can_run(self) -> bool:
        """Whether there is a model to run."""
        return bool(self._packs)

    def show(self, shown: Callable[[], None]) -> None:
        """Open the window, tell that it can be seen, and close it."""
        with self._window():
            shown()

    def queue(self) -> float:
        """Return the milliseconds until the queue is listed and its first text can be read."""
        with self._window() as window:
            _settle(window)
            window.show_page(REVIEW)
            return until(partial(_read, window))

    def results(self) -> float:
        """Return the milliseconds until the newest run's first rows are there."""
        with self._window() as window:
            _settle(window)
            window.show_page(RESULTS)
            return until(partial(_listed, window))

    def filters(self, times: int) -> dict[str, list[float]]:
        """Return, for each of `FILTERS`, the milliseconds until the first page of what passes is there, or nothing does."""
        with self._window() as window:
            window.show_page(RESULTS)
            until(partial(_listed, window))
            _settle(window)
            return {name: [self._filtered(window, wanted) for _ in range(times)] for name, wanted in FILTERS.items()}

    def _filtered(self, window: MainWindow, wanted: Filter) -> float:
        """Filter, and take the filter off again; both are let come to their end."""
        page, counted = window.pages.results, list[int]()
        page.model.counted.connect(counted.append)
        _filter(window, wanted)
        taken = until(lambda: _listed(window) or counted == [0])
        until(lambda: bool(counted))
        _filter(window, Filter())
        until(lambda: len(counted) > 1)
        page.model.counted.disconnect(counted.append)
        return taken

    def next_case(self) -> float:
        """Return the milliseconds from a decision until the next text can be read; the decision is on disk by then."""
        with self._window() as window:
            page = window.pages.review
            window.show_page(REVIEW)
            until(partial(_read, window))
            _settle(window)
            decided = page.list.currentIndex().data(CASE).id
            page.bar.not_a_case.click()
            return until(lambda: _read(window) and page.list.currentIndex().data(CASE).id != decided)

    def rest(self) -> list[Gap]:
        """Return the gaps of a loop that has nothing to do: the machine's own."""
        with self._window() as window:
            _settle(window)
            with gaps() as found:
                wait(REST)
        return found

    def scroll(self) -> list[Gap]:
        """Return the gaps while somebody pages down through all rows as fast as frames come."""
        with self._window() as window:
            window.show_page(RESULTS)
            until(partial(_listed, window))
            _settle(window)
            bar = window.pages.results.table.verticalScrollBar()
            with gaps() as found:
                for _ in range(PAGES):
                    bar.triggerAction(QAbstractSlider.SliderAction.SliderPageStepAdd)
                    wait(FRAME_MS)
        return found

    def run(self) -> list[Gap]:
        """Return the gaps during a run: the first half beside it, then in its results."""
        with self._window() as window:
            _settle(window)
            page, ended = window.pages.screening, list[bool]()
            page.ended.connect(lambda: ended.append(True))
            with gaps() as found:
                page.start(self._order())
                until(lambda: page.view.counts.done >= TEXTS // 2 or bool(ended))
                window.show_page(RESULTS)
                until(lambda: bool(ended))
        return found

    def _order(self) -> Order:
        file = self._folder / "run.csv"
        with file.open("w", encoding="utf-8", newline="") as out:
            rows = ((f"Day {row}: it rained, and we sat down for tea.",) for row in range(TEXTS))
            csv.writer(out).writerows([("text",), *rows])
        stated = Mandate("a measurement", "nobody's", "none")
        return Order([file], Reading(), find("stress"), self._packs[0], mandate=stated, new=True)

    @contextmanager
    def _window(self) -> Iterator[MainWindow]:
        data = data_folder()
        core = Core(self._open_database, data, OWNER, apart.opener(chosen.opener(data)), preferences=self._preferences)
        window = MainWindow(core, self._language, self._appearance.marks)
        window.show()
        until(window.isVisible)
        self._app.processEvents()
        try:
            yield window
        finally:
            window.release()
            window.close()
            window.deleteLater()


def _settle(window: MainWindow) -> None:
    """Wait as a person does who looks at a new window: about a second, until its pages are made."""
    until(lambda: window.pages.ready)
    wait(REST_MS)


def _filter(window: MainWindow, wanted: Filter) -> None:
    window.pages.results.tiles.choose(wanted.outcomes)
    window.pages.results.filters.choose(wanted)


def _listed(window: MainWindow) -> bool:
    return window.pages.results.model.row(0) is not None


def _read(window: MainWindow) -> bool:
    """Whether a case is chosen whose text can be read and decided."""
    return window.pages.review.list.currentIndex().isValid() and window.pages.review.bar.isEnabled()
