"""A measured value with its uncertainty."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Estimate:
    """A metric and its 95% interval; NaN where the rows do not define it."""

    value: float
    low: float
    high: float
