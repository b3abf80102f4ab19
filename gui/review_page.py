"""The Review page: the queue at the left, the case and what a person says of it at the right. All of it by keyboard."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from time import monotonic

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QStackedWidget, QVBoxLayout

from domain.actor import Right
from domain.case import Case, Decision
from domain.errors import AnothersTextError, KizashiError, NotAllowedError
from gui.break_notice import BreakNotice
from gui.broken_notice import BrokenNotice
from gui.case_keys import CaseKeys
from gui.case_list import CASE, CaseDelegate, CaseList
from gui.case_panel import CasePanel
from gui.case_steps import TAKE, Take
from gui.core import Core
from gui.keys import Act
from gui.marks import Marks
from gui.notice import Notice
from gui.queue_head import QueueHead
from gui.review_queue import Listed, Which
from gui.sitting import Decided, Known, Sitting
from gui.watch_notice import WatchNotice
from gui.widget import Widget
from review.queue import OpenCase

LIST_WIDTH = 300
ROOM = 100
"""The width in letters from which on the list stands beside the case; below it, such as beside the help, the case has it all."""


class ReviewPage(Widget):
    """Opens the most urgent case; a decision is saved, then the next case opens."""

    screen_wanted = Signal()
    counted = Signal(int)

    def __init__(self, core: Core, marks: Marks) -> None:
        super().__init__()
        self._core = core
        self._open: OpenCase | None = None
        self._shown_at: float | None = None
        self._counts = (0, 0)
        self._sitting = Sitting(core.actor)
        self.head = QueueHead()
        self._problem, self._opened = Notice("problem"), BrokenNotice(core)
        self.rest, self._watched = BreakNotice(core.preferences), WatchNotice(core)
        self.model = CaseList(marks, core.protocol_words)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(CaseDelegate(self.model, marks))
        self.list.setUniformItemSizes(True)  # else a case less lets all others be measured again
        self._panel = CasePanel(core, marks)
        self.glass, self.view = self._panel.glass, self._panel.view
        self.last, self.bar = self._panel.last, self._panel.bar
        self._keys = CaseKeys(self, self._acts(), self.bar.choose)
        self._pages = QStackedWidget()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._lay_out()
        self._wire()
        self._prefer()
        self._retranslate()

    def refresh(self) -> None:
        """Read the queue again; the case that is open stays open."""
        self._core.desk.ask(self._sitting.cases(self.head.which), self._show_queue, self._problem.fail)
        self._opened.refresh()

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
        self._take_keyboard()
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new room."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """Leave the case the room of the list where there is little for words this large; the keys go on moving in it."""
        self.list.setVisible(self.width() >= ROOM * self.fontMetrics().horizontalAdvance("0"))
        if self.isVisible() and not self.focusWidget():
            self._take_keyboard()

    def _take_keyboard(self) -> None:
        """Put the keyboard where it writes nothing, and unveils no text."""
        (self if self.list.isHidden() else self.list).setFocus()

    def _retranslate(self) -> None:
        self.list.setAccessibleName(self.tr("Cases"))
        self._write_counts()

    def _show_queue(self, answer: Listed) -> None:
        found, counts = answer
        before: Case | None = self.list.currentIndex().data(CASE)
        self.model.show_cases(found)
        current = self.model.place(before.id) if before else None
        self._recount(counts)
        self._pages.setCurrentWidget(self._content if found else self.head.empty)
        self._go(current or 0)

    def _write_counts(self) -> None:
        left, decided = self._counts
        self.head.show_counts(left, decided, len(self._sitting.skipped))
        self.counted.emit(left + len(self._sitting.skipped))

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
        self._panel.wait()
        if case is None:
            self.view.show_case(None)
        elif self._core.actor.may(Right.READ_TEXTS):
            self._core.desk.ask(self._sitting.open(case.id), self._show_case, partial(self._refuse, case))
        else:  # what a person did not try is no refusal to put on record
            self._refuse(case, NotAllowedError())

    def _show_case(self, known: Known) -> None:
        opened, life = known
        index = self.list.currentIndex()
        if index.isValid() and index.data(CASE).id == opened.case.id:
            self._open = opened
            self._shown_at = None
            self._problem.say("")
            self._panel.show_case(opened, life)
            self.rest.read()

    def _readable(self) -> None:
        """Let the case be decided from when its text can be read on, and take the time from there."""
        if self._open and self._shown_at is None:
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
        asked = self._sitting.break_glass(case, untrusted_reason)
        self._core.desk.ask(asked, self._show_case, self._problem.fail)

    def _decide(self, decision: Decision) -> None:
        """Save a decision; its words and choices stay in their fields until they are on disk."""
        self.bar.setEnabled(False)
        now = monotonic()
        timed = replace(decision, seconds=round(now - (self._shown_at or now), 1))
        asked = self._sitting.decide(timed, self.view.shown, self._panel.alike.chosen)
        self._core.desk.ask(asked, self._decided, self._not_saved)

    def _decided(self, answer: Decided) -> None:
        (case, *along), counts = answer
        self._sitting.said.append(case.id)
        self.last.show_case(case, len(along))
        for other in along:
            self.model.settle(other, keep=self.head.which is Which.ALL)
        self._problem.say("")
        self._recount(counts)
        self._take_keyboard()
        self._leave(case)
        self._watched.decided()

    def _leave(self, case: Case) -> None:
        """Take a case off the list of what is to be decided, and open the next one."""
        if self.model.place(case.id) is None:
            return
        self._open = None
        row = self.model.settle(case, keep=self.head.which is Which.ALL)
        if row is not None and self.head.which is Which.ALL:
            self._go(min(row + 1, self.model.rowCount() - 1))
        if not self.model.rowCount():
            self._sitting.skipped = frozenset()
            self.refresh()

    def _not_saved(self, error: KizashiError) -> None:
        self._problem.fail(error)
        self.bar.setEnabled(True)

    def _skip(self) -> None:
        """Put a case off for this sitting; it comes back when the others are decided."""
        if self._open and self._open.case.waits_for is not None and self.head.which is not Which.ALL:
            case = self._open.case
            self._sitting.skipped |= {case.id}
            self._core.desk.ask(self._sitting.counts, self._recount, self._problem.fail)
            self._leave(case)

    def _recount(self, counts: tuple[int, int]) -> None:
        self._counts = counts
        self._write_counts()

    def _undo(self) -> None:
        """Take back what was decided last in this sitting, and open it again."""
        if self._sitting.said:
            asked = self._sitting.withdraw(self._sitting.said.pop())
            self._core.desk.ask(asked, self._taken_back, self._problem.fail)

    def _taken_back(self, answer: Decided) -> None:
        (case, *along), counts = answer
        self.last.show_case(None)
        self._recount(counts)
        self._open = None
        self.model.settle(case, keep=True)
        self.open(case)
        if along:
            self.refresh()
        self._take_keyboard()

    def _take_step(self, take: Take) -> None:
        """Take a step in the life of the open case, and show it."""
        if self._open:
            self._core.desk.ask(self._sitting.take(take, self._open), self._show_step, self._problem.fail)

    def _show_step(self, known: Known) -> None:
        opened, life = known
        self.model.settle(opened.case, keep=True)
        self._problem.say("")
        self._write_counts()  # what presses may have changed
        if self._open and self._open.case.id == opened.case.id:
            self._open = opened
            self._panel.show_step(opened, life)

    def _acts(self) -> dict[Act, Callable[[], object]]:
        acts: dict[Act, Callable[[], object]] = {
            Act.CASE: self.bar.case.click,
            Act.NOT_A_CASE: self.bar.not_a_case.click,
            Act.NOTE: self.bar.note.setFocus,
            Act.UNDO: self._undo,
            Act.NEXT: partial(self._step, 1),
            Act.BACK: partial(self._step, -1),
            Act.SKIP: self._skip,
            Act.ALIKE: self._panel.alike.toggle,
            Act.GUIDANCE: self.view.guidance.click,
            Act.SHOW: self.view.text.toggle,
        }
        return acts | {act: partial(self._take_step, take) for act, take in TAKE.items()}

    def _prefer(self) -> None:
        """Follow what the person has set for their desk."""
        self._keys.take(self._core.preferences.keys)
        self._panel.prefer()
        self._share_room()

    def _wire(self) -> None:
        self.head.empty.button.clicked.connect(self.screen_wanted)
        self.head.changed.connect(self.refresh)
        self.list.selectionModel().currentChanged.connect(self._ask_for)
        self.bar.decided.connect(self._decide)
        self.bar.more.wanted.connect(lambda act: self._acts()[act]())
        self.last.undo_wanted.connect(self._undo)
        self._panel.alike.open_wanted.connect(self.open)
        self.glass.broken.connect(self._break_glass)
        self.view.text.seen.connect(self._readable)
        self.bar.note.returnPressed.connect(self._take_keyboard)
        self._core.preferences.changed.connect(self._prefer)

    def _lay_out(self) -> None:
        self._content = Widget()
        row = QHBoxLayout(self._content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        self.list.setFixedWidth(LIST_WIDTH)
        row.addWidget(self.list)
        row.addWidget(self._panel, 1)
        self._pages.addWidget(self.head.empty)
        self._pages.addWidget(self._content)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 20, 32, 16)
        column.setSpacing(10)
        column.addWidget(self.head)
        for notice in (self._problem, self._opened, self.rest, self._watched):
            column.addWidget(notice)
        column.addWidget(self._pages, 1)
