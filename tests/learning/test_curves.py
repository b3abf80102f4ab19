"""People choose a threshold and plan their reading by these curves; a curve that flatters costs somebody."""

import math
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import precision_recall_curve

from learning import curves
from learning.labels import Labelled, Task
from learning.metrics import Floats
from learning.systems import System
from tests.learning.files import CALM, labelled

RANDOM = np.random.default_rng(3)
ROWS = 60
TRUE = RANDOM.random(ROWS) < 0.5
PROBABILITY = np.clip(0.3 * TRUE + 0.7 * RANDOM.random(ROWS), 0, 1)


@pytest.fixture
def file(tmp_path: Path) -> Labelled:
    return labelled(tmp_path / "file.csv", [(CALM, "stressed" if true else "not stressed") for true in TRUE])


def system(probability: Floats) -> System:
    flagged = np.where(np.isnan(probability), -1, probability >= 0.5)
    return System("one", flagged, probability=probability)


def test_the_threshold_curve_is_scikit_learns(file: Labelled) -> None:
    precision, recall, limits = precision_recall_curve(TRUE, PROBABILITY)
    for it in curves.thresholds(file, system(PROBABILITY)):
        at = int(np.searchsorted(limits, it.threshold))
        assert it.recall == pytest.approx(recall[at])
        assert it.flagged == pytest.approx((it.threshold <= PROBABILITY).mean())
        assert it.precision == pytest.approx(precision[at]) if it.flagged else math.isnan(it.precision)


def test_a_calibration_bin_says_what_was_meant_and_what_was_so(file: Labelled) -> None:
    bins = curves.calibration(file, system(PROBABILITY))
    assert sum(it.rows for it in bins) == ROWS
    for it in bins:
        inside = (PROBABILITY * 10).astype(int) == int(it.meant * 10)
        assert it.rows == inside.sum()
        assert it.observed.value == pytest.approx(TRUE[inside].mean())
        assert 0 <= it.observed.low <= it.observed.value <= it.observed.high <= 1
        assert it.observed.high - it.observed.low > 0.1  # even a bin whose rows all agree is not certain


def test_rows_that_were_not_screened_are_read_last_and_flagged_never(file: Labelled) -> None:
    lost = np.where(TRUE & (PROBABILITY > 0.9), np.nan, PROBABILITY)
    assert np.isnan(lost).any()
    work = curves.workload(file, system(lost))
    assert [work[0], work[-1]] == [(0, 0), (1, 1)]
    assert work[-2][1] == pytest.approx(1 - np.isnan(lost).sum() / TRUE.sum())
    first = next(curves.thresholds(file, system(lost)))
    assert first.recall == pytest.approx((lost[TRUE] >= 0.01).mean())


def test_the_reading_is_of_the_top_level_where_levels_are_evaluated(tmp_path: Path) -> None:
    rows = [(CALM, level) for level in ("minimum", "severe", "mild", "severe")]
    file = labelled(tmp_path / "levels.csv", rows, "depression", Task.SEVERITY)
    person = System("person", np.array([0, 1, 1, 1]), np.array([0, 3, 3, 1]))
    assert curves.workload(file, person) == [(0, 0), (0.5, 0.5), (0.75, 1), (1, 1)]
    assert not curves.calibration(file, person)
    assert not list(curves.thresholds(file, person))
