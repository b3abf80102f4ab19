"""Fitting the linear function that turns a mean state into log-odds: how deep to read, how strongly to shrink."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

from domain.head import Probe
from learning.calibration import calibrate
from learning.features import Matrix, States
from learning.folds import Folds, folds
from learning.metrics import Bools, Floats, auroc

STRENGTHS = (0.003, 0.01, 0.03)
"""Inverses of the shrinkage to choose from, the strongest shrinkage first."""

SAFE_STRENGTH = 0.003
FEWEST_TO_CHOOSE = 40
"""With fewer texts nothing is chosen: the preferred exit and `SAFE_STRENGTH` are taken."""

ENOUGH_ALONE = 400
"""With so many texts a set needs no optional neighbours: docs/decisions/035-own-examples-beside-the-shipped.md."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a head is fitted: the depth that it reads, and its strength (C of scikit-learn's logistic regression)."""

    exit: int
    strength: float


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Texts that a head learns from beside its own set, and is never measured on: a neighbouring protocol's, or the shipped ones.

    Each of the two sets is weighted so that both of its labels count alike, and a text of the own set counts as `own_counts`
    of these. `optional` ones are left out where the own set is large, or ranks itself clearly better alone.
    """

    states: States
    positive: Bools
    own_counts: float = 1.0
    optional: bool = False


def choose(states: States, positive: Bools, groups: Sequence[str], beside: Neighbours | None = None) -> Setting:
    """Return the simplest setting that ranks the texts about as well as the best one, each group left out whole.

    Simplest is: the preferred exit, then the strongest shrinkage. About as well is: within one standard error (Breiman
    et al. 1984, "Classification and Regression Trees", section 3.4.3; of the area under the curve by Hanley and
    McNeil 1982).
    """
    exits = tuple(states.by_exit)
    if len(positive) < FEWEST_TO_CHOOSE:
        return Setting(exits[0], SAFE_STRENGTH)
    parts = folds(positive, groups)
    areas = {
        Setting(depth, strength): area(said, positive)
        for depth in exits
        for strength, said in zip(
            STRENGTHS, out_of_fold(states, depth, STRENGTHS, positive, parts, beside), strict=True
        )
    }
    best = max(areas.values())
    return next(setting for setting in areas if areas[setting] >= best - standard_error(best, positive))


def helping(states: States, positive: Bools, beside: Neighbours | None) -> Neighbours | None:
    """Return the neighbours, or None where they are optional and the texts are enough, or rank themselves clearly better, alone.

    Clearly is: by more than one standard error, at the preferred exit and `SAFE_STRENGTH`. Alone is: without a prior too.
    """
    if beside is None or not beside.optional:
        return beside
    if len(positive) >= ENOUGH_ALONE:
        return None
    parts, depth = folds(positive), next(iter(states.by_exit))

    def ranks(known: States, others: Neighbours | None) -> float:
        (said,) = out_of_fold(known, depth, (SAFE_STRENGTH,), positive, parts, others)
        return area(said, positive)

    together, alone = ranks(states, beside), ranks(states.without_prior(), None)
    return beside if alone <= together + standard_error(together, positive) else None


def fit_probe(states: States, setting: Setting, positive: Bools, beside: Neighbours | None = None) -> Probe:
    """Return the probe fitted on all texts, calibrated on what the same setting says of them out of fold.

    The folds are random here: the neutral point of a group that was left out whole is another than that of a head which
    has seen the group.
    """
    (unseen,) = out_of_fold(states, setting.exit, (setting.strength,), positive, folds(positive), beside)
    weights, bias = _Rows(states, setting.exit, positive, beside).fit(setting.strength)
    return Probe(tuple(weights.tolist()), bias, calibrate(unseen, positive))


def out_of_fold(
    states: States,
    depth: int,
    strengths: Sequence[float],
    positive: Bools,
    parts: Folds,
    beside: Neighbours | None = None,
) -> list[Floats]:
    """Return, for each strength, the raw log-odds of each text from a fit without its fold, [texts]."""
    scores = np.zeros((len(strengths), len(positive)))
    for train, test in parts:
        rows = _Rows(states.only(train), depth, positive[train], beside)
        for place, strength in enumerate(strengths):
            weights, bias = rows.fit(strength)
            scores[place, test] = states.by_exit[depth][test] @ weights + bias
    return list(scores)


def area(scores: Floats, positive: Bools) -> float:
    """Return the area under the receiver operating characteristic."""
    return float(auroc(positive, scores)(np.ones((1, len(scores))))[0])


def standard_error(reached: float, positive: Bools) -> float:
    """Return the standard error of an area under the curve (Hanley and McNeil 1982, equation 1)."""
    found, others = int(positive.sum()), int((~positive).sum())
    one, two = reached / (2 - reached), 2 * reached**2 / (1 + reached)
    spread = (found - 1) * (one - reached**2) + (others - 1) * (two - reached**2)
    return float(np.sqrt((reached * (1 - reached) + spread) / (found * others)))


class _Rows:
    """Standardised training rows with their labels; stretched where a prior says how real texts differ."""

    def __init__(self, states: States, depth: int, positive: Bools, beside: Neighbours | None) -> None:
        sets = [(states, positive), *([(beside.states, beside.positive)] if beside else [])]
        rows = np.concatenate([part.by_exit[depth] for part, _ in sets])
        self._mean = rows.mean(0, dtype=np.float64)
        self._prior = states.prior if states.prior and states.prior.exit == depth else None
        self._spread = self._prior.spread.astype(np.float64) if self._prior else rows.std(0, dtype=np.float64)
        self._spread[self._spread == 0] = 1
        self._rows = self._stretched(((rows - self._mean) / self._spread).astype(np.float32))
        self._positive = np.concatenate([labels for _, labels in sets])
        self._weights = np.concatenate([_even(labels) for _, labels in sets])
        self._weights[: len(positive)] *= beside.own_counts if beside else 1.0

    def fit(self, strength: float) -> tuple[Floats, float]:
        """Return weights and bias for raw states."""
        model = LogisticRegression(C=strength, max_iter=1000)
        model.fit(self._rows, self._positive, sample_weight=self._weights)
        weights = self._stretched(model.coef_[0]).astype(np.float64) / self._spread
        return weights, float(model.intercept_[0] - weights @ self._mean)

    def _stretched(self, rows: Matrix) -> Matrix:
        return self._prior.stretched(rows) if self._prior else rows


def _even(positive: Bools) -> Floats:
    """Return a weight per text, 1 on average, with which both labels count alike."""
    share = float(positive.mean())
    return np.where(positive, 0.5 / share, 0.5 / (1 - share))
