"""The Screen page: open a file, look at it, start the run, watch it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from domain.errors import KizashiError
from domain.mandate import Mandate
from domain.pack import Pack
from domain.site import Crisis
from gui.core import Core
from gui.crisis_form import CrisisForm
from gui.drop_area import DropArea
from gui.mandate_form import DEMO, DEMO_FILE, MandateForm
from gui.marks import Marks
from gui.model_builder import ModelBuilder
from gui.notice import Notice
from gui.order_form import OrderForm
from gui.run_view import RunView
from gui.threads import Errand, Progress, ScreeningRun
from gui.widget import Widget, label
from learning.equipment import equipment, untaught
from models import registry
from review import site
from screening import results
from screening.events import Started
from screening.job import Order, ScreeningJob


class ScreeningPage(Widget):
    """Owns the run. `begun` names it when it is in the store; `ended` tells that its thread is done, however that came."""

    results_wanted = Signal(int)
    review_wanted = Signal()
    begun = Signal(int)
    ended = Signal()

    def __init__(self, core: Core, marks: Marks) -> None:
        super().__init__()
        self._core = core
        self._run: ScreeningRun | None = None
        self._run_id = 0
        self._lacks_model = self._lacks_heads = False
        self._order: Order | None = None
        self._title = label("title")
        self._problem = Notice("problem")
        self.drop = DropArea()
        self.builder = ModelBuilder(core)
        self.form = OrderForm(core)
        self.mandate = MandateForm(core.machine.policy.retention_days)
        self.crisis, self._put_off, self._unwritten = CrisisForm(core), False, Notice("note")
        self.view = RunView(core, marks)
        self._steps = QStackedWidget()
        self._lay_out()
        self._wire()
        self._retranslate()

    @property
    def running(self) -> bool:
        """Whether a run is going on."""
        return self._run is not None

    def open(self, paths: Sequence[Path]) -> None:
        """Look into files or folders, unless a run is going on."""
        if not self.running:
            self.form.open(paths)
            self._steps.setCurrentWidget(self.form)
            self._recall(paths[0])

    def ask_mandate(self) -> None:
        """Ask what the batch is for, with what was stated before."""
        self.mandate.fill(self.form.mandate)
        self._steps.setCurrentWidget(self.mandate)

    def start(self, order: Order) -> None:
        """Run an order; the one that was begun before goes on."""
        self._order = order
        title = self._core.protocol_words.title(order.protocol.id)
        files = ", ".join(path.name for path in order.paths)
        self.view.begin(f"{files} · {title} · {order.pack.title}")
        self._steps.setCurrentWidget(self.view)
        self._run = run = ScreeningRun(lambda: self._job(order))
        run.imported.connect(self.view.imported)
        run.begun.connect(self._begun)
        run.screened.connect(self.view.screened)
        run.ended.connect(self.view.ended)
        run.failed.connect(self.view.failed)
        run.finished.connect(self._over)
        run.start()

    def say_problem(self, error: KizashiError) -> None:
        """Show what failed before any page was asked for."""
        self._problem.fail(error)

    def stop(self) -> None:
        """Stop the run; `ended` comes when it has stopped."""
        if self._run:
            self.view.stopping()
            self._run.stop()

    def end_run(self) -> None:
        """Stop the run and wait for its thread."""
        if self._run:
            self._run.stop()
            self._run.wait()

    def showEvent(self, event: QShowEvent) -> None:
        """Look which models there are whenever the page comes into sight."""
        super().showEvent(event)
        self._look_for_packs()

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Screen"))

    def _recall(self, path: Path) -> None:
        """Look what was stated last for files of the same folder; the shipped example speaks for itself."""
        self.form.show_mandate(DEMO if path.resolve() == DEMO_FILE.resolve() else Mandate())
        if not self.form.mandate.complete:
            self._core.desk.ask(
                lambda db: results.last_mandate(db, self._core.actor, path.parent),
                lambda found: self.form.show_mandate(found or Mandate()),
                self._problem.fail,
            )

    def _ordered(self, order: Order) -> None:
        """Start what says what it is for; ask first where nobody has said yet."""
        if not order.mandate.complete:
            self.ask_mandate()
        elif order.mandate == DEMO:
            self.start(order)
        else:
            self._order = order
            self._ask_crisis_text()

    def _ask_crisis_text(self) -> None:
        """Look whether people know what to do in an emergency; what is wrong with a store, the run itself says."""
        self._core.desk.ask(site.crisis_text, self._start_with, lambda _error: self._go_on())

    def _start_with(self, crisis: Crisis) -> None:
        """Start the order, where people know what to do in an emergency; ask for that first, once in a sitting."""
        if self._order is None or self.running:
            return
        self._unwritten.say("" if crisis.complete else self._reminder())
        if crisis.complete or self._put_off:
            self.start(self._order)
        else:
            self._steps.setCurrentWidget(self.crisis)
            self.crisis.fill(crisis)

    def _reminder(self) -> str:
        return self.tr("The words for an emergency are not written yet: Settings, “Words for an emergency”.")

    def _later(self) -> None:
        self._put_off = True
        self._ask_crisis_text()

    def _stated(self, mandate: Mandate) -> None:
        """Start with what was stated, if there is a model to start."""
        self.form.show_mandate(mandate)
        self._steps.setCurrentWidget(self.form)
        self.form.start.click()

    def _job(self, order: Order) -> ScreeningJob:
        """Make the job on the run's own thread: checking a pack's files takes a moment."""
        pack = registry.load(self._core.packs, order.pack.id)
        with self._core.open_database() as db:
            taken = equipment(pack, order.protocol, self._core.data, db)
        ready = replace(order, pack=pack, equipment=taken)
        return ScreeningJob(self._core.open_database, self._core.actor, ready, self._core.open_scorer)

    def _begun(self, event: Started) -> None:
        self._run_id = event.run
        self.view.begun(event)
        self.begun.emit(event.run)

    def _over(self) -> None:
        self._run = None
        self.ended.emit()

    def _go_on(self) -> None:
        if self._order:
            self.start(replace(self._order, new=False))

    def _again(self) -> None:
        if self._order:
            self.start(replace(self._order, new=True))

    def _look_for_packs(self) -> None:
        def look(progress: Progress) -> tuple[list[Pack], Pack | None]:
            packs = registry.installed(self._core.packs)
            for pack in packs:
                if pack.heads_only:  # it came with the program, where nobody taught it; its heads did too
                    self._core.equip(pack, self._core.data, progress)
            return packs, next((pack for pack in packs if untaught(pack, self._core.data)), None)

        self._core.errands.start(Errand(look, self._show_packs, self._problem.fail))

    def _show_packs(self, answer: tuple[list[Pack], Pack | None]) -> None:
        packs, wanting = answer
        self._lacks_model, self._lacks_heads = not packs, wanting is not None
        self.builder.offer(wanting)
        self._place_builder()
        self.form.show_packs(packs)

    def _place_builder(self) -> None:
        """Ask for a model everywhere, and for what it should learn only where there is room."""
        opening = self._steps.currentWidget() is self._opening
        self.builder.setVisible(self._lacks_model or (self._lacks_heads and opening))

    def _wire(self) -> None:
        self._steps.currentChanged.connect(self._place_builder)
        self.drop.opened.connect(self.open)
        self.builder.built.connect(self._look_for_packs)
        self.form.ordered.connect(self._ordered)
        self.form.mandate_wanted.connect(self.ask_mandate)
        self.mandate.stated.connect(self._stated)
        self.crisis.saved.connect(self._ask_crisis_text)
        self.crisis.later.connect(self._later)
        self.mandate.back.clicked.connect(lambda: self._steps.setCurrentWidget(self.form))
        self.form.another.clicked.connect(lambda: self._steps.setCurrentWidget(self._opening))
        self.view.stop.clicked.connect(self.stop)
        self.view.go_on.clicked.connect(self._go_on)
        self.view.again.clicked.connect(self._again)
        self.view.another.clicked.connect(lambda: self._steps.setCurrentWidget(self._opening))
        self.view.results.clicked.connect(lambda: self.results_wanted.emit(self._run_id))
        self.view.review.clicked.connect(self.review_wanted)

    def _lay_out(self) -> None:
        self._opening = Widget()
        opening = QVBoxLayout(self._opening)
        opening.setContentsMargins(0, 0, 0, 0)
        opening.setSpacing(14)
        opening.addWidget(self._title)
        opening.addWidget(self.drop, 1)
        for step in (self._opening, self.form, self.mandate, self.crisis, self.view):
            self._steps.addWidget(step)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 26, 32, 24)
        column.setSpacing(14)
        column.addWidget(self._problem)
        column.addWidget(self._unwritten)
        column.addWidget(self._steps, 1)
        column.addWidget(self.builder)
        self.builder.hide()
