"""Whether a protocol still meets the texts that it was validated on. It says "validate again", and changes nothing by itself.

Each of four counts (flagged or not, language, length, missed or not in the reviewed sample) is held against the validation
record's by Pearson's chi-squared test of homogeneity (Pearson 1900). With many texts every difference is significant, so it
must be of some size too: Cohen's w (Cohen 1988, "Statistical Power Analysis for the Behavioral Sciences", chapter 7).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2_contingency

from access.rights import authorise
from domain.actor import Actor, Right
from store import pictures
from store.database import Database

SIGNIFICANT = 0.01 / 4
"""Four tests are made (Bonferroni)."""
NOTABLE = 0.2
"""Between what Cohen calls a small (0.1) and a medium (0.3) effect."""
ENOUGH = 50
"""Texts on each side, below which nothing is said."""


@dataclass(frozen=True, slots=True)
class Shift:
    """How far one count is from the validation record: `p` of the test, and Cohen's `w`. NaN where there are too few."""

    what: str
    p: float
    w: float

    @property
    def drifted(self) -> bool:
        """Whether it is more than chance, and of some size."""
        return self.p < SIGNIFICANT and self.w >= NOTABLE


@dataclass(frozen=True, slots=True)
class Drift:
    """The four shifts since a validation; none of them where no record says what its texts looked like."""

    shifts: tuple[Shift, ...]

    @property
    def validate_again(self) -> bool:
        """Whether any of them drifted."""
        return any(shift.drifted for shift in self.shifts)


def drift(db: Database, actor: Actor, run: int, since: str = "") -> Drift:
    """Return how far the runs like one, begun since then (UTC, ISO 8601), are from their validation record."""
    authorise(actor, Right.READ_RESULTS)
    was = pictures.recorded(db, run)
    if was is None:
        return Drift(())
    now = pictures.of_runs(db, run, since)
    pairs = (
        ("flagged", was.flagged, now.flagged),
        ("languages", was.languages, now.languages),
        ("lengths", was.lengths, now.lengths),
        ("missed", was.reviewed, now.reviewed),
    )
    return Drift(tuple(shift(what, before, after) for what, before, after in pairs))


def shift(what: str, was: Mapping[str, int], now: Mapping[str, int]) -> Shift:
    """Hold counts against earlier counts of the same kinds."""
    kinds = sorted({kind for counts in (was, now) for kind, count in counts.items() if count})
    table = np.array([[counts.get(kind, 0) for kind in kinds] for counts in (was, now)], dtype=float)
    if not kinds or min(table.sum(axis=1)) < ENOUGH:
        return Shift(what, math.nan, math.nan)
    if len(kinds) == 1:
        return Shift(what, 1.0, 0.0)
    before, after = (table + 0.5) / (table + 0.5).sum(axis=1, keepdims=True)
    return Shift(
        what,
        p=float(chi2_contingency(table, correction=False).pvalue),
        w=float(np.sqrt(((after - before) ** 2 / before).sum())),
    )
