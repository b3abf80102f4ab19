"""The Review page: the queue at the left, the case and what a person says of it at the right. All of it by keyboard."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from time import monotonic

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QListView, QStackedWidget, QVBoxLayout

from domain.actor import Right
from domain.case import Case, Decision
from domain.errors import AnothersTextError, KizashiError
from gui import quality_words, words
from gui.break_notice import BreakNotice
from gui.case_keys import CaseKeys
from gui.case_list import CASE, CaseDelegate, CaseList
from gui.case_view import CaseView
from gui.core import Core
from gui.decision_bar import DecisionBar
from gui.empty_state import EmptyState
from gui.glass_panel import GlassPanel
from gui.keys import Act
from gui.last_decision import LastDecision
from gui.marks import Marks
from gui.notice import Notice
from gui.review_queue import Listed, Which, listed
from gui.widget import Widget, label
from review import decide, glass, queue, steps, watch
from review.queue import OpenCase
from review.watch import Watch
from store.database import Database
from store.reasons import BrokenGlass
from store.steps import LifeStep

LIST_WIDTH = 300
SHOWN_DAYS = timedelta(days=30)
"""So long the supervisor sees who opened a colleague's text."""
AT_MOST = 3
WATCHED = 10
"""Decisions after which a person is told what stands out in them."""

Known = tuple[OpenCase, list[LifeStep]]


