"""The Review page: the queue at the left, the case and what a person says of it at the right. All of it by keyboard."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from domain.case import Case, Decision
from domain.errors import KizashiError
from gui.break_notice import BreakNotice
from gui.broken_notice import BrokenNotice
from gui.case_keys import CaseKeys
from gui.case_opener import CaseOpener
from gui.case_panel import CasePanel
from gui.case_queue import CaseQueue
from gui.case_steps import TAKE, Take
from gui.core import Core
from gui.keys import Act
from gui.last_decision import LastDecision
from gui.marks import Marks
from gui.notice import Notice
from gui.queue_head import QueueHead
from gui.review_queue import Listed, Which
from gui.scrolled import Scrolled
from gui.sitting import Decided, Known, Sitting
from gui.watch_notice import WatchNotice
from gui.widget import Widget
from review.decide import NothingToWithdrawError

ROOM = 100
"""The width in letters from which on the list stands beside the case; below it, such as beside the help, the case has it all."""


class ReviewPage(Widget):
    """Opens the most urgent case; a decision is saved, then the next case opens."""

    screen_wanted = Signal()
    counted = Signal(int)

    def __init__(self, core: Core, marks: Marks) -> None:
        super().__init__()
        self._core = core
        self._counts = (0, 0)
        self._sitting = Sitting(core.actor)
        self.head = QueueHead()
        self._problem, self._opened = Notice("problem"), BrokenNotice(core)
        self.rest, self._watched = BreakNotice(core.preferences), WatchNotice(core)
        self.list = CaseQueue(marks, core.protocol_words)
        self.model = self.list.cases
        self._panel = CasePanel(core, marks)
        self.glass, self.view = self._panel.glass, self._panel.view
        self.bar = self._panel.bar
        self.last = LastDecision(core.protocol_words, core.preferences.keys)
        self._opener = CaseOpener(core, self._sitting, self._panel)
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
        self._pages.setCurrentWidget(self._content)
        self.list.open(case)

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
        """Put the keyboard where it writes nothing, and unveils no text.

        A list that is not in sight yet would not keep it: a window that becomes active gives it to what can be seen.
        """
        (self.list if self.list.isVisible() else self).setFocus()

    def _retranslate(self) -> None:
        self.list.setAccessibleName(self.tr("Cases"))
        self._write_counts()

    def _show_queue(self, answer: Listed) -> None:
        found, counts = answer
        self._recount(counts)
        held = self.hasFocus() or self.list.hasFocus()
        self._pages.setCurrentWidget(self._content if found else self.head.empty)
        self.list.show_cases(found)
        if held:
            self._take_keyboard()

    def _write_counts(self) -> None:
        self.head.show_counts(*self._counts, len(self._sitting.skipped))

    def _tell_counts(self) -> None:
        """Show the counts and hand them on; a page that was never shown has none, and its words may change all the same."""
        self._write_counts()
        self.counted.emit(self._counts[0] + len(self._sitting.skipped))

    def _begin(self) -> None:
        """Let a case that was opened be read."""
        self._problem.say("")
        self._content.verticalScrollBar().setValue(0)
        self.rest.read()

    def _decide(self, decision: Decision) -> None:
        """Save a decision; its words and choices stay in their fields until they are on disk."""
        self.bar.setEnabled(False)
        timed = replace(decision, seconds=self._opener.seconds)
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
        self._opener.close()
        row = self.model.settle(case, keep=self.head.which is Which.ALL)
        if row is not None and self.head.which is Which.ALL:
            self.list.go(min(row + 1, self.model.rowCount() - 1))
        if not self.model.rowCount():
            self._sitting.skipped = frozenset()
            self.refresh()

    def _not_saved(self, error: KizashiError) -> None:
        self._problem.fail(error)
        self.bar.setEnabled(True)

    def _skip(self) -> None:
        """Put a case off for this sitting; it comes back when the others are decided."""
        opened = self._opener.opened
        if opened and opened.case.waits_for is not None and self.head.which is not Which.ALL:
            case = opened.case
            self._sitting.skipped |= {case.id}
            self._core.desk.ask(self._sitting.counts, self._recount, self._problem.fail)
            self._leave(case)

    def _recount(self, counts: tuple[int, int]) -> None:
        self._counts = counts
        self._tell_counts()

    def _undo(self) -> None:
        """Take back what was decided last in this sitting, and open it again."""
        if self._sitting.said:
            case = self._sitting.said.pop()
            self._core.desk.ask(self._sitting.withdraw(case), self._taken_back, partial(self._not_taken_back, case))

    def _taken_back(self, answer: Decided) -> None:
        (case, *along), counts = answer
        self.last.show_case(None)
        self._recount(counts)
        self._opener.close()
        self.model.settle(case, keep=True)
        self.open(case)
        if along:
            self.refresh()
        self._take_keyboard()

    def _not_taken_back(self, case: int, error: KizashiError) -> None:
        """Say why, and leave it to be taken back at another try, unless somebody has decided after it."""
        self._problem.fail(error)
        if not isinstance(error, NothingToWithdrawError):
            self._sitting.said.append(case)

    def _take_step(self, take: Take) -> None:
        """Take a step in the life of the open case, and show it."""
        if opened := self._opener.opened:
            self._core.desk.ask(self._sitting.take(take, opened), self._show_step, self._problem.fail)

    def _show_step(self, known: Known) -> None:
        self.model.settle(known[0].case, keep=True)
        self._problem.say("")
        self._tell_counts()  # what presses may have changed
        self._opener.follow(known)

    def _acts(self) -> dict[Act, Callable[[], object]]:
        acts: dict[Act, Callable[[], object]] = {
            Act.CASE: self.bar.case.click,
            Act.NOT_A_CASE: self.bar.not_a_case.click,
            Act.NOTE: self.bar.note.setFocus,
            Act.UNDO: self._undo,
            Act.NEXT: partial(self.list.step, 1),
            Act.BACK: partial(self.list.step, -1),
            Act.SKIP: self._skip,
            Act.ALIKE: self._panel.alike.toggle,
            Act.GUIDANCE: self.view.guidance.click,
            Act.SHOW: self.view.text.toggle,
        }
        return acts | {act: partial(self._take_step, take) for act, take in TAKE.items()}

    def _prefer(self) -> None:
        """Follow what the person has set for their desk."""
        for shown in (self._keys, self.last):
            shown.take_keys(self._core.preferences.keys)
        self._panel.prefer()
        self._share_room()

    def _wire(self) -> None:
        self.head.screen_wanted.connect(self.screen_wanted)
        self.head.changed.connect(self.refresh)
        self.list.chosen.connect(self._opener.open)
        self._opener.shown.connect(self._begin)
        self._opener.failed.connect(self._problem.fail)
        self.bar.decided.connect(self._decide)
        self.bar.more.wanted.connect(lambda act: self._acts()[act]())
        self.last.undo_wanted.connect(self._undo)
        self._panel.alike.open_wanted.connect(self.open)
        self.bar.note.returnPressed.connect(self._take_keyboard)
        self._core.preferences.changed.connect(self._prefer)

    def _lay_out(self) -> None:
        # From the outside in: a widget that moves into another is styled again with all that it holds.
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 20, 32, 16)
        column.setSpacing(10)
        column.addWidget(self.head)
        for notice in (self._problem, self._opened, self.rest, self._watched):
            column.addWidget(notice)
        column.addWidget(self._pages, 1)
        column.addWidget(self.last)
        both = Widget()
        self._content = Scrolled(both)
        self._pages.addWidget(self.head.empty)
        self._pages.addWidget(self._content)
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.list)
        row.addWidget(self._panel, 1)
