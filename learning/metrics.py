"""How well a system did, and how sure that is: metrics of weighted rows, and bootstrap intervals over them.

A `Statistic` takes weights [replicates, rows] and gives one value per replicate, NaN where it is not defined. Weights of
one give the metric itself, the counts of a resample with replacement give one replicate (Efron and Tibshirani 1993, "An
Introduction to the Bootstrap", chapter 13). One set of resamples serves all statistics of a file, so that the difference
of two systems is paired.
"""

from collections.abc import Callable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from domain.estimate import Estimate

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

Statistic = Callable[[Floats], Floats]

REPLICATES = 2000
LEVEL = 95
ECE_BINS = 10
WANTED_RECALL = 0.95

CELLS = 2_000_000
"""Weights that are held at once: 16 MB."""


def estimates(rows: int, statistics: Mapping[str, Statistic], replicates: int = REPLICATES) -> dict[str, Estimate]:
    """Return an estimate per statistic with its percentile interval, all from the same resamples, the same every time."""
    with np.errstate(invalid="ignore", divide="ignore"):
        values = {name: float(statistic(np.ones((1, rows)))[0]) for name, statistic in statistics.items()}
        parts = [
            {name: statistic(weights) for name, statistic in statistics.items()}
            for weights in _resamples(rows, replicates)
        ]
    return {name: _estimate(value, np.concatenate([part[name] for part in parts])) for name, value in values.items()}


def mean(values: Floats) -> Statistic:
    """Return the mean of one value per row."""
    return lambda weights: np.asarray(weights @ values / weights.sum(1))


def share(found: Bools, among: Bools) -> Statistic:
    """Return the share of the rows `among` that are `found`."""
    return lambda weights: np.asarray(weights @ (found & among) / (weights @ among))


def difference(one: Statistic, other: Statistic) -> Statistic:
    """Return `one` minus `other` on the same resamples."""
    return lambda weights: one(weights) - other(weights)


def of_confusion(metric: Callable[[Floats], Floats], true: Ints, said: Ints, classes: int) -> Statistic:
    """Return a metric of confusion matrices [replicates, true, said] as a statistic; classes count from 0."""
    cells = np.eye(classes * classes)[true * classes + said]
    return lambda weights: metric((weights @ cells).reshape(-1, classes, classes))


def balanced_accuracy(confusion: Floats) -> Floats:
    """Return the mean recall of the classes that have rows."""
    return np.asarray(np.nanmean(_recalls(confusion), axis=-1))


def macro_f1(confusion: Floats) -> Floats:
    """Return the mean F1 of the classes that have rows or are said."""
    return np.asarray(np.nanmean(_f1s(confusion), axis=-1))


def f1(confusion: Floats) -> Floats:
    """Return the F1 of the last class."""
    return np.asarray(_f1s(confusion)[..., -1])


def precision(confusion: Floats) -> Floats:
    """Return the share of what was said to be of the last class that is; 0 where nothing was said to be."""
    return np.asarray(confusion[..., -1, -1] / np.maximum(confusion[..., -1].sum(-1), 1))


def recall(confusion: Floats) -> Floats:
    """Return the share of the last class that was found."""
    return np.asarray(_recalls(confusion)[..., -1])


top_recall = recall
"""Of severity levels the last class is the top level."""


def mae(confusion: Floats) -> Floats:
    """Return by how many levels the said level is off, on average."""
    return np.asarray((confusion * np.abs(_distances(confusion))).sum((-2, -1)) / confusion.sum((-2, -1)))


def quadratic_kappa(confusion: Floats) -> Floats:
    """Return the agreement beyond chance, weighted by squared distance (Cohen 1968, "Weighted kappa")."""
    weights = _distances(confusion) ** 2
    expected = (
        confusion.sum(-1)[..., :, None] * confusion.sum(-2)[..., None, :] / confusion.sum((-2, -1), keepdims=True)
    )
    return np.asarray(1 - (confusion * weights).sum((-2, -1)) / (expected * weights).sum((-2, -1)))


