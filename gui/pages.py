"""The pages of the window, one shown at a time, each made when it is first asked for, or in a quiet moment before that."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, partial
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QStackedWidget

from custody.entry import Entry
from domain.case import Case
from gui.about import AboutPage
from gui.core import Core
from gui.marks import Marks
from gui.models_page import ModelsPage
from gui.navigation import (
    ABOUT,
    MODELS,
    PEOPLE,
    PROTOCOLS,
    QUALITY,
    RECORD,
    RESULTS,
    REVIEW,
    SCREEN,
    SETTINGS,
)
from gui.people_page import PeoplePage
from gui.protocols_page import ProtocolsPage
from gui.quality_page import QualityPage
from gui.record_page import RecordPage
from gui.results_page import ResultsPage
from gui.review_page import ReviewPage
from gui.screening_page import ScreeningPage
from gui.settings_page import SettingsPage
from gui.widget import Widget

Page = TypeVar("Page", bound=Widget)

APART_MS = 50
"""Between the making of one page and the next, so that a click between them does not wait for all."""


class Pages(QStackedWidget):
    """Leads from page to page. `opened` names the one that is shown, `counted` tells how many cases wait.

    Who may open which page the navigation knows. `make_ready` tells the pages that it offers: they are made one after the
    other once the window is in sight, since a page that is made during a run would keep the loop waiting.
    """

    opened = Signal(int)
    counted = Signal(int)
    first_wanted = Signal()
    rekey_wanted = Signal()

    def __init__(self, core: Core, marks: Marks, entry: Entry | None) -> None:
        super().__init__()
        self.setObjectName("pages")
        self._core, self._marks, self._entry = core, marks, entry
        self._run = 0
        self._of: Mapping[int, Callable[[], Widget]] = {
            SCREEN: lambda: self.screening,
            RESULTS: lambda: self.results,
            REVIEW: lambda: self.review,
            QUALITY: lambda: self.quality,
            PROTOCOLS: lambda: self.protocols,
            MODELS: lambda: self.models,
            PEOPLE: lambda: self.people,
            RECORD: lambda: self.record,
            SETTINGS: lambda: self.settings,
            ABOUT: lambda: self.about,
        }
        self._to_make: list[int] = []
        self._maker = QTimer(self, interval=APART_MS)
        self._maker.timeout.connect(self._make_one)

    def make_ready(self, pages: Iterable[int]) -> None:
        """Make these pages, in this order, as soon as the window is in sight."""
        self._to_make = list(pages)

    @property
    def ready(self) -> bool:
        """Whether they are made."""
        return not self._to_make

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to make what is not made yet."""
        super().showEvent(event)
        self._maker.start()

    def leave(self) -> None:
        """Make no more."""
        self._maker.stop()

    def open(self, page: int) -> None:
        """Show a page, and go on in it by keyboard: else the way leads through the whole navigation first."""
        shown = self._of[page]()
        self.setCurrentWidget(shown)
        self.opened.emit(page)
        held = QApplication.focusWidget()
        if held is not shown and not (held and shown.isAncestorOf(held)):
            _take_keyboard(shown)

    def open_results(self, run: int) -> None:
        """Show a run's results."""
        self.open(RESULTS)
        self.results.show_run(run)

    def open_case(self, case: Case) -> None:
        """Show a case to be decided."""
        self.open(REVIEW)
        self.review.open(case)

    def open_crisis_text(self) -> None:
        """Show the form for the words in an emergency."""
        self.open(SETTINGS)
        self.settings.ask_words()

    def refresh(self) -> None:
        """Bring what is in sight up to date with the run."""
        page = self.currentWidget()
        if isinstance(page, ResultsPage | ReviewPage) and page.isVisible():
            page.refresh()

    @cached_property
    def screening(self) -> ScreeningPage:
        """Files become runs here."""
        page = self._added(ScreeningPage(self._core, self._marks))
        page.begun.connect(self._note_run)
        page.results_wanted.connect(self.open_results)
        page.review_wanted.connect(partial(self.open, REVIEW))
        return page

    @cached_property
    def results(self) -> ResultsPage:
        """A run is read here; when it is first opened, the one that has begun in this window."""
        page = self._added(ResultsPage(self._core, self._marks))
        page.screen_wanted.connect(partial(self.open, SCREEN))
        self.screening.begun.connect(page.show_run)
        if self._run:
            page.show_run(self._run)
        return page

    @cached_property
    def review(self) -> ReviewPage:
        """Cases are decided here."""
        page = self._added(ReviewPage(self._core, self._marks))
        page.screen_wanted.connect(partial(self.open, SCREEN))
        page.counted.connect(self.counted)
        return page

    @cached_property
    def quality(self) -> QualityPage:
        """How well machine and readers do is read here."""
        return self._added(QualityPage(self._core))

    @cached_property
    def protocols(self) -> ProtocolsPage:
        """What is asked is read and changed here."""
        page = self._added(ProtocolsPage(self._core, self._marks))
        page.changed.connect(self.screening.form.show_protocols)
        return page

    @cached_property
    def models(self) -> ModelsPage:
        """Packs are taken in and measured here."""
        return self._added(ModelsPage(self._core))

    @cached_property
    def people(self) -> PeoplePage:
        """Who may enter is seen to here."""
        page = self._added(PeoplePage(self._core, self._entry))
        page.first_wanted.connect(self.first_wanted)
        return page

    @cached_property
    def record(self) -> RecordPage:
        """Who did what is read here."""
        return self._added(RecordPage(self._core))

    @cached_property
    def settings(self) -> SettingsPage:
        """One's own desk and the site's rules are set here."""
        page = self._added(SettingsPage(self._core))
        page.rekey_wanted.connect(self.rekey_wanted)
        return page

    @cached_property
    def about(self) -> AboutPage:
        """What the program is, and what protects it, stands here."""
        return self._added(AboutPage(self._core.machine, self._core.errands))

    def _make_one(self) -> None:
        if self._to_make:
            self._of[self._to_make.pop(0)]()
        else:
            self._maker.stop()

    def _added(self, page: Page) -> Page:
        self.addWidget(page)
        return page

    def _note_run(self, run: int) -> None:
        self._run = run


def _take_keyboard(page: Widget) -> None:
    """Give the keyboard to what had it on the page, or to the first that takes it there."""
    held = page.focusWidget()
    if held and held.isVisible() and held.isEnabled():
        held.setFocus()
        return
    following = page.nextInFocusChain()
    while following and following is not page:
        takes = following.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes and page.isAncestorOf(following) and following.isVisible() and following.isEnabled():
            following.setFocus()
            return
        following = following.nextInFocusChain()
