"""How fast a run goes and how long it still takes. Pure arithmetic over what the run said."""

from collections import deque
from dataclasses import dataclass, field

RECENT = 60
"""Texts that the rate is taken over: long enough to be steady, short enough to follow a machine that slows down."""


@dataclass(slots=True)
class Pace:
    """The rate over the last texts of this sitting; what an earlier sitting did does not count."""

    _times: deque[float] = field(default_factory=lambda: deque(maxlen=RECENT))

    def tick(self, seconds: float) -> None:
        """Note that the run began, or that a text was done, when it had worked for so many seconds."""
        self._times.append(seconds)

    @property
    def rate(self) -> float | None:
        """Texts per second; None before there are two moments to compare."""
        if len(self._times) < 2 or self._times[-1] == self._times[0]:
            return None
        return (len(self._times) - 1) / (self._times[-1] - self._times[0])

    def seconds_left(self, texts: int) -> float | None:
        """Return how long `texts` more will take at this rate."""
        return texts / self.rate if self.rate else None
