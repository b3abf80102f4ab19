"""Probabilities that mean what they say: fitted on log-odds of texts that the head was not trained on."""

from collections.abc import Callable

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from domain.head import Calibration
from learning.metrics import Bools, Floats

BETA_FROM = 1000
"""Texts from which on beta calibration is tried beside Platt's. With fewer it learns their quirks:
docs/decisions/009-learned-heads.md.
"""

FOLDS = 10

Fit = Callable[[Floats, Bools], Calibration]


def calibrate(log_odds: Floats, positive: Bools) -> Calibration:
    """Return the calibration of out-of-fold log-odds, for even odds of both labels.

    Platt's for few texts; from `BETA_FROM` on beta calibration where it gives the lower log loss out of fold. A site
    shifts it to its own base rate (`Head.at`).
    """
    if len(log_odds) < BETA_FROM or min(positive.sum(), (~positive).sum()) < FOLDS:
        return platt(log_odds, positive)
    return min((platt, beta), key=lambda fit: _loss(fit, log_odds, positive))(log_odds, positive)


def platt(log_odds: Floats, positive: Bools) -> Calibration:
    """Return slope and intercept by Platt's method (1999, section 2.2, with its smoothed targets).

    The slope is never negative: a head that ranks worse than chance says nothing, it is not read backwards.
    """
    (slope,), intercept = _fit(log_odds[:, None], positive)
    return Calibration(slope, slope, intercept, *_counts(positive)) if slope > 0 else Calibration(0.0, 0.0, 0.0)


def beta(log_odds: Floats, positive: Bools) -> Calibration:
    """Return the beta calibration (Kull et al. 2017), or Platt's where its map would not rise."""
    (above, below), intercept = _fit(np.column_stack([_softplus(log_odds), -_softplus(-log_odds)]), positive)
    if min(above, below) <= 0:
        return platt(log_odds, positive)
    return Calibration(below, above, intercept, *_counts(positive))


def applied(calibration: Calibration, log_odds: Floats) -> Floats:
    """Return calibrated log-odds."""
    return np.array([calibration.apply(value) for value in log_odds.tolist()])


def probabilities(log_odds: Floats) -> Floats:
    """Return the probabilities that log-odds stand for."""
    return np.asarray((1 + np.tanh(log_odds / 2)) / 2)


def _fit(inputs: Floats, positive: Bools) -> tuple[list[float], float]:
    """Return slopes and intercept of an unshrunken logistic regression, both labels weighted alike.

    Each text counts as its label and, a little, as the other one (Platt's targets).
    """
    found, others = _counts(positive)
    target = np.where(positive, (found + 1) / (found + 2), 1 / (others + 2))
    weight = np.where(positive, 1 / max(found, 1), 1 / max(others, 1)) * len(positive)
    model = LogisticRegression(C=np.inf, tol=1e-8, max_iter=1000).fit(
        np.concatenate([inputs, inputs]),
        np.repeat([True, False], len(positive)),
        sample_weight=np.concatenate([weight * target, weight * (1 - target)]),
    )
    return model.coef_[0].tolist(), float(model.intercept_[0])


def _counts(positive: Bools) -> tuple[int, int]:
    return int(positive.sum()), int((~positive).sum())


def _loss(fit: Fit, log_odds: Floats, positive: Bools) -> float:
    """Return the out-of-fold log loss of a way to calibrate, both labels weighted alike."""
    loss = np.zeros(len(log_odds))
    for train, test in StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(log_odds, positive):
        calibrated = applied(fit(log_odds[train], positive[train]), log_odds[test])
        loss[test] = _softplus(np.where(positive[test], -calibrated, calibrated))
    return float(loss[positive].mean() + loss[~positive].mean())


def _softplus(values: Floats) -> Floats:
    return np.logaddexp(0, values)
