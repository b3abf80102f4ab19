"""From what a site wants, and its own labelled texts, to calibration and thresholds: what they would do, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from domain.adjustment import Adjustment, Basis
from domain.errors import KizashiError
from domain.estimate import Estimate
from domain.head import UNCALIBRATED, Calibration
from domain.outcome import Code
from domain.protocol import Thresholds
from domain.screening import Screening, Window
from learning.calibration import calibrate
from learning.metrics import Bools, Floats
from learning.thresholds import clopper_pearson, for_recall, for_workload, most_supported

FEWEST = 20
"""Labelled texts of a language, below which nothing is fitted to it."""

FEWEST_TO_CALIBRATE = 100
FEWEST_OF_A_LABEL = 20
RAISED = frozenset({Code.SUICIDE_RISK, Code.STEERING, Code.LANGUAGE})
"""Codes of texts that other rules than thresholds and levels show to people."""

A_RECALL, FLAGS, NOTHING_WANTED = "a recall of {0}", "{0} flags per 1,000 texts", "the thresholds as they were"


class TooFewLabelsError(KizashiError):
    """Too few labelled texts to choose thresholds by: 20 of a language that the model did not learn from, with both labels."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the site states: a recall that it wants, flags per 1,000 texts that people can read, its share of positives.

    None is not stated. Without a base rate the labelled texts' own is taken.
    """

    recall: float | None = None
    per_1000: float | None = None
    base_rate: float | None = None

    @property
    def stated(self) -> list[tuple[str, float]]:
        """What thresholds are to serve: sentences with a place for a figure, and the figures."""
        both = ((A_RECALL, self.recall), (FLAGS, self.per_1000))
        return [(sentence, figure) for sentence, figure in both if figure is not None]

    def __str__(self) -> str:
        """Return it in words."""
        return " and ".join(sentence.format(f"{figure:g}") for sentence, figure in self.stated) or NOTHING_WANTED


@dataclass(frozen=True, slots=True)
class Reach:
    """What people would see: `recall` of the positive texts, `read` of all, at the site's base rate."""

    recall: Estimate
    read: Estimate


@dataclass(frozen=True, slots=True)
class Planned:
    """An adjustment and what it does on the labelled texts: which are `flagged`, and which are `seen` by people.

    Both with what other rules than the thresholds add: phrases, the suicide-risk screen, a chance of the top level.
    `vouched`: the labelled texts are enough for the recall that was wanted, with a confidence of 95%. `most` is the
    highest recall that they could vouch for.
    """

    adjustment: Adjustment
    flagged: Reach
    seen: Reach
    vouched: bool
    most: float
    wanted: Wanted


def plan(
    wanted: Wanted, own: Thresholds, basis: Basis, screenings: Sequence[Screening], positive: Bools, at: str
) -> Planned:
    """Return the adjustment of one language's way that serves what is wanted, from what the way said of labelled texts.

    `own` are the thresholds where nothing is wanted of them, `screenings` those of the way as it is, without an adjustment.
    Texts that were not screened don't count: people read them anyway. Raises TooFewLabelsError.
    """
    told = np.array([bool(screening.windows) for screening in screenings])
    screened = [screening for screening in screenings if screening.windows]
    worst = [_worst(screening) for screening in screened]
    positive = positive[told]
    if len(worst) < FEWEST or positive.all() or not positive.any():
        raise TooFewLabelsError
    fitted = Adjustment(
        basis=basis,
        calibration=_calibration(np.array([window.log_odds for window in worst]), positive),
        base_rate=_base_rate(wanted, positive),
        thresholds=own,
        wanted=str(wanted),
        texts=len(worst),
        positives=int(positive.sum()),
        at=at,
    )
    said = np.array([fitted.window(window).positive for window in worst])
    thresholds, vouched = _thresholds(wanted, own, said, positive, fitted.base_rate)
    flagged = (said >= thresholds.flag) | np.array([screening.phrase for screening in screened])
    raised = np.array([_raised(screening, fitted) for screening in screened])
    return Planned(
        replace(fitted, thresholds=thresholds),
        _reach(flagged, positive, fitted.base_rate),
        _reach(flagged | raised | (said >= thresholds.clear), positive, fitted.base_rate),
        vouched,
        most_supported(fitted.positives),
        wanted,
    )


def _raised(screening: Screening, fitted: Adjustment) -> bool:
    """Return whether a text is shown to people whatever the thresholds are.

    Nearly so: of a text that was flagged it is not known whether it steers or is in no certain language.
    """
    top = max(fitted.window(window).top_severity for window in screening.windows)
    return screening.code in RAISED or top >= fitted.thresholds.top_severity > 0


def _worst(screening: Screening) -> Window:
    return max(screening.windows, key=lambda window: window.log_odds)


def _calibration(log_odds: Floats, positive: Bools) -> Calibration:
    """Return the calibration that the texts show; with few texts the way keeps its own."""
    enough = len(positive) >= FEWEST_TO_CALIBRATE and min(positive.sum(), (~positive).sum()) >= FEWEST_OF_A_LABEL
    return calibrate(log_odds, positive) if enough else UNCALIBRATED


def _base_rate(wanted: Wanted, positive: Bools) -> float:
    return float(positive.mean()) if wanted.base_rate is None else wanted.base_rate


def _thresholds(
    wanted: Wanted, own: Thresholds, said: Floats, positive: Bools, base_rate: float
) -> tuple[Thresholds, bool]:
    """Return the thresholds, and whether the texts vouch for the recall.

    The recall decides below what nobody looks, the flags what is flagged; who states only flags has no band.
    """
    found = for_recall(said, positive, wanted.recall) if wanted.recall is not None else None
    load = for_workload(said, positive, wanted.per_1000, base_rate) if wanted.per_1000 is not None else None
    flag = load.value if load else own.flag
    clear = found.value if found else (flag if load else own.clear)
    if not load:
        flag = max(flag, clear)
    return Thresholds(flag, min(clear, flag), own.top_severity), found is None or found.supported


def _reach(read: Bools, positive: Bools, base_rate: float) -> Reach:
    """Return recall and share read; the share's interval is that of both labels' shares, taken together."""
    of_positive = clopper_pearson(int((read & positive).sum()), int(positive.sum()))
    of_others = clopper_pearson(int((read & ~positive).sum()), int((~positive).sum()))
    ends = (
        base_rate * getattr(of_positive, end) + (1 - base_rate) * getattr(of_others, end)
        for end in ("value", "low", "high")
    )
    return Reach(of_positive, Estimate(*ends))
