"""The Review page: the queue at the left, the case and what a person says of it at the right. All of it by keyboard."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QListView, QStackedWidget, QVBoxLayout

from domain.actor import Right
from domain.case import Case, Decision
from domain.errors import AnothersTextError, KizashiError
from gui import words
from gui.case_list import CASE, CaseDelegate, CaseList
from gui.case_view import GUIDANCE_KEY, CaseView
from gui.core import Core
from gui.decision_bar import CASE_KEY, NOT_A_CASE_KEY, NOTE_KEY, DecisionBar
from gui.empty_state import EmptyState
from gui.glass_panel import GlassPanel
from gui.marks import Marks
from gui.notice import Notice
from gui.widget import Widget, label
from review import decide, glass, queue
from review.queue import OpenCase
from store.database import Database
from store.reasons import BrokenGlass

AT_ONCE = 500
"""Cases listed at a time; when they are decided, the next ones come."""

LIST_WIDTH = 300
SHOWN_DAYS = timedelta(days=30)
"""So long the supervisor sees who opened a colleague's text."""
AT_MOST = 3


class ReviewPage(Widget):
    """Opens the most urgent case; a decision is saved, then the next case opens."""

    screen_wanted = Signal()
    counted = Signal(int)

    def __init__(self, core: Core, marks: Marks) -> None:
        super().__init__()
        self._core = core
        self._open: OpenCase | None = None
        self._counts = (0, 0)
        self._title, self._left = label("title"), label("muted")
        self._problem, self._opened = Notice("problem"), Notice("note")
        self.glass = GlassPanel()
        self._broken: list[BrokenGlass] = []
        self._empty = EmptyState()
        self.which = QComboBox()
        self.which.addItems(["", ""])
        self.model = CaseList(marks, core.protocol_words)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(CaseDelegate(self.model, marks.palette))
        self.view = CaseView(marks, core.protocol_words)
        self.bar = DecisionBar(core.protocol_words)
        self._pages = QStackedWidget()
        self._lay_out()
        self._wire()
        self._retranslate()

    def refresh(self) -> None:
        """Read the queue again; the case that is open stays open."""
        actor, undecided = self._core.actor, self.which.currentIndex() == 0

        def ask(db: Database) -> tuple[list[Case], tuple[int, int]]:
            return queue.queue(db, actor, undecided=undecided, limit=AT_ONCE), queue.counts(db, actor)

        self._core.desk.ask(ask, self._show_queue, self._problem.fail)
        if actor.may(Right.READ_AUDIT):
            since = (datetime.now(UTC) - SHOWN_DAYS).isoformat(timespec="seconds")
            self._core.desk.ask(lambda db: glass.broken(db, actor, since=since), self._show_broken, self._problem.fail)

    def showEvent(self, event: QShowEvent) -> None:
        """Be up to date, and ready for the keys, whenever the page comes into sight."""
        super().showEvent(event)
        self._problem.say("")
        self.list.setFocus()
        self.refresh()

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Review"))
        self.which.setAccessibleName(self.tr("Which cases"))
        self.which.setItemText(0, self.tr("To decide"))
        self.which.setItemText(1, self.tr("All cases"))
        self.list.setAccessibleName(self.tr("Cases"))
        self._write_counts()
        self._show_broken(self._broken)

    def _show_queue(self, answer: tuple[list[Case], tuple[int, int]]) -> None:
        listed, self._counts = answer
        before: Case | None = self.list.currentIndex().data(CASE)
        self.model.show_cases(listed)
        current = self.model.place(before.id) if before else None
        self._write_counts()
        self._pages.setCurrentWidget(self._content if listed else self._empty)
        self._go(current or 0)

    def _write_counts(self) -> None:
        left, decided = self._counts
        self._left.setText(self.tr("Cases left: {0}").format(words.number(left)))
        if decided:
            self._empty.say(
                self.tr("Every case is decided"),
                self.tr("Choose “All cases” above to read or change a decision, or screen another file."),
                self.tr("Screen a file"),
            )
        else:
            self._empty.say(
                self.tr("Nothing to review yet"),
                self.tr("Texts that are flagged, unsure or not screened come here, the most urgent first."),
                self.tr("Screen a file"),
            )
        self.counted.emit(left)

    def _go(self, row: int) -> None:
        """Open the case in `row`, or nothing where there is no such row."""
        index = self.model.index(row)
        if index == self.list.currentIndex():
            self._ask_for(index)
        self.list.setCurrentIndex(index)

    def _step(self, rows: int) -> None:
        row = self.list.currentIndex().row() + rows
        if 0 <= row < self.model.rowCount():
            self._go(row)

    def _ask_for(self, index: QModelIndex) -> None:
        """Read the case that was moved to, unless it is open. Until it is there nothing can be decided."""
        case: Case | None = index.data(CASE)
        if case and self._open and self._open.case.id == case.id:
            return
        self._open = None
        self.bar.show_case(None)
        self.glass.show_case(None)
        if case:
            self._core.desk.ask(
                lambda db: queue.open_case(db, self._core.actor, case.id), self._show_case, partial(self._refuse, case)
            )
        else:
            self.view.show_case(None)

    def _show_case(self, opened: OpenCase) -> None:
        index = self.list.currentIndex()
        if index.isValid() and index.data(CASE).id == opened.case.id:
            self._open = opened
            self._problem.say("")
            self.glass.show_case(None)
            self.view.show_case(opened)
            self.bar.show_case(opened.case)

    def _refuse(self, case: Case, error: KizashiError) -> None:
        """Ask for a reason where the text is a colleague's and the role may open it in an emergency."""
        self.view.show_case(None)
        if isinstance(error, AnothersTextError) and self._core.actor.may(Right.BREAK_GLASS):
            self.glass.show_case(case)
        else:
            self._problem.fail(error)

    def _break_glass(self, case: int, untrusted_reason: str) -> None:
        def opened(db: Database) -> OpenCase:
            glass.break_glass(db, self._core.actor, case, untrusted_reason)
            return queue.open_case(db, self._core.actor, case)

        self._core.desk.ask(opened, self._show_case, self._problem.fail)

    def _show_broken(self, broken: list[BrokenGlass]) -> None:
        """Show who has opened a colleague's text lately, and why."""
        self._broken = broken
        said = self.tr("{0}: {1} opened {2}, brought by a colleague. Reason: {3}")
        lines = [
            said.format(words.moment(one.at), one.actor, words.text_id(one.text_id), one.reason or "–")
            for one in broken[:AT_MOST]
        ]
        self._opened.say("\n".join(lines))

    def _decide(self, decision: Decision) -> None:
        """Save a decision; its words and choices stay in their fields until they are on disk."""
        self.bar.setEnabled(False)
        shown = self.view.shown

        def save(db: Database) -> tuple[Case, tuple[int, int]]:
            return decide.decide(db, self._core.actor, decision, shown), queue.counts(db, self._core.actor)

        self._core.desk.ask(save, self._decided, self._not_saved)

    def _decided(self, answer: tuple[Case, tuple[int, int]]) -> None:
        case, self._counts = answer
        self._problem.say("")
        self._write_counts()
        self.list.setFocus()
        row = self.model.place(case.id)
        if row is None:
            return
        self._open = None
        if self.which.currentIndex() == 0:
            self.model.remove(row)
        else:
            self.model.replace(row, case)
            self._go(min(row + 1, self.model.rowCount() - 1))
        if not self.model.rowCount():
            self.refresh()

    def _not_saved(self, error: KizashiError) -> None:
        self._problem.fail(error)
        self.bar.setEnabled(True)

    def _wire(self) -> None:
        self._empty.button.clicked.connect(self.screen_wanted)
        self.which.activated.connect(self.refresh)
        self.list.selectionModel().currentChanged.connect(self._ask_for)
        self.bar.decided.connect(self._decide)
        self.glass.broken.connect(self._break_glass)
        self.bar.note.returnPressed.connect(self.list.setFocus)
        self._key(CASE_KEY, self.bar.case.click)
        self._key(NOT_A_CASE_KEY, self.bar.not_a_case.click)
        self._key(NOTE_KEY, self.bar.note.setFocus)
        self._key(GUIDANCE_KEY, self.view.guidance.click)
        self._key("J", lambda: self._step(1))
        self._key("K", lambda: self._step(-1))
        for place in range(9):
            self._key(str(place + 1), partial(self.bar.choose, place))

    def _key(self, key: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addSpacing(12)
        head.addWidget(self._left, 1)
        head.addWidget(self.which)
        right = QVBoxLayout()
        right.setSpacing(14)
        right.addWidget(self.glass)
        right.addWidget(self.view, 1)
        right.addWidget(self.bar)
        self._content = Widget()
        row = QHBoxLayout(self._content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        self.list.setFixedWidth(LIST_WIDTH)
        row.addWidget(self.list)
        row.addLayout(right, 1)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._content)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 26, 32, 20)
        column.setSpacing(14)
        column.addLayout(head)
        column.addWidget(self._problem)
        column.addWidget(self._opened)
        column.addWidget(self._pages, 1)
