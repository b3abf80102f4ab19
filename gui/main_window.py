"""The window: navigation at the left, one page at a time beside it."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from custody import intended_use
from custody.entry import Entry
from domain.actor import Right
from domain.case import Case
from gui import help_texts
from gui.about import AboutPage
from gui.core import Core
from gui.help_panel import HelpPanel
from gui.idle import MINUTES, Idle
from gui.keeping import keep_to_time
from gui.language import Language
from gui.lock_page import LockPage
from gui.mandate_form import DEMO_FILE
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
    Navigation,
)
from gui.on_screen import OnScreen
from gui.passphrase_dialog import PassphraseDialog
from gui.people_page import PeoplePage
from gui.protocols_page import ProtocolsPage
from gui.quality_page import QualityPage
from gui.record_page import RecordPage
from gui.results_page import ResultsPage
from gui.review_page import ReviewPage
from gui.screening_page import ScreeningPage
from gui.settings_page import SettingsPage
from gui.welcome import Welcome
from gui.widget import Widget
from review import queue

SIZE = (1200, 700)
SMALLEST = (980, 620)
LIVE_MS = 2000
"""How often the results and the count of cases are read again while a run goes on."""


class MainWindow(QMainWindow):
    """Moves between the pages; asks before it closes over a run; is blank while nobody has touched it for some minutes."""

    sign_out_wanted = Signal()
    first_wanted = Signal()

    def __init__(self, core: Core, language: Language, marks: Marks, entry: Entry | None = None) -> None:
        super().__init__()
        self._core = core
        self._entry = entry
        self._close_wanted = False
        self._live = QTimer(self, interval=LIVE_MS)
        self.setWindowTitle("Kizashi")
        self.resize(*SIZE)
        self.setMinimumSize(*SMALLEST)
        # From the outside in: a widget that moves into another is styled again with all that it holds.
        self._shown = QStackedWidget(self)
        self.setCentralWidget(self._shown)
        self._body = body = QWidget(self._shown)
        self._pages = QStackedWidget(body)
        self._pages.setObjectName("pages")
        self.navigation = Navigation(language, core.actor, signed_in=entry is not None)
        self.screening = ScreeningPage(core, marks)
        self.results = ResultsPage(core, marks)
        self.review = ReviewPage(core, marks)
        self.people = PeoplePage(core, entry) if core.actor.may(Right.MANAGE_USERS) else None
        self.about = AboutPage(core.machine, core.errands)
        self.quality, self.settings = QualityPage(core), SettingsPage(core)
        self.protocols = ProtocolsPage(core, marks)
        self.record = RecordPage(core) if core.actor.may(Right.READ_AUDIT) else None
        self.models = ModelsPage(core) if core.actor.may(Right.MANAGE_MODELS) else None
        self.on_screen = OnScreen(core, marks)
        self.help, self.welcome = HelpPanel(), Welcome()
        self._page_of: dict[int, Widget] = {
            SCREEN: self.screening,
            RESULTS: self.results,
            REVIEW: self.review,
            ABOUT: self.about,
            QUALITY: self.quality,
            SETTINGS: self.settings,
            PROTOCOLS: self.protocols,
        }
        for place, granted in ((PEOPLE, self.people), (MODELS, self.models), (RECORD, self.record)):
            if granted:
                self._page_of[place] = granted
        for page in self._page_of.values():
            self._pages.addWidget(page)
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        beside = QVBoxLayout()
        beside.setSpacing(0)
        row.addLayout(beside, 1)
        beside.addWidget(self.on_screen)
        beside.addWidget(self._pages, 1)
        row.addWidget(self.help)
        self.help.hide()
        self._behind: QWidget = body
        self.lock_page = LockPage(core.errands, core.actor.name, core.check_passphrase)
        for shown in (body, self.lock_page, self.welcome):
            self._shown.addWidget(shown)
        self.idle = Idle(self, core.machine.policy.lock_minutes or MINUTES)
        self._wire()
        self.show_page(SCREEN)
        self.screening.drop.open_file.setFocus()
        self._count_cases()
        keep_to_time(core, self.screening.say_problem)

    def show_page(self, page: int) -> None:
        """Open a page."""
        self.navigation.show_page(page)
        self._pages.setCurrentWidget(self._page_of[page])
        self.help.show_help(help_texts.OF_PAGE[page])

    def greet(self) -> None:
        """Show what Kizashi is to whoever has not accepted it yet, before anything else."""
        self._core.desk.ask(
            lambda db: intended_use.accepted(db, self._core.actor),
            lambda accepted: None if accepted else self._show_welcome(asks=True),
            self.screening.say_problem,
        )

    @property
    def locked(self) -> bool:
        """Whether the window is blank."""
        return self._shown.currentWidget() is self.lock_page

    def lock(self) -> None:
        """Blank the window, and close what stands open over it. What goes on behind it goes on."""
        if popup := QApplication.activePopupWidget():
            popup.close()
        for dialog in self.findChildren(QDialog):
            dialog.reject()
        if not self.locked:
            self._behind = self.welcome if self.welcome.isVisible() else self._body
        self._shown.setCurrentWidget(self.lock_page)

    def unlock(self) -> None:
        """Show again what was there."""
        self._shown.setCurrentWidget(self._behind)
        self._refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close; over a run only after asking, and when the run has stopped."""
        if self.screening.running:
            event.ignore()
            self._ask_to_stop()
            return
        self.release()
        super().closeEvent(event)

    def release(self) -> None:
        """Stop the run, if there is one, and end every thread."""
        self._live.stop()
        self.idle.stop()
        self.screening.end_run()
        self._core.close()

    def _show_welcome(self, *, asks: bool) -> None:
        self.welcome.begin(asks=asks)
        if self.locked:
            self._behind = self.welcome
        else:
            self._shown.setCurrentWidget(self.welcome)

    def _accept_use(self) -> None:
        self._core.desk.ask(
            lambda db: intended_use.accept(db, self._core.actor),
            lambda _nothing: self.welcome.show_ready(),
            self.welcome.problem.fail,
        )

    def _begin_with(self, page: int) -> None:
        """Leave the first pages for the window."""
        self._shown.setCurrentWidget(self._body)
        self.show_page(page)

    def _open_demo(self) -> None:
        self._begin_with(SCREEN)
        self.screening.open([DEMO_FILE])

    def _open_own(self) -> None:
        self._begin_with(SCREEN)
        self.screening.drop.choose_files()

    def _toggle_help(self) -> None:
        self.help.setVisible(self.help.isHidden())
        (self._pages if self.help.isHidden() else self.help.view).setFocus()

    def _ask_to_stop(self) -> None:
        dialog = QMessageBox(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle("Kizashi")
        dialog.setText(self.tr("A screening is going on. Stop it and close?"))
        dialog.setInformativeText(
            self.tr("What is done is kept. At the next start Kizashi offers to go on with the rest.")
        )
        stop = dialog.addButton(self.tr("Stop and close"), QMessageBox.ButtonRole.AcceptRole)
        keep = dialog.addButton(self.tr("Keep it going"), QMessageBox.ButtonRole.RejectRole)
        dialog.setDefaultButton(keep)
        dialog.setEscapeButton(keep)
        stop.clicked.connect(self._stop_and_close)
        dialog.open()

    def _stop_and_close(self) -> None:
        self._close_wanted = True
        self.screening.stop()
        if not self.screening.running:
            self.close()

    def _run_ended(self) -> None:
        self._live.stop()
        self._refresh()
        if self._close_wanted:
            self.close()

    def _refresh(self) -> None:
        """Bring what is in sight up to date with the run."""
        for page in (self.results, self.review):
            if page.isVisible():
                page.refresh()
        self._count_cases()

    def _count_cases(self) -> None:
        self.on_screen.refresh()
        self._core.desk.ask(
            lambda db: queue.counts(db, self._core.actor),
            lambda counts: self.navigation.show_cases(counts[0]),
            self.screening.say_problem,
        )

    def _show_urgent(self, case: Case) -> None:
        self.show_page(REVIEW)
        self.review.open(case)

    def _write_crisis_text(self) -> None:
        self.show_page(SETTINGS)
        self.settings.ask_words()

    def _change_passphrase(self) -> None:
        if self._entry:
            PassphraseDialog(self, self._core.errands, self._entry).open()

    def _show_results(self, run: int) -> None:
        self.show_page(RESULTS)
        self.results.show_run(run)

    def _wire(self) -> None:
        self.navigation.chosen.connect(self.show_page)
        self.screening.begun.connect(self.results.show_run)
        self.screening.begun.connect(lambda _run: self._live.start())
        self.screening.ended.connect(self._run_ended)
        self.screening.results_wanted.connect(self._show_results)
        self.screening.review_wanted.connect(lambda: self.show_page(REVIEW))
        self.results.screen_wanted.connect(lambda: self.show_page(SCREEN))
        self.review.screen_wanted.connect(lambda: self.show_page(SCREEN))
        self.review.counted.connect(self.navigation.show_cases)
        self.navigation.passphrase_wanted.connect(self._change_passphrase)
        self.navigation.sign_out_wanted.connect(self.sign_out_wanted)
        if self.people:
            self.people.first_wanted.connect(self.first_wanted)
        self.review.counted.connect(lambda _cases: self.on_screen.refresh())
        self.on_screen.open_wanted.connect(self._show_urgent)
        self.on_screen.acknowledged.connect(self.review.refresh)
        self.on_screen.overdue.connect(lambda: self.show_page(REVIEW))
        self.on_screen.words_wanted.connect(self._write_crisis_text)
        for keys, steps in (("Ctrl++", 1), ("Ctrl+=", 1), ("Ctrl+-", -1), ("Ctrl+0", 0)):
            size = QShortcut(QKeySequence(keys), self)
            size.activated.connect(partial(self._core.preferences.resize_text, steps))
        self.navigation.help_wanted.connect(self._toggle_help)
        self.help.closed.connect(self._toggle_help)
        self.help.welcome_wanted.connect(lambda: self._show_welcome(asks=False))
        self.welcome.accepted.connect(self._accept_use)
        self.welcome.demo_wanted.connect(self._open_demo)
        self.welcome.own_wanted.connect(self._open_own)
        self.welcome.left.connect(lambda: self._shown.setCurrentWidget(self._body))
        self.protocols.changed.connect(self.screening.form.show_protocols)
        self._live.timeout.connect(self._refresh)
        self.idle.passed.connect(self.lock)
        self.lock_page.opened.connect(self.unlock)
