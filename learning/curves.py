"""What figures alone don't show: how probabilities, thresholds and the reading of a queue bear out on labelled rows."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from learning import metrics
from learning.labels import Labelled, Task
from learning.metrics import ECE_BINS, Bools
from learning.systems import System, urgency

POINTS = 200
"""Points of a curve; more don't show."""

Z = 1.96
"""Standard normal quantile of a 95% interval."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Rows of about one probability: `meant` is its mean, `observed` the share of positives, with its interval."""

    rows: int
    meant: float
    observed: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class AtThreshold:
    """What flagging from one probability on would give; `precision` is NaN where nothing is flagged."""

    threshold: float
    recall: float
    precision: float
    flagged: float


def calibration(file: Labelled, system: System) -> list[Bin]:
    """Return the bins that have rows; rows without a probability are in none."""
    if system.probability is None:
        return []
    told = ~np.isnan(system.probability)
    probability, positive = system.probability[told], file.positive[told]
    place = metrics.bins(probability)
    return [_bin(probability[place == at].tolist(), positive[place == at]) for at in range(ECE_BINS) if at in place]


def thresholds(file: Labelled, system: System) -> Iterator[AtThreshold]:
    """Yield every hundredth; a row without a probability is never flagged and counts all the same."""
    probability = np.nan_to_num(system.probability, nan=-1.0) if system.probability is not None else np.empty(0)
    positive = file.positive
    for hundredth in range(1, 100) if len(probability) else ():
        flagged = probability >= hundredth / 100
        found = int((flagged & positive).sum())
        yield AtThreshold(
            hundredth / 100,
            found / int(positive.sum()) if positive.any() else math.nan,
            found / int(flagged.sum()) if flagged.any() else math.nan,
            float(flagged.mean()),
        )


def workload(file: Labelled, system: System) -> list[tuple[float, float]]:
    """Return (share read, share of the wanted ones found) along the queue, most urgent first.

    Wanted are rows of the top level where the task is severity, else those that the screen should find. Rows that score
    alike are read in no order, so between them the curve is straight.
    """
    wanted = file.top if file.labels.task is Task.SEVERITY else file.positive
    if not wanted.any():
        return []
    score = urgency(file, system)
    order = np.argsort(-score, kind="stable")
    found = np.cumsum(wanted[order]) / wanted.sum()
    ends = np.flatnonzero(np.append(score[order][1:] != score[order][:-1], True))
    kept = ends[np.unique(np.linspace(0, len(ends) - 1, min(POINTS, len(ends))).astype(np.int64))]
    return [(0.0, 0.0), *((float((end + 1) / len(order)), float(found[end])) for end in kept)]


def _bin(probability: list[float], positive: Bools) -> Bin:
    """Return a bin with the Wilson interval of its share (Wilson 1927, "Probable inference")."""
    rows, observed = len(probability), float(positive.mean())
    centre = (observed + Z**2 / (2 * rows)) / (1 + Z**2 / rows)
    half = Z / (1 + Z**2 / rows) * math.sqrt(observed * (1 - observed) / rows + Z**2 / (4 * rows**2))
    return Bin(rows, sum(probability) / rows, observed, centre - half, centre + half)
