"""The window: navigation at the left, one page at a time beside it."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QMainWindow, QMessageBox, QVBoxLayout

from custody.entry import Entry
from gui import help_texts
from gui.core import Core
from gui.covers import Covers
from gui.help_panel import HelpPanel
from gui.idle import MINUTES, Idle
from gui.keeping import keep_to_time
from gui.language import Language
from gui.mandate_form import DEMO_FILE
from gui.marks import Marks
from gui.navigation import REVIEW, SCREEN, Navigation
from gui.on_screen import OnScreen
from gui.pages import Pages
from gui.pages_and_help import PagesAndHelp
from gui.passphrase_dialog import PassphraseDialog
from review import queue

SIZE = (1200, 700)
SMALLEST = (980, 620)
LIVE_MS = 2000
"""How often the results and the count of cases are read again while a run goes on."""


class MainWindow(QMainWindow):
    """Moves between the pages; asks before it closes over a run; is blank while nobody has touched it for some minutes."""

    sign_out_wanted = Signal()
    first_wanted = Signal()
    rekey_wanted = Signal()

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
        self._covers = Covers(core)
        self.setCentralWidget(self._covers)
        self.lock_page, self.welcome = self._covers.lock_page, self._covers.welcome
        self.navigation = Navigation(language, core.actor, signed_in=entry is not None)
        self.pages = Pages(core, marks, entry)
        self.on_screen, self.help = OnScreen(core, marks), HelpPanel()
        self._pages_and_help = PagesAndHelp(self.pages, self.help)
        self.idle = Idle(self, core.machine.policy.lock_minutes or MINUTES)
        self._lay_out()
        self._wire()
        self.show_page(SCREEN)
        self.pages.make_ready(self.navigation.places)
        self.pages.screening.drop.open_file.setFocus()
        self._count_cases()
        keep_to_time(core, self.pages.screening.say_problem)

    @property
    def running(self) -> bool:
        """Whether a run is going on."""
        return self.pages.screening.running

    @property
    def locked(self) -> bool:
        """Whether the window is blank."""
        return self._covers.locked

    def show_page(self, page: int) -> None:
        """Open a page."""
        self.pages.open(page)

    def greet(self) -> None:
        """Show what Kizashi is to whoever has not accepted it yet, before anything else."""
        self._covers.greet(self.pages.screening.say_problem)

    def show_welcome(self, *, asks: bool) -> None:
        """Open the first pages. `asks`: whether they are still to be accepted."""
        self._covers.show_welcome(asks=asks)

    def lock(self) -> None:
        """Blank the window, and close what stands open over it. What goes on behind it goes on."""
        if popup := QApplication.activePopupWidget():
            popup.close()
        for dialog in self.findChildren(QDialog):
            dialog.reject()
        self._covers.lock()

    def unlock(self) -> None:
        """Show again what was there."""
        self._covers.unlock()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close; over a run only after asking, and when the run has stopped."""
        if self.running:
            event.ignore()
            self._ask_to_stop()
            return
        self.release()
        super().closeEvent(event)

    def release(self) -> None:
        """Stop the run, if there is one, and end every thread."""
        self._live.stop()
        self.idle.stop()
        self.pages.leave()
        self.pages.screening.end_run()
        self._core.close()

    def begin_with(self, page: int) -> None:
        """Leave the first pages for a page of the window."""
        self._covers.show_body()
        self.show_page(page)

    def _open_demo(self) -> None:
        self.begin_with(SCREEN)
        self.pages.screening.open([DEMO_FILE])

    def _open_own(self) -> None:
        self.begin_with(SCREEN)
        self.pages.screening.drop.choose_files()

    def _opened(self, page: int) -> None:
        self.navigation.show_page(page)
        self.help.show_help(help_texts.OF_PAGE[page])

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
        self.pages.screening.stop()
        if not self.running:
            self.close()

    def _run_ended(self) -> None:
        self._live.stop()
        self._refresh()
        if self._close_wanted:
            self.close()

    def _refresh(self) -> None:
        """Bring what is in sight up to date with the run."""
        self.pages.refresh()
        self._count_cases()

    def _count_cases(self) -> None:
        self.on_screen.refresh()
        self._core.desk.ask(
            lambda db: queue.counts(db, self._core.actor),
            lambda counts: self.navigation.show_cases(counts[0]),
            self.pages.screening.say_problem,
        )

    def _change_passphrase(self) -> None:
        if self._entry:
            PassphraseDialog(self, self._core.errands, self._entry).open()

    def _wire(self) -> None:
        self._covers.unlocked.connect(self._refresh)
        self.welcome.demo_wanted.connect(self._open_demo)
        self.welcome.own_wanted.connect(self._open_own)
        self.navigation.chosen.connect(self.show_page)
        self.navigation.passphrase_wanted.connect(self._change_passphrase)
        self.navigation.sign_out_wanted.connect(self.sign_out_wanted)
        self.navigation.help_wanted.connect(self._pages_and_help.toggle)
        self.help.welcome_wanted.connect(lambda: self.show_welcome(asks=False))
        self.pages.opened.connect(self._opened)
        self.pages.counted.connect(self.navigation.show_cases)
        self.pages.counted.connect(lambda _cases: self.on_screen.refresh())
        self.pages.first_wanted.connect(self.first_wanted)
        self.pages.rekey_wanted.connect(self.rekey_wanted)
        self.pages.screening.begun.connect(lambda _run: self._live.start())
        self.pages.screening.ended.connect(self._run_ended)
        self.on_screen.open_wanted.connect(self.pages.open_case)
        self.on_screen.acknowledged.connect(self.pages.refresh)
        self.on_screen.overdue.connect(lambda: self.show_page(REVIEW))
        self.on_screen.words_wanted.connect(self.pages.open_crisis_text)
        for keys, steps in (("Ctrl++", 1), ("Ctrl+=", 1), ("Ctrl+-", -1), ("Ctrl+0", 0)):
            size = QShortcut(QKeySequence(keys), self)
            size.activated.connect(partial(self._core.preferences.resize_text, steps))
        self._live.timeout.connect(self._refresh)
        self.idle.passed.connect(self.lock)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._covers.body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        beside = QVBoxLayout()
        beside.setSpacing(0)
        row.addLayout(beside, 1)
        beside.addWidget(self.on_screen)
        beside.addWidget(self._pages_and_help, 1)
