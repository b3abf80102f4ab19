"""One sitting of a run: it can be paused, and its seconds are those in which it worked."""

from collections.abc import Callable
from threading import Event, RLock
from time import monotonic, process_time

LONG = 10.0
"""Seconds between two moments from which on it is asked whether the computer was asleep between them."""

IDLE = 0.05
"""The share of one core below which a screening run does nothing: it was stopped, or the lid was closed."""


class Sitting:
    """Let a run wait and go on, from any thread.

    A pause counts no seconds, and neither does a sleep: there the clock has moved on and the processor's time has not.
    """

    def __init__(self, clock: Callable[[], float] = monotonic, processor: Callable[[], float] = process_time) -> None:
        self._clock, self._processor = clock, processor
        self._going = Event()
        self._lock = RLock()  # an interrupt stops the run on the thread that may be counting
        self._going.set()
        self._seconds = 0.0
        self._last = self._now()

    def begin(self) -> None:
        """Count from now on."""
        with self._lock:
            self._seconds, self._last = 0.0, self._now()

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
                self._last = self._now()
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

    def _now(self) -> tuple[float, float]:
        return self._clock(), self._processor()

    def _count(self) -> None:
        now = self._now()
        passed, worked = now[0] - self._last[0], now[1] - self._last[1]
        if passed < LONG or worked >= passed * IDLE:
            self._seconds += passed
        self._last = now
