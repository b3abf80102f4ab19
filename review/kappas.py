"""Agreement beyond chance, with bootstrap intervals over the units that were read.

Ratings are a matrix [units, readings] of categories from 0 on, mildest first, MISSING where there is none.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from domain.estimate import Estimate

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


MISSING = -1
REPLICATES = 2000
SEED = 20260101
LEVEL = 95


def cohen(ratings: Ints, categories: int, *, quadratic: bool = False) -> Estimate:
    """Return the agreement of two readings (Cohen 1960, "A coefficient of agreement for nominal scales", equation 1).

    `quadratic`: disagreement weighs by squared distance (Cohen 1968, "Weighted kappa", equation 8). Units with both
    ratings count.
    """
    both = ratings[(ratings != MISSING).all(axis=1)]
    cells = np.eye(categories**2)[both[:, 0] * categories + both[:, 1]]
    apart = _squared(categories) if quadratic else 1 - np.eye(categories)

    def kappa(weights: Floats) -> Floats:
        table = (weights @ cells).reshape(-1, categories, categories)
        chance = table.sum(-1)[..., :, None] * table.sum(-2)[..., None, :] / table.sum((-2, -1), keepdims=True)
        return np.asarray(1 - (table * apart).sum((-2, -1)) / (chance * apart).sum((-2, -1)))

    return _estimate(kappa, len(both))


def alpha(ratings: Ints, categories: int, *, ordinal: bool = False) -> Estimate:
    """Return Krippendorff's alpha of any number of readings, some of them missing.

    (Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", section C and the ordinal metric of section D.)
    Units with one rating count for nothing.
    """
    given = np.stack([(ratings == category).sum(axis=1) for category in range(categories)], axis=1).astype(float)
    given = given[given.sum(axis=1) > 1]
    pairs = given[:, :, None] * given[:, None, :] - given[:, :, None] * np.eye(categories)
    coincidences = (pairs / (given.sum(axis=1) - 1)[:, None, None]).reshape(len(given), -1)

    def reliability(weights: Floats) -> Floats:
        observed = (weights @ coincidences).reshape(-1, categories, categories)
        counts = observed.sum(-1)
        apart = _ordinal(counts) if ordinal else 1 - np.eye(categories)
        chance = counts[:, :, None] * counts[:, None, :] / (counts.sum(-1) - 1)[:, None, None]
        return np.asarray(1 - (observed * apart).sum((-2, -1)) / (chance * apart).sum((-2, -1)))

    return _estimate(reliability, len(given))


def share(agreed: NDArray[np.bool_]) -> Estimate:
    """Return the share of units that agree."""
    return _estimate(lambda weights: np.asarray(weights @ agreed / weights.sum(axis=1)), len(agreed))


def _squared(categories: int) -> Floats:
    places = np.arange(categories)
    return np.asarray((places[:, None] - places) ** 2, dtype=float)


def _ordinal(counts: Floats) -> Floats:
    """Return the squared number of ranks between categories, of which each takes as many as it was given."""
    middles = counts.cumsum(axis=-1) - counts / 2
    return np.asarray((middles[:, :, None] - middles[:, None, :]) ** 2)


def _estimate(statistic: Callable[[Floats], Floats], units: int) -> Estimate:
    """Return a statistic of weighted units with its percentile interval, the same every time; NaN without units.

    (Efron and Tibshirani 1993, "An Introduction to the Bootstrap", chapter 13.) Resamples in which it is not defined,
    such as those where nobody ever said anything else, are left out.
    """
    if not units:
        return Estimate(np.nan, np.nan, np.nan)
    drawn = np.random.default_rng(SEED).multinomial(units, np.full(units, 1 / units), size=REPLICATES)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = float(statistic(np.ones((1, units)))[0])
        replicates = statistic(drawn.astype(float))
    replicates = replicates[np.isfinite(replicates)]
    if np.isnan(value) or not len(replicates):
        return Estimate(value, np.nan, np.nan)
    low, high = np.percentile(replicates, [50 - LEVEL / 2, 50 + LEVEL / 2])
    return Estimate(value, float(low), float(high))
