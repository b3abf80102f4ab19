"""For how long somebody has been reading without a break. Pure arithmetic over the moments at which texts came up."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

REST = 300.0
"""Seconds without a new text that count as a break."""


@dataclass(slots=True)
class Exposure:
    """Adds up the time between one text and the next; a gap of `REST` or more is a break, and begins anew."""

    clock: Callable[[], float] = monotonic
    _seconds: float = 0.0
    _last: float | None = None

    def read(self) -> None:
        """Note that another text has come up."""
        now = self.clock()
        gap = now - self._last if self._last is not None else 0.0
        self._seconds = 0.0 if gap >= REST else self._seconds + gap
        self._last = now

    def rest(self) -> None:
        """Begin anew."""
        self._seconds = 0.0

    @property
    def minutes(self) -> int:
        """Whole minutes of reading since the last break."""
        return int(self._seconds // 60)
