"""The Screen page: open files, look at them, start them one after the other, watch them."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout

from domain.actor import Right
from domain.errors import KizashiError
from domain.mandate import Mandate
from domain.pack import Pack
from domain.waiting import Waiting
from gui import words
from gui.clearance import Clearance
from gui.core import Core
from gui.drop_area import DropArea
from gui.mandate_form import DEMO, DEMO_FILE, MandateForm
from gui.marks import Marks
from gui.model_builder import ModelBuilder
from gui.notice import Notice
from gui.order_form import OrderForm
from gui.queue_view import QueueView
from gui.run_queue import LEFT_OFF, Entry
from gui.run_view import RunView
from gui.runner import Runner
from gui.steps import Steps
from gui.widget import Widget, label
from screening import results, waiting
from screening.events import Started
from screening.job import Order


class ScreeningPage(Widget):
    """From files to runs. `begun` names a run when it is in the store; `ended` tells that its thread is done, however that came."""

    results_wanted = Signal(int)
    review_wanted = Signal()
    begun = Signal(int)
    ended = Signal()

    def __init__(self, core: Core, marks: Marks) -> None:
        super().__init__()
        self._core = core
        self._left_known = False
        self._title = label("title")
        self._problem = Notice("problem")
        self.drop = DropArea()
        self.builder = ModelBuilder(core)
        self.form = OrderForm(core)
        self.mandate = MandateForm(core.machine.policy.retention_days)
        self._clearance, self._unwritten, self._written = Clearance(core), Notice("note"), True
        self.crisis = self._clearance.form
        self.runner = Runner(core)
        self.view, self.queue = RunView(core, marks), QueueView(core, self.runner)
        self._steps = Steps()
        self._lay_out()
        self._wire()
        self._retranslate()

    @property
    def running(self) -> bool:
        """Whether a run is going on."""
        return self.runner.running

    def open(self, paths: Sequence[Path]) -> None:
        """Look into files or folders; each is an order of its own."""
        self.form.open(paths)
        self._steps.setCurrentWidget(self.form)
        self._recall(paths[0])

    def ask_mandate(self) -> None:
        """Ask what the batch is for, with what was stated before."""
        self.mandate.fill(self.form.mandate)
        self._steps.setCurrentWidget(self.mandate)

    def start(self, *orders: Order) -> None:
        """Run orders one after the other, behind those that wait; one that was begun before goes on."""
        self._clearance.forget()
        self.runner.add(orders)
        self.runner.start()
        self._watch()

    def say_problem(self, error: KizashiError) -> None:
        """Show what failed before any page was asked for."""
        self._problem.fail(error)

    def stop(self) -> None:
        """Stop the run; `ended` comes when it has stopped. What waits behind it goes on waiting."""
        if self.running:
            self.view.stopping()
            self.runner.stop()

    def end_run(self) -> None:
        """Stop the run and wait for its thread."""
        self.runner.stop()
        self.runner.wait()

    def showEvent(self, event: QShowEvent) -> None:
        """Look which models there are whenever the page comes into sight."""
        super().showEvent(event)
        self.builder.look()

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Screen"))
        self._remind()

    def _recall(self, path: Path) -> None:
        """Look what was stated last for files of the same folder; the shipped example speaks for itself."""
        self.form.show_mandate(DEMO if path.resolve() == DEMO_FILE.resolve() else Mandate())
        if not self.form.mandate.complete:
            self._core.desk.ask(
                lambda db: results.last_mandate(db, self._core.actor, path.parent),
                lambda found: self.form.show_mandate(found or Mandate()),
                self._problem.fail,
            )

    def _ordered(self, orders: Sequence[Order]) -> None:
        """Start what says what it is for; ask first where nobody has said yet."""
        if not all(order.mandate.complete for order in orders):
            self.ask_mandate()
        elif all(order.mandate == DEMO for order in orders):
            self.start(*orders)
        else:
            self._clearance.ask(orders)

    def _cleared(self, orders: Sequence[Order], written: bool) -> None:
        """Start what people know the emergency words for, or have put them off."""
        self._written = written
        self._remind()
        self.start(*orders)

    def _remind(self) -> None:
        reminder = self.tr("The words for an emergency are not written yet: Settings, “Words for an emergency”.")
        self._unwritten.say("" if self._written else reminder)

    def _stated(self, mandate: Mandate) -> None:
        """Start with what was stated, if there is a model to start."""
        self.form.show_mandate(mandate)
        self._steps.setCurrentWidget(self.form)
        self.form.start.click()

    def _starting(self, entry: Entry) -> None:
        order = entry.order
        title = self._core.protocol_words.title(order.protocol.id)
        files = words.listed(path.name for path in order.paths)
        self.view.begin(f"{files} · {title} · {order.pack.title}")

    def _begun(self, event: Started) -> None:
        self.view.begun(event)
        self.begun.emit(event.run)

    def _watch(self) -> None:
        """Show the run, the keyboard on it: what was pressed is gone, and the keyboard would fall to the navigation."""
        self._steps.setCurrentWidget(self.view)
        self.view.take_keyboard()

    def _pause(self) -> None:
        """Let the run wait, or go on."""
        (self.runner.go_on if self.runner.paused else self.runner.pause)()
        self.view.paused(paused=self.runner.paused)

    def _go_on(self) -> None:
        if entry := self.runner.entry:
            self.runner.resume(entry)
            self._watch()

    def _again(self) -> None:
        if entry := self.runner.entry:
            self.runner.again(entry)
            self._watch()

    def _show_results(self) -> None:
        if entry := self.runner.entry:
            self.results_wanted.emit(entry.run)

    def _show_packs(self, packs: list[Pack]) -> None:
        self._place()
        self.form.show_packs(packs)
        if packs and not self._left_known and self._core.actor.may(Right.SCREEN):
            self._left_known = True
            self._core.desk.ask(
                lambda db: waiting.lined_up(db, self._core.actor),
                lambda files: self._bring(files, packs),
                self._problem.fail,
            )

    def _bring(self, files: list[Waiting], packs: list[Pack]) -> None:
        """Offer what was left when the window was closed the last time."""
        if files and (gone := self.runner.bring(files, packs)):
            said = self.tr("No longer waiting, because the protocol or the model is not here any more: {0}")
            self._unwritten.say(said.format(words.listed(gone)))

    def _place(self) -> None:
        """Show beside a step what belongs to it: the queue, what a model should learn, and a lacking model everywhere."""
        step, queue = self._steps.currentWidget(), self.runner.queue
        opening = step is self._opening
        left = self.running or queue.waiting or any(entry.state in LEFT_OFF for entry in queue)
        self.queue.setVisible(bool(left) if opening else step is self.view and len(queue) > 1)
        self.queue.stand_beside(run=step is self.view)
        self.builder.setVisible(self.builder.lacks_model or (self.builder.lacks_heads and opening))
        self.view.show_waiting(queue.waiting)

    def _wire(self) -> None:
        self._steps.currentChanged.connect(self._place)
        self.drop.opened.connect(self.open)
        self.builder.found.connect(self._show_packs)
        self.builder.failed.connect(self._problem.fail)
        self.form.ordered.connect(self._ordered)
        self.form.mandate_wanted.connect(self.ask_mandate)
        self.mandate.stated.connect(self._stated)
        self._clearance.cleared.connect(self._cleared)
        self._clearance.wanted.connect(partial(self._steps.setCurrentWidget, self.crisis))
        for made, step in (
            (self.mandate.back, self.form),
            (self.form.head.another, self._opening),
            (self.view.another, self._opening),
        ):
            made.clicked.connect(partial(self._steps.setCurrentWidget, step))
        self._wire_run()

    def _wire_run(self) -> None:
        run, view = self.runner, self.view
        run.changed.connect(self._place)
        run.starting.connect(self._starting)
        run.imported.connect(view.imported)
        run.begun.connect(self._begun)
        run.screened.connect(view.screened)
        run.ended.connect(view.ended)
        run.failed.connect(view.failed)
        run.over.connect(self.ended)
        run.not_kept.connect(self._problem.fail)
        view.pause.clicked.connect(self._pause)
        view.stop.clicked.connect(self.stop)
        view.go_on.clicked.connect(self._go_on)
        view.again.clicked.connect(self._again)
        view.results.clicked.connect(self._show_results)
        view.review.clicked.connect(self.review_wanted)
        self.queue.results_wanted.connect(self.results_wanted)
        self.queue.shown.connect(self._watch)

    def _lay_out(self) -> None:
        # From the outside in: a widget that moves into another is styled again with all that it holds.
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 26, 32, 24)
        column.setSpacing(14)
        column.addWidget(self._problem)
        column.addWidget(self._unwritten)
        column.addWidget(self._steps, 1)
        column.addWidget(self.queue)
        column.addWidget(self.builder)
        self.builder.hide()
        self.queue.hide()
        self._opening = Widget()
        for step in (self._opening, self.form, self.mandate, self.crisis, self.view):
            self._steps.addWidget(step)
        opening = QVBoxLayout(self._opening)
        opening.setContentsMargins(0, 0, 0, 0)
        opening.setSpacing(14)
        opening.addWidget(self._title)
        opening.addWidget(self.drop, 1)
