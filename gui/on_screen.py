"""What can't wait, on every page: a text that may be of the top severity, how long is left, and what to do now."""

from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from domain.actor import Right
from domain.case import Case
from domain.clock import now
from domain.site import Crisis
from gui import case_words, words
from gui.beside import Beside
from gui.core import Core
from gui.flow import Flow
from gui.marks import Marks
from gui.notice import Notice
from gui.widget import Widget, button, label
from review import queue, site, steps
from store.database import Database

EVERY_MS = 20_000
"""How often the clock is read: it tells minutes."""

AT_MOST = 50
BESIDE_WIDTH = 640
"""From this width on the buttons stand beside the words; where help leaves less, they stand below them."""


@dataclass(frozen=True, slots=True)
class _Urgent:
    cases: tuple[Case, ...]
    crisis: Crisis


class OnScreen(Widget):
    """Stays until the last such case is acknowledged or decided, whoever is at the machine.

    `open_wanted` hands on the case to open; `overdue` tells at the start that one should have been answered already.
    """

    open_wanted = Signal(object)
    overdue = Signal()
    acknowledged = Signal()
    words_wanted = Signal()

    def __init__(self, core: Core, marks: Marks) -> None:
        super().__init__("problem")
        self._core, self._marks = core, marks
        self._urgent: _Urgent | None = None
        self._mark, self._heading = label(), label("heading", wrap=True)
        self._what, self._duty = label(wrap=True), label(wrap=True)
        self._failed = Notice("problem")
        self.open, self.acknowledge, self.write = button("primary"), button(once=True), button()
        self._clock = QTimer(self, interval=EVERY_MS)
        self._lay_out()
        self._wire()
        self.hide()
        self._retranslate()
        self._clock.start()

    def refresh(self) -> None:
        """Read what presses now."""
        actor = self._core.actor

        def ask(db: Database) -> _Urgent:
            return _Urgent(tuple(queue.on_screen(db, actor, limit=AT_MOST)), site.crisis_text(db))

        self._core.desk.ask(ask, self._show, self._failed.fail)

    def _show(self, urgent: _Urgent) -> None:
        first = self._urgent is None
        self._urgent = urgent
        self.setVisible(bool(urgent.cases))
        self._retranslate()
        if first and urgent.cases and urgent.cases[0].overdue(now()):
            self.overdue.emit()

    @property
    def _case(self) -> Case | None:
        return self._urgent.cases[0] if self._urgent and self._urgent.cases else None

    def _acknowledge(self) -> None:
        case, actor = self._case, self._core.actor
        if case:
            self._core.desk.ask(lambda db: steps.acknowledge(db, actor, case.id), self._answered, self._failed.fail)

    def _answered(self, _case: Case) -> None:
        self._failed.say("")
        self.refresh()
        self.acknowledged.emit()

    def _retranslate(self) -> None:
        actor, urgent = self._core.actor, self._urgent
        self._mark.setPixmap(self._marks.urgent_pixmap())
        self.open.setText(self.tr("Open it"))
        self.acknowledge.setText(self.tr("I have seen to it"))
        self.write.setText(self.tr("Write it now…"))
        if urgent is None or not urgent.cases:
            return
        self._heading.setText(self._said(urgent.cases))
        crisis = urgent.crisis
        self._what.setText(self.tr("Do now: {0}").format(crisis.text) if crisis.text.strip() else self._missing())
        self._duty.setText(self.tr("On duty: {0}").format(crisis.on_duty))
        self._duty.setVisible(bool(crisis.on_duty.strip()))
        self.open.setVisible(actor.may(Right.READ_TEXTS))
        self.acknowledge.setVisible(actor.may(Right.DECIDE))
        self.write.setVisible(not crisis.complete and actor.may(Right.SET_SITE))
        self.setAccessibleName(words.told([self._heading.text(), self._what.text(), self._duty.text()]))

    def _said(self, cases: tuple[Case, ...]) -> str:
        first, more = cases[0], len(cases) - 1
        said = self.tr("{0} may be of the most severe level").format(words.text_id(first.text_id))
        if more:
            said += self.tr(", and {0} more").format(words.number(more) + ("+" if len(cases) == AT_MOST else ""))
        return " · ".join(filter(None, [case_words.top(), said, case_words.due(first)]))

    def _missing(self) -> str:
        return self.tr("This site has not written down yet what to do now. Ask your supervisor or a colleague at once.")

    def _wire(self) -> None:
        self._clock.timeout.connect(self.refresh)
        self.open.clicked.connect(lambda: self.open_wanted.emit(self._case))
        self.acknowledge.clicked.connect(self._acknowledge)
        self.write.clicked.connect(self.words_wanted)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._mark)
        head.addWidget(self._heading, 1)
        said = QVBoxLayout()
        said.setSpacing(4)
        said.addLayout(head)
        for shown in (self._what, self._duty, self._failed):
            said.addWidget(shown)
        acts = Flow(10)
        for made in (self.write, self.open, self.acknowledge):
            acts.addWidget(made)
        both = Beside(BESIDE_WIDTH)
        self.setLayout(both)
        both.setContentsMargins(18, 8, 14, 10)
        both.setSpacing(10)
        both.addLayout(said, 1)
        both.addLayout(acts)
