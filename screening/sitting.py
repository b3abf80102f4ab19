"""One sitting of a run: it can be paused, and its seconds are those in which it worked."""

from collections.abc import Callable
from threading import Event, RLock, Thread
from time import monotonic
from types import TracebackType
from typing import Self

BEAT = 1.0
"""Seconds between two beats while a run goes on, wherever its engine works and however long a text takes."""

ASLEEP = 10.0
"""Seconds without a beat from which on nothing here can have run: the process was stopped, or the lid was closed."""


class Sitting:
    """Let a run wait and go on, from any thread. Entered, it beats, and counts until it is left.

    A pause counts no seconds, and neither does a sleep: there the clock has moved on and no beat has come.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._going, self._over = Event(), Event()
        self._lock = RLock()  # an interrupt stops the run on the thread that may be counting
        self._going.set()
        self._seconds, self._last = 0.0, clock()

    def __enter__(self) -> Self:
        with self._lock:
            self._seconds, self._last = 0.0, self._clock()
        Thread(target=self._beat, name="sitting", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()

    def pause(self) -> None:
        """Let whoever comes to `wait` wait."""
        with self._lock:
            if self._going.is_set():
                self._count()
                self._going.clear()

    def go_on(self) -> None:
        """Let all go on who wait."""
        with self._lock:
            if not self._going.is_set():
                self._last = self._clock()
                self._going.set()

    def wait(self) -> None:
        """Return at once, or when a pause is over."""
        self._going.wait()

    @property
    def seconds(self) -> float:
        """The seconds worked so far."""
        with self._lock:
            if self._going.is_set():
                self._count()
            return self._seconds

    def _beat(self) -> None:
        while not self._over.wait(BEAT):
            _ = self.seconds

    def _count(self) -> None:
        now = self._clock()
        if now - self._last < ASLEEP:
            self._seconds += now - self._last
        self._last = now
