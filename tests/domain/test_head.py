"""What a head says of a state, by hand."""

import math

import pytest

from domain.head import UNCALIBRATED, Calibration, Head, Ordinal, Probe, Record, Tie
from domain.odds import probability
from domain.protocol import Thresholds


def probe(weight: float, bias: float = 0.0, calibration: Calibration = UNCALIBRATED) -> Probe:
    return Probe((weight, 0.0), bias, calibration)


def head(severity: Ordinal | None = None) -> Head:
    tie = Tie("stress", "p", "en", "m", "x", "fp32", 15, "e")
    record = Record("makers", "2026-01-01", "a tenth at a time", 2, 1)
    return Head(tie, 0.01, probe(2.0, 1.0), severity, Thresholds(0.5, 0.3, 0.2), record)


def test_log_odds_are_the_linear_function_calibrated() -> None:
    assert head().log_odds((0.5, 9.0)) == pytest.approx(2.0)
    slower = probe(2.0, 1.0, Calibration(0.5, 0.5, -1.0))
    assert slower.log_odds((0.5, 9.0)) == pytest.approx(0.5 * 2 - 1)


def test_beta_calibration_bends_each_side_by_itself() -> None:
    bent = Calibration(below=2.0, above=1.0, intercept=0.0)
    assert bent.apply(30.0) == pytest.approx(30.0)
    assert bent.apply(-30.0) == pytest.approx(-60.0)


def test_nothing_is_surer_than_the_examples_can_make_it() -> None:
    """Short texts got log-odds of 15 from 135 examples a side: one in a million, which nobody had counted."""
    few, many = Calibration(2.0, 2.0, 0.0, positives=8, others=98), Calibration(2.0, 2.0, 0.0, 10**9, 10**9)
    assert probability(few.apply(1000.0)) == pytest.approx(9 / 10)
    assert probability(few.apply(-1000.0)) == pytest.approx(1 / 100)
    assert few.apply(0.0) == pytest.approx(0.0, abs=1e-12)
    assert [many.apply(raw) for raw in (-3.0, 0.1, 4.0)] == pytest.approx([-6.0, 0.2, 8.0], abs=1e-4)
    rising = [few.apply(raw / 10) for raw in range(-60, 60)]
    assert rising == sorted(set(rising))


@pytest.mark.parametrize("log_odds", [-2000.0, 2000.0])
def test_the_surest_scores_do_not_overflow(log_odds: float) -> None:
    assert Calibration(1.5, 1.5, 0.1).apply(log_odds) == pytest.approx(1.5 * log_odds + 0.1)
    assert probability(log_odds) in (0.0, 1.0)


@pytest.mark.parametrize("state", [(math.nan, 0.0), (math.inf, 0.0), (1.0, math.nan)])
def test_a_state_that_is_not_a_number_gives_none(state: tuple[float, float]) -> None:
    """A failure must never look like a probability: it would be folded into clear."""
    assert math.isnan(head(Ordinal(1, (probe(1.0),))).log_odds(state))


def test_where_few_texts_are_positive_the_same_text_is_less_likely_to_be() -> None:
    """Flags per thousand would be ten times what people were told."""
    rare = head().at(0.1)
    assert rare.log_odds((0.5, 0.0)) == pytest.approx(2.0 + math.log(0.1 / 0.9))
    assert rare.at(0.5).log_odds((0.5, 0.0)) == pytest.approx(2.0)


def test_levels_are_a_distribution_even_where_steps_cross() -> None:
    ordinal = Ordinal(quiet=1, steps=(probe(0.0, -2.0), probe(0.0, 2.0)))
    levels = ordinal.given_positive((0.0, 0.0))
    assert levels[0] == 0.0
    assert min(levels) >= 0
    assert sum(levels) == pytest.approx(1)
    assert levels[-1] == pytest.approx(probability(-2.0))


def test_one_positive_level_is_certain() -> None:
    assert head(Ordinal(quiet=2, steps=())).levels((0.0, 0.0)) == (0.0, 0.0, 1.0)


def test_no_level_where_none_is_asked() -> None:
    assert head().levels((0.0, 0.0)) == ()
