"""The threads beside the window's own: a screening run, one piece of work, and the desk that talks to the store.

Each is a `QThread` that lives on the window's thread and overrides `run`; what it has to say arrives there in signals.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QThread, Signal

from domain.errors import BugError, KizashiError, StoppedError, described
from gui.bugs import report
from screening.events import Finished, Imported, Screened, Started
from screening.job import ScreeningJob
from store.database import Database

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")
Progress = Callable[[str, float], None]
"""Says what is being done and how much of it is done (0 to 1)."""


@contextmanager
def _border(failed: Callable[[KizashiError], None]) -> Iterator[None]:
    """Hand a known error to `failed`, and any other as a `BugError`: nothing may escape a thread's `run`."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - the border itself
        if isinstance(known := described(error), BugError):
            log.error("a thread failed: %s", report(error))  # not the message: it may quote a text body
            known.__cause__ = error
        failed(known)


class ScreeningRun(QThread):
    """Pump a screening run; every signal carries a frozen dataclass."""

    imported = Signal(object)
    begun = Signal(object)
    screened = Signal(object)
    ended = Signal(object)
    failed = Signal(object)

    def __init__(self, make_job: Callable[[], ScreeningJob]) -> None:
        super().__init__()
        self._make_job = make_job
        self._job: ScreeningJob | None = None

    def stop(self) -> None:
        """End the run within milliseconds; what is done stays, and the same order goes on later."""
        self.requestInterruption()
        if self._job:
            self._job.stop()

    def pause(self) -> None:
        """Let the run wait until it is told to go on, or to stop; a job that is still being made is not asked."""
        if self._job:
            self._job.pause()

    def go_on(self) -> None:
        """End a pause."""
        if self._job:
            self._job.go_on()

    def run(self) -> None:
        """Run the job to its end."""
        signals = {Imported: self.imported, Started: self.begun, Screened: self.screened, Finished: self.ended}
        with _border(self.failed.emit):
            self._job = self._make_job()
            if self.isInterruptionRequested():
                self._job.stop()
            for event in self._job:
                signals[type(event)].emit(event)


class Errand(QThread):
    """Do one piece of work, then call `then` or `failed` (and meanwhile `progressed`) on the window's thread."""

    _told = Signal(object)

    def __init__(
        self,
        work: Callable[[Progress], Answer],
        then: Callable[[Answer], None],
        failed: Callable[[KizashiError], None],
        progressed: Progress = lambda _what, _share: None,
    ) -> None:
        super().__init__()
        self._work, self._then, self._failed, self._progressed = work, then, failed, progressed
        self._told.connect(self._deliver)
        self._stopped = False

    def stop(self) -> None:
        """End the work the next time that it reports its progress. Nothing is delivered any more."""
        self._stopped = True

    def run(self) -> None:
        """Do the work."""
        with _border(lambda error: self._told.emit(partial(self._failed, error))):
            self._told.emit(partial(self._then, self._work(self._progress)))

    def _progress(self, what: str, share: float) -> None:
        if self._stopped:
            raise StoppedError
        self._told.emit(partial(self._progressed, what, share))

    def _deliver(self, call: Callable[[], None]) -> None:
        if not self._stopped:
            call()


class Errands(QObject):
    """Start errands and keep each until it has ended: a running thread must not lose its last reference."""

    def __init__(self) -> None:
        super().__init__()
        self._going: list[Errand] = []

    def start(self, errand: Errand) -> None:
        """Start it beside the window."""
        self._going.append(errand)
        errand.finished.connect(self._forget)
        errand.start()

    def close(self) -> None:
        """Stop all and wait for them."""
        for errand in self._going:
            errand.stop()
        for errand in self._going:
            errand.wait()

    def _forget(self) -> None:
        """Let go of the errand that ended, and of no other: what one said that is gone would never arrive."""
        self._going = [errand for errand in self._going if errand is not self.sender()]


@dataclass(frozen=True, slots=True)
class _Question:
    ask: Callable[[Database], Any]
    then: Callable[[Any], None]
    failed: Callable[[KizashiError], None]


class Desk(QThread):
    """Put questions to the store, one after the other, over one `Database` that this thread opens and closes.

    A store that could not be opened is tried again at the next question: its user may have mended it meanwhile.
    """

    _answered = Signal(object)

    def __init__(self, open_database: Callable[[], AbstractContextManager[Database]]) -> None:
        super().__init__()
        self._open_database = open_database
        self._questions: SimpleQueue[_Question | None] = SimpleQueue()
        self._answered.connect(self._deliver)
        self._closed = False

    def ask(
        self, ask: Callable[[Database], Answer], then: Callable[[Answer], None], failed: Callable[[KizashiError], None]
    ) -> None:
        """Run `ask` on the desk's thread, then `then` (or `failed`) on the window's."""
        self._questions.put(_Question(ask, then, failed))

    def close(self) -> None:
        """Answer what was asked, close the store and wait for it. Nothing is delivered any more."""
        self._closed = True
        self._questions.put(None)
        self.wait()

    def run(self) -> None:
        """Answer until closed."""
        with ExitStack() as stack:
            database: Database | None = None
            while question := self._questions.get():
                with _border(partial(self._give, question.failed)):
                    database = database or stack.enter_context(self._open_database())
                    self._give(question.then, question.ask(database))

    def _give(self, receiver: Callable[[Any], None], value: object) -> None:
        self._answered.emit(partial(receiver, value))

    def _deliver(self, answer: Callable[[], None]) -> None:
        """Hand an answer on, unless whoever asked may be gone: what was on its way when the desk closed still arrives."""
        if not self._closed:
            answer()


class Reader(Desk):
    """A desk for what may take long, over a store that it only reads: no decision waits for its answers.

    What nobody wants any more is left or cut short, and not answered; what is still asked for when it closes, too.
    """

    def __init__(self, open_database: Callable[[], Database]) -> None:
        super().__init__(partial(_to_read, open_database))

    def ask(
        self,
        ask: Callable[[Database], Answer],
        then: Callable[[Answer], None],
        failed: Callable[[KizashiError], None],
        wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        """Ask as at a desk, as long as `wanted` says so; it is called from the reader's thread."""

        def asked(database: Database) -> Answer:
            with database.only_while(lambda: wanted() and not self._closed):
                return ask(database)

        super().ask(asked, then, lambda error: None if isinstance(error, StoppedError) else failed(error))


@contextmanager
def _to_read(open_database: Callable[[], Database]) -> Iterator[Database]:
    """Open a store to be read, and beside it where it is put down who has read."""
    with open_database() as record, open_database() as database:
        database.only_read(record)
        yield database