def auroc(positive: Bools, score: Floats) -> Statistic:
    """Return the chance that a positive row scores above a negative one; ties count half."""
    order, starts = _tied(score)

    def statistic(weights: Floats) -> Floats:
        wanted = np.add.reduceat((weights * positive)[:, order], starts, axis=1)
        others = np.add.reduceat((weights * ~positive)[:, order], starts, axis=1)
        below = np.cumsum(others, axis=1) - others / 2
        return np.asarray((wanted * below).sum(1) / (wanted.sum(1) * others.sum(1)))

    return statistic


def ece(positive: Bools, probability: Floats) -> Statistic:
    """Return the expected calibration error over ten bins of equal width.

    (Naeini, Cooper and Hauskrecht 2015, "Obtaining Well Calibrated Probabilities Using Bayesian Binning", section 4,
    with the positive class's probability in place of the confidence.)
    """
    gaps = np.zeros((len(probability), ECE_BINS))
    gaps[np.arange(len(probability)), bins(probability)] = probability - positive
    return lambda weights: np.asarray(np.abs(weights @ gaps).sum(1) / weights.sum(1))


def bins(probability: Floats) -> Ints:
    """Return each probability's bin, from 0 on; the last one takes 1 in."""
    return np.minimum((probability * ECE_BINS).astype(np.int64), ECE_BINS - 1)


def read_at_95(wanted: Bools, score: Floats) -> Statistic:
    """Return the share of rows to read, highest score first, until 95% of the wanted ones are found.

    Rows that score alike are read together: nobody can choose among them.
    """
    order, starts = _tied(-score)

    def statistic(weights: Floats) -> Floats:
        read = np.cumsum(np.add.reduceat(weights[:, order], starts, axis=1), axis=1)
        found = np.cumsum(np.add.reduceat((weights * wanted)[:, order], starts, axis=1), axis=1)
        enough = np.argmax(found >= WANTED_RECALL * found[:, -1:] - 1e-9, axis=1)
        at = np.take_along_axis(read, enough[:, None], axis=1)[:, 0] / read[:, -1]
        return np.where(found[:, -1] > 0, at, np.nan)

    return statistic


def _resamples(rows: int, replicates: int) -> Iterator[Floats]:
    """Yield the weights of resamples with replacement, as many at a time as memory should hold."""
    random = np.random.default_rng(0)
    at_once = max(1, CELLS // rows)
    for begin in range(0, replicates, at_once):
        count = min(at_once, replicates - begin)
        picked = random.integers(rows, size=(count, rows)) + rows * np.arange(count)[:, None]
        yield np.bincount(picked.ravel(), minlength=count * rows).reshape(count, rows).astype(np.float64)


def _estimate(value: float, replicates: Floats) -> Estimate:
    kept = replicates[np.isfinite(replicates)]
    if not np.isfinite(value) or not kept.size:
        return Estimate(np.nan, np.nan, np.nan)
    low, high = np.percentile(kept, [(100 - LEVEL) / 2, (100 + LEVEL) / 2])
    return Estimate(value, float(low), float(high))


def _recalls(confusion: Floats) -> Floats:
    return np.asarray(np.diagonal(confusion, axis1=-2, axis2=-1) / confusion.sum(-1))


def _f1s(confusion: Floats) -> Floats:
    hits = np.diagonal(confusion, axis1=-2, axis2=-1)
    return np.asarray(2 * hits / (confusion.sum(-1) + confusion.sum(-2)))


def _distances(confusion: Floats) -> Ints:
    levels = np.arange(confusion.shape[-1])
    return np.asarray(levels[:, None] - levels[None, :])


def _tied(score: Floats) -> tuple[Ints, Ints]:
    """Return the order of rows by rising score, and where in it each run of equal scores begins."""
    order = np.argsort(score, kind="stable")
    ranked = score[order]
    return order, np.flatnonzero(np.concatenate([[True], ranked[1:] != ranked[:-1]]))
