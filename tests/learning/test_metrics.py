"""A wrong metric tells a site that a model may be trusted, or may not. scikit-learn is the oracle."""

from collections.abc import Callable

import numpy as np
import pytest
from sklearn import metrics as oracle
from sklearn.calibration import calibration_curve

from learning import metrics
from learning.metrics import Floats, Ints, Statistic, estimates, of_confusion

RANDOM = np.random.default_rng(7)
ROWS, LEVELS = 300, 4
TRUE = RANDOM.integers(LEVELS, size=ROWS)
SAID = np.clip(TRUE + RANDOM.integers(-1, 2, size=ROWS), 0, LEVELS - 1)
POSITIVE = TRUE >= 2
# Rounded, so that many rows score alike, as 4-bit models make them.
PROBABILITY = np.clip(POSITIVE * 0.3 + RANDOM.random(ROWS) * 0.7, 0, 1).round(1)
WEIGHTS = RANDOM.multinomial(ROWS, [1 / ROWS] * ROWS, size=3).astype(np.float64)


def of_levels(metric: Callable[[Floats], Floats]) -> Statistic:
    return of_confusion(metric, TRUE, SAID, LEVELS)


def of_decision(metric: Callable[[Floats], Floats]) -> Statistic:
    return of_confusion(metric, POSITIVE.astype(np.int64), (PROBABILITY >= 0.5).astype(np.int64), 2)


def ece_of_the_oracle(weights: Floats) -> float:
    """scikit-learn's calibration curve, which knows no weights, on the rows repeated as often as they weigh."""
    rows = np.repeat(np.arange(ROWS), weights.astype(np.int64))
    # A hair above, so that scikit-learn, whose bins take their upper edge in, bins 0.1 as is usual: into the second.
    probability = np.minimum(PROBABILITY[rows] + 1e-9, 1)
    observed, meant = calibration_curve(POSITIVE[rows], probability, n_bins=metrics.ECE_BINS)
    counts = np.bincount(metrics.bins(probability))
    return float(counts[counts > 0] @ abs(observed - meant) / len(rows))


ORACLES: dict[str, tuple[Statistic, Callable[[Floats], float]]] = {
    "balanced_accuracy": (
        of_levels(metrics.balanced_accuracy),
        lambda weights: oracle.balanced_accuracy_score(TRUE, SAID, sample_weight=weights),
    ),
    "macro_f1": (
        of_levels(metrics.macro_f1),
        lambda weights: oracle.f1_score(TRUE, SAID, average="macro", sample_weight=weights),
    ),
    "f1": (
        of_decision(metrics.f1),
        lambda weights: oracle.f1_score(POSITIVE, PROBABILITY >= 0.5, sample_weight=weights),
    ),
    "precision": (
        of_decision(metrics.precision),
        lambda weights: oracle.precision_score(POSITIVE, PROBABILITY >= 0.5, sample_weight=weights),
    ),
    "recall": (
        of_decision(metrics.recall),
        lambda weights: oracle.recall_score(POSITIVE, PROBABILITY >= 0.5, sample_weight=weights),
    ),
    "auroc": (
        metrics.auroc(POSITIVE, PROBABILITY),
        lambda weights: oracle.roc_auc_score(POSITIVE, PROBABILITY, sample_weight=weights),
    ),
    "ece": (metrics.ece(POSITIVE, PROBABILITY), ece_of_the_oracle),
    "mae": (
        of_levels(metrics.mae),
        lambda weights: oracle.mean_absolute_error(TRUE, SAID, sample_weight=weights),
    ),
    "quadratic_kappa": (
        of_levels(metrics.quadratic_kappa),
        lambda weights: oracle.cohen_kappa_score(TRUE, SAID, weights="quadratic", sample_weight=weights),
    ),
    "top_recall": (
        of_levels(metrics.top_recall),
        lambda weights: oracle.recall_score(TRUE == 3, SAID == 3, sample_weight=weights),
    ),
}


@pytest.mark.parametrize("name", ORACLES)
def test_metrics_are_those_of_scikit_learn_on_the_rows_and_on_every_resample(name: str) -> None:
    statistic, expected = ORACLES[name]
    weights = np.concatenate([np.ones((1, ROWS)), WEIGHTS])
    assert statistic(weights) == pytest.approx([expected(row) for row in weights], abs=1e-6)


def test_the_reading_ends_where_19_of_20_severe_texts_are_found() -> None:
    wanted = np.array([True] * 20 + [False] * 20)
    at_the_19th = np.array([*range(100, 81, -1), 0, *[50] * 10, *[1] * 10], dtype=np.float64)
    assert metrics.read_at_95(wanted, at_the_19th)(np.ones((1, 40))) == pytest.approx(19 / 40)
    all_alike = np.zeros(40)
    assert metrics.read_at_95(wanted, all_alike)(np.ones((1, 40))) == pytest.approx(1)


def test_an_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    random, held, files = np.random.default_rng(1), 0, 200
    for _ in range(files):
        right = random.random(100) < 0.7
        found = estimates(100, {"share": metrics.mean(right.astype(np.float64))}, replicates=400)["share"]
        held += found.low <= 0.7 <= found.high
    assert 0.90 <= held / files <= 0.99


def test_an_estimate_is_the_same_tomorrow_and_for_files_larger_than_one_chunk(monkeypatch: pytest.MonkeyPatch) -> None:
    statistics = {"auroc": metrics.auroc(POSITIVE, PROBABILITY)}
    before = estimates(ROWS, statistics)
    assert estimates(ROWS, statistics) == before
    monkeypatch.setattr(metrics, "CELLS", 7 * ROWS)
    assert estimates(ROWS, statistics) == before


def test_two_systems_that_say_the_same_differ_by_nothing_and_a_better_one_by_more() -> None:
    same, better = of_levels(metrics.mae), of_confusion(metrics.mae, TRUE, TRUE, LEVELS)
    found = estimates(ROWS, {"same": metrics.difference(same, same), "better": metrics.difference(same, better)})
    assert (found["same"].low, found["same"].value, found["same"].high) == (0, 0, 0)
    assert 0 < found["better"].low < found["better"].value < found["better"].high


@pytest.mark.parametrize("positives", [0, 5])
def test_what_one_class_alone_does_not_define_is_no_number(positives: int) -> None:
    positive: Ints = np.full(5, int(positives > 0))
    found = estimates(
        5,
        {
            "auroc": metrics.auroc(positive > 0, np.arange(5.0)),
            "balanced_accuracy": of_confusion(metrics.balanced_accuracy, positive, positive, 2),
        },
    )
    assert np.isnan(found["auroc"].value)
    assert found["balanced_accuracy"].value == 1
