"""What figures alone don't show: how probabilities, thresholds and the reading of a queue bear out on labelled rows."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from domain.estimate import Estimate
from learning import metrics
from learning.labels import Labelled, Task
from learning.metrics import ECE_BINS
from learning.systems import System, urgency
from learning.thresholds import clopper_pearson

POINTS = 200
"""Points of a curve; more don't show."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Rows of about one probability: `meant` is its mean, `observed` the share of positives."""

    rows: int
    meant: float
    observed: Estimate


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
    parts = [place == at for at in range(ECE_BINS) if at in place]
    return [
        Bin(
            int(part.sum()),
            float(probability[part].mean()),
            clopper_pearson(int(positive[part].sum()), int(part.sum())),
        )
        for part in parts
    ]


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
