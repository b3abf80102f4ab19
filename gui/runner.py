"""Runs the files of the queue one after the other, each on a thread of its own, and keeps the queue in the store."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from access.rights import failures_witnessed
from domain.actor import Right
from domain.errors import KizashiError, StoreFullError
from domain.pack import Pack
from domain.waiting import Waiting
from gui.core import Core
from gui.run_queue import GOING, LEFT_OFF, Entry, RunQueue, State, orders
from gui.threads import ScreeningRun
from learning.equipment import equipment
from models import registry
from screening import waiting
from screening.events import Finished, Screened, Started
from screening.job import ACT, Order, ScreeningJob


class Runner(QObject):
    """One run at a time. A file that fails does not keep the next one from its turn; a full disk does, and so does Stop.

    `starting` names the entry before its model is loaded, `begun` its run when that is in the store, `over` that its
    thread is done; `changed` comes whenever the queue is another one, `not_kept` when it could not be kept.
    """

    starting = Signal(object)
    imported = Signal(object)
    begun = Signal(object)
    screened = Signal(object)
    ended = Signal(object)
    failed = Signal(object)
    over = Signal()
    changed = Signal()
    not_kept = Signal(object)

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self._run: ScreeningRun | None = None
        self._held, self._kept = True, list[Waiting]()
        self.queue = RunQueue()
        self.entry: Entry | None = None

    @property
    def running(self) -> bool:
        """Whether a run is going on, paused or not."""
        return self._run is not None

    @property
    def paused(self) -> bool:
        """Whether the run that is going on waits."""
        return self.running and self.entry is not None and self.entry.state is State.PAUSED

    def add(self, more: Sequence[Order]) -> None:
        """Let orders wait behind the others."""
        self.queue.add(more)
        self._keep()

    def start(self) -> None:
        """Begin with the first one that waits, and go on with those behind it."""
        self._held = False
        if not self.running:
            self._next()

    def resume(self, entry: Entry) -> None:
        """Let a stopped or failed one wait for its turn again, and start."""
        if entry.state in LEFT_OFF:
            entry.state = State.WAITING
        self.start()

    def again(self, entry: Entry) -> None:
        """Screen a file anew that was screened before."""
        entry.order, entry.state = replace(entry.order, new=True), State.WAITING
        self.start()

    def pause(self) -> None:
        """Let the run wait: its place is kept, and no processor is used."""
        self._turn(State.PAUSED)

    def go_on(self) -> None:
        """End the pause."""
        self._turn(State.RUNNING)

    def stop(self) -> None:
        """Stop the run, and begin no other."""
        self._held = True
        if self._run:
            self._run.stop()

    def wait(self) -> None:
        """Return when the thread of a stopped run is done."""
        if self._run:
            self._run.wait()

    def move(self, entry: Entry, places: int) -> None:
        """Let a waiting entry change places with another waiting one."""
        self.queue.move(entry, places)
        self._keep()

    def remove(self, entry: Entry) -> None:
        """Take an entry off the list."""
        self.queue.remove(entry)
        self._keep()

    def bring(self, files: list[Waiting], packs: list[Pack]) -> list[str]:
        """Let files wait that were left another day; return the names of those whose protocol or model is gone."""
        made, gone = orders(files, self._core.protocols, packs)
        self.add(made)
        return gone

    def _next(self) -> None:
        entry = None if self._held else self.queue.next
        if entry is None:
            self._held = True
            return
        self.entry = entry
        entry.begin()
        self.starting.emit(entry)
        order = entry.order
        self._run = run = ScreeningRun(lambda: self._job(order))
        run.imported.connect(self.imported)
        run.begun.connect(self._begun)
        run.screened.connect(self._screened)
        run.ended.connect(self._ended)
        run.failed.connect(self._failed)
        run.finished.connect(self._over)
        run.start()
        self._keep()

    def _job(self, order: Order) -> ScreeningJob:
        """Make the job on the run's own thread: checking a pack's files takes a moment."""
        with failures_witnessed(self._core.actor, ACT, "files"):
            pack = registry.load(self._core.packs, order.pack.id)
            with self._core.open_database() as db:
                taken = equipment(pack, order.protocol, self._core.data, db)
        ready = replace(order, pack=pack, equipment=taken)
        return ScreeningJob(self._core.open_database, self._core.actor, ready, self._core.open_scorer)

    def _begun(self, event: Started) -> None:
        if self.entry:
            self.entry.begun(event)
        self.begun.emit(event)
        self.changed.emit()

    def _screened(self, event: Screened) -> None:
        if self.entry:
            self.entry.counts = event.counts
        self.screened.emit(event)

    def _ended(self, event: Finished) -> None:
        if self.entry:
            self.entry.ended(event)
        self.ended.emit(event)

    def _failed(self, error: KizashiError) -> None:
        if self.entry:
            self.entry.failed(error)
        self._held = self._held or isinstance(error, StoreFullError)  # the next one would find the same disk
        self.failed.emit(error)

    def _over(self) -> None:
        self._run = None
        self._keep()
        self.over.emit()
        if not self.running:
            self._next()

    def _turn(self, state: State) -> None:
        if self._run and self.entry and self.entry.state in GOING:
            (self._run.pause if state is State.PAUSED else self._run.go_on)()
            self.entry.state = state
            self.changed.emit()

    def _keep(self) -> None:
        """Keep what is left for another day, when that is something else than before."""
        self.changed.emit()
        files = self.queue.unfinished
        if files != self._kept and self._core.actor.may(Right.SCREEN):
            self._kept = files
            self._core.desk.ask(
                lambda db: waiting.line_up(db, self._core.actor, files), lambda _nothing: None, self.not_kept.emit
            )