class ReviewPage(Widget):
    """Opens the most urgent case; a decision is saved, then the next case opens."""

    screen_wanted = Signal()
    counted = Signal(int)

    def __init__(self, core: Core, marks: Marks) -> None:
        super().__init__()
        self._core = core
        self._open: OpenCase | None = None
        self._shown_at = 0.0
        self._counts = (0, 0)
        self._skipped: frozenset[int] = frozenset()
        self._said: list[int] = []
        keys = core.preferences.keys
        self._title, self._left = label("title"), label("muted")
        self._problem, self._opened = Notice("problem"), Notice("note")
        self.rest, self._watched = BreakNotice(core.preferences), Notice("note")
        self.glass = GlassPanel()
        self._broken: list[BrokenGlass] = []
        self._empty = EmptyState()
        self.which = QComboBox()
        self.which.addItems([""] * len(Which))
        self.model = CaseList(marks, core.protocol_words)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(CaseDelegate(self.model, marks))
        self.view = CaseView(marks, core.protocol_words, keys)
        self.bar = DecisionBar(core.protocol_words, keys)
        self.last = LastDecision(core.protocol_words, keys)
        self._keys = CaseKeys(self, self._acts(), self.bar.choose)
        self._pages = QStackedWidget()
        self._lay_out()
        self._wire()
        self._prefer()
        self._retranslate()

    def refresh(self) -> None:
        """Read the queue again; the case that is open stays open."""
        actor, which, skipped = self._core.actor, self._which, self._skipped
        self._core.desk.ask(lambda db: listed(db, actor, which, skipped), self._show_queue, self._problem.fail)
        if actor.may(Right.READ_AUDIT):
            since = (datetime.now(UTC) - SHOWN_DAYS).isoformat(timespec="seconds")
            self._core.desk.ask(lambda db: glass.broken(db, actor, since=since), self._show_broken, self._problem.fail)

    def open(self, case: Case) -> None:
        """Open a case that was asked for elsewhere, above the others where it is not among them."""
        row = self.model.place(case.id)
        if row is None:
            self.model.put_first(case)
        self._pages.setCurrentWidget(self._content)
        self._go(row or 0)

    def showEvent(self, event: QShowEvent) -> None:
        """Be up to date, and ready for the keys, whenever the page comes into sight."""
        super().showEvent(event)
        self._problem.say("")
        self.list.setFocus()
        self.refresh()

    @property
    def _which(self) -> Which:
        return list(Which)[self.which.currentIndex()]

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Review"))
        self.which.setAccessibleName(self.tr("Which cases"))
        names = {
            Which.TO_DECIDE: self.tr("To decide"),
            Which.OVERDUE: self.tr("Overdue"),
            Which.NOT_SCREENED: self.tr("Not screened"),
            Which.EVIDENCE: self.tr("Marked as evidence"),
            Which.ALL: self.tr("All cases"),
        }
        for place, which in enumerate(Which):
            self.which.setItemText(place, names[which])
        self.list.setAccessibleName(self.tr("Cases"))
        self._write_counts()
        self._show_broken(self._broken)

    def _show_queue(self, answer: Listed) -> None:
        found, self._counts = answer
        before: Case | None = self.list.currentIndex().data(CASE)
        self.model.show_cases(found)
        current = self.model.place(before.id) if before else None
        self._write_counts()
        self._pages.setCurrentWidget(self._content if found else self._empty)
        self._go(current or 0)

    def _write_counts(self) -> None:
        left, decided = self._counts
        put_off = self.tr(" · put off: {0}").format(words.number(len(self._skipped))) if self._skipped else ""
        self._left.setText(self.tr("Cases left: {0}").format(words.number(left)) + put_off)
        if self._which not in {Which.TO_DECIDE, Which.ALL}:
            self._empty.say(self.tr("Nothing here"), self.tr("No case is of this kind now."), self.tr("Screen a file"))
        elif decided:
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
        self.counted.emit(left + len(self._skipped))

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
            self._core.desk.ask(partial(self._known, case.id), self._show_case, partial(self._refuse, case))
        else:
            self.view.show_case(None)

    def _known(self, case: int, db: Database) -> Known:
        return queue.open_case(db, self._core.actor, case), steps.life(db, self._core.actor, case)

    def _show_case(self, known: Known) -> None:
        opened, life = known
        index = self.list.currentIndex()
        if index.isValid() and index.data(CASE).id == opened.case.id:
            self._open = opened
            self._problem.say("")
            self.glass.show_case(None)
            self.bar.show_case(opened.case)
            self.bar.setEnabled(False)
            self.view.show_case(opened, life)
            self.rest.read()

    def _readable(self) -> None:
        """Let the case be decided from when its text can be read on, and take the time from there."""
        if self._open and not self.bar.isEnabled():
            self._shown_at = monotonic()
            self.bar.setEnabled(self._core.actor.may(Right.DECIDE) and not self._open.case.closed)

    def _refuse(self, case: Case, error: KizashiError) -> None:
        """Ask for a reason where the text is a colleague's and the role may open it in an emergency."""
        self.view.show_case(None)
        if isinstance(error, AnothersTextError) and self._core.actor.may(Right.BREAK_GLASS):
            self.glass.show_case(case)
        else:
            self._problem.fail(error)

    def _break_glass(self, case: int, untrusted_reason: str) -> None:
        def opened(db: Database) -> Known:
            glass.break_glass(db, self._core.actor, case, untrusted_reason)
            return self._known(case, db)

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
        shown, timed = self.view.shown, replace(decision, seconds=round(monotonic() - self._shown_at, 1))

        def save(db: Database) -> tuple[Case, tuple[int, int]]:
            return decide.decide(db, self._core.actor, timed, shown), self._left_in(db)

        self._core.desk.ask(save, self._decided, self._not_saved)

    def _left_in(self, db: Database) -> tuple[int, int]:
        return queue.counts(db, self._core.actor, self._skipped)

    def _decided(self, answer: tuple[Case, tuple[int, int]]) -> None:
        case, self._counts = answer
        self._said.append(case.id)
        self.last.show_case(case)
        self._problem.say("")
        self._write_counts()
        self.list.setFocus()
        self._leave(case)
        if len(self._said) % WATCHED == 0:
            self._core.desk.ask(lambda db: watch.own(db, self._core.actor), self._show_watch, self._problem.fail)

    def _show_watch(self, found: Watch) -> None:
        """Say to whoever decides what stands out in their own decisions; nobody else is told."""
        self._watched.say(" ".join(quality_words.watched(found)))

    def _leave(self, case: Case) -> None:
        """Take a case off the list of what is to be decided, and open the next one."""
        row = self.model.place(case.id)
        if row is None:
            return
        self._open = None
        if self._which is Which.ALL:
            self.model.replace(row, case)
            self._go(min(row + 1, self.model.rowCount() - 1))
        else:
            self.model.remove(row)
        if not self.model.rowCount():
            self._bring_back()

    def _not_saved(self, error: KizashiError) -> None:
        self._problem.fail(error)
        self.bar.setEnabled(True)

    def _skip(self) -> None:
        """Put a case off for this sitting; it comes back when the others are decided."""
        if self._open and self._open.case.waits_for is not None and self._which is not Which.ALL:
            case = self._open.case
            self._skipped |= {case.id}
            self._core.desk.ask(self._left_in, self._recount, self._problem.fail)
            self._leave(case)

    def _bring_back(self) -> None:
        self._skipped = frozenset()
        self.refresh()

    def _recount(self, counts: tuple[int, int]) -> None:
        self._counts = counts
        self._write_counts()

    def _undo(self) -> None:
        """Take back what was decided last in this sitting, and open it again."""
        if self._said:
            case = self._said.pop()

            def withdraw(db: Database) -> tuple[Case, tuple[int, int]]:
                return decide.withdraw(db, self._core.actor, case), self._left_in(db)

            self._core.desk.ask(withdraw, self._taken_back, self._problem.fail)

    def _taken_back(self, answer: tuple[Case, tuple[int, int]]) -> None:
        case, self._counts = answer
        self.last.show_case(None)
        self._write_counts()
        self._open = None
        row = self.model.place(case.id)
        if row is not None:
            self.model.replace(row, case)
        self.open(case)

    def _take_step(self, take: Callable[[Database, int], Case]) -> None:
        """Take a step in the life of the open case, and show it."""
        if self._open is None:
            return
        opened, actor = self._open, self._core.actor

        def taken(db: Database) -> Known:
            case = take(db, opened.case.id)
            return replace(opened, case=case), steps.life(db, actor, case.id)

        self._core.desk.ask(taken, self._show_step, self._problem.fail)

    def _show_step(self, known: Known) -> None:
        opened, life = known
        row = self.model.place(opened.case.id)
        if row is not None:
            self.model.replace(row, opened.case)
        self._problem.say("")
        self.counted.emit(self._counts[0] + len(self._skipped))
        if self._open and self._open.case.id == opened.case.id:
            self._open = opened
            self.view.show_step(opened, life)
            self.bar.show_step(opened.case)
            self.bar.setEnabled(not opened.case.closed)

    def _close(self, db: Database, case: int) -> Case:
        closed = self._open is not None and self._open.case.closed
        return (steps.reopen if closed else steps.close)(db, self._core.actor, case)

    def _mark(self, db: Database, case: int) -> Case:
        marked = self._open is None or not self._open.case.evidence
        return steps.mark_evidence(db, self._core.actor, case, marked=marked)

    def _acts(self) -> dict[Act, Callable[[], object]]:
        actor = self._core.actor
        return {
            Act.CASE: self.bar.case.click,
            Act.NOT_A_CASE: self.bar.not_a_case.click,
            Act.NOTE: self.bar.note.setFocus,
            Act.UNDO: self._undo,
            Act.NEXT: partial(self._step, 1),
            Act.BACK: partial(self._step, -1),
            Act.SKIP: self._skip,
            Act.ACKNOWLEDGE: lambda: self._take_step(lambda db, case: steps.acknowledge(db, actor, case)),
            Act.SECOND_OPINION: lambda: self._take_step(lambda db, case: steps.ask_second_opinion(db, actor, case)),
            Act.EVIDENCE: lambda: self._take_step(self._mark),
            Act.CLOSE: lambda: self._take_step(self._close),
            Act.GUIDANCE: self.view.guidance.click,
            Act.SHOW: self.view.text.toggle,
        }

    def _prefer(self) -> None:
        """Follow what the person has set for their desk."""
        keys = self._core.preferences.keys
        self._keys.take(keys)
        for shown in (self.view, self.bar, self.last):
            shown.take_keys(keys)
        self.view.text.veil(veiled=self._core.preferences.blur)

    def _wire(self) -> None:
        self._empty.button.clicked.connect(self.screen_wanted)
        self.which.activated.connect(self.refresh)
        self.list.selectionModel().currentChanged.connect(self._ask_for)
        self.bar.decided.connect(self._decide)
        self.bar.more.wanted.connect(lambda act: self._acts()[act]())
        self.last.undo_wanted.connect(self._undo)
        self.glass.broken.connect(self._break_glass)
        self.view.text.seen.connect(self._readable)
        self.bar.note.returnPressed.connect(self.list.setFocus)
        self._core.preferences.changed.connect(self._prefer)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addSpacing(12)
        head.addWidget(self._left, 1)
        head.addWidget(self.which)
        right = QVBoxLayout()
        right.setSpacing(10)
        for shown in (self.glass, self.view, self.last, self.bar):
            right.addWidget(shown, 1 if shown is self.view else 0)
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
        column.setContentsMargins(32, 20, 32, 16)
        column.setSpacing(10)
        column.addLayout(head)
        for notice in (self._problem, self._opened, self.rest, self._watched):
            column.addWidget(notice)
        column.addWidget(self._pages, 1)
