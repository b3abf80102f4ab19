"""Thresholds from what people want, with what the labelled texts can support said honestly."""

from dataclasses import dataclass

import numpy as np
from scipy.special import betaincinv

from domain.estimate import Estimate
from learning.metrics import Bools, Floats

CONFIDENCE = 0.95
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Threshold:
    """A threshold on probabilities: at it or above, a person reads.

    `recall` is the share of positive texts that are read, `read` of all texts, both with Clopper-Pearson intervals.
    `supported` is False where the labelled texts are too few to vouch for what was wanted.
    """

    value: float
    recall: Estimate
    read: Estimate
    supported: bool


def for_recall(probability: Floats, positive: Bools, wanted: float) -> Threshold:
    """Return the highest threshold whose recall is at least `wanted`, with a confidence of 95%.

    How many positive texts it may miss depends on their number alone, so that the confidence holds however the
    threshold was found (one-sided tolerance limit: Wilks 1941, "Determination of sample sizes for setting tolerance
    limits"). It is what learn-then-test gives when it tests thresholds in a fixed sequence, from the lowest on, until one
    is not vouched for (Angelopoulos et al. 2021, "Learn then Test", section 3). Where the texts are too few, it is the
    threshold that reached the recall on them, unsupported.
    """
    found = np.sort(probability[positive])
    may_miss = [missed for missed in range(len(found)) if _lowest(len(found) - missed, len(found)) >= wanted]
    if not may_miss:
        return at(probability, positive, reaching(probability, positive, wanted), supported=False)
    return at(probability, positive, float(found[may_miss[-1]]))


def reaching(probability: Floats, positive: Bools, wanted: float) -> float:
    """Return the highest threshold that reached a recall on these very texts. It promises nothing for others."""
    found = np.sort(probability[positive])
    return float(found[int((1 - wanted) * len(found) + 1e-9)])


def for_workload(probability: Floats, positive: Bools, per_1000: float, base_rate: float | None = None) -> Threshold:
    """Return the lowest threshold that lets people read at most so many of 1,000 such texts.

    How many that are is counted as these texts have it, or at a `base_rate` of positive ones, if both labels are there.
    """
    values, places = np.unique(probability, return_inverse=True)
    rate = float(positive.mean()) if base_rate is None else base_rate
    weights = np.where(positive, rate / max(positive.sum(), 1), (1 - rate) / max((~positive).sum(), 1))
    read = np.cumsum(np.bincount(places, weights)[::-1])[::-1]
    allowed = values[read <= per_1000 / 1000 + ROUNDING]
    return at(probability, positive, float(allowed[0]) if allowed.size else float(np.nextafter(values[-1], np.inf)))


def at(probability: Floats, positive: Bools, value: float, *, supported: bool = True) -> Threshold:
    """Return what a threshold does on labelled texts."""
    reads = probability >= value
    recall = clopper_pearson(int((reads & positive).sum()), int(positive.sum()))
    return Threshold(value, recall, clopper_pearson(int(reads.sum()), len(reads)), supported)


def most_supported(positives: int) -> float:
    """Return the highest recall that so many positive texts can vouch for: every one of them found."""
    return _lowest(positives, positives)


def clopper_pearson(count: int, of: int) -> Estimate:
    """Return a share and its exact 95% interval (Clopper and Pearson 1934); NaN of nothing."""
    if not of:
        return Estimate(np.nan, np.nan, np.nan)
    tail = (1 - CONFIDENCE) / 2
    low = float(betaincinv(count, of - count + 1, tail)) if count else 0.0
    high = float(betaincinv(count + 1, of - count, 1 - tail)) if count < of else 1.0
    return Estimate(count / of, low, high)


def _lowest(count: int, of: int) -> float:
    """Return the one-sided lower bound of a share, with a confidence of 95%."""
    return float(betaincinv(count, of - count + 1, 1 - CONFIDENCE)) if count else 0.0
