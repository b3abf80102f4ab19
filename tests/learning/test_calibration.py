"""Calibration: "in 100 such texts" must mean it."""

import numpy as np
import pytest

from domain.head import Calibration
from domain.odds import logit
from learning.calibration import applied, beta, calibrate, platt, probabilities
from learning.metrics import Bools, Floats, ece


def made(texts: int, slope: float, intercept: float, share: float = 0.5) -> tuple[Floats, Bools]:
    """Return raw log-odds of which the true ones are `slope` times it plus `intercept`, and labels drawn by them."""
    random = np.random.default_rng(11)
    raw = random.normal(size=texts) * 1.2
    chance = probabilities(slope * raw + intercept + logit(share))
    return raw, random.random(texts) < chance


def error(probability: Floats, positive: Bools) -> float:
    return float(ece(positive, probability)(np.ones((1, len(positive))))[0])


def test_platt_finds_slope_and_intercept() -> None:
    found = platt(*made(20_000, 2.0, 0.0))
    assert (found.above, found.intercept) == pytest.approx((2.0, 0.0), abs=0.1)
    assert found.above == found.below
    assert found.positives + found.others == 20_000


def test_two_hundred_texts_are_enough_for_an_error_below_a_twentieth() -> None:
    raw, positive = made(20_200, 2.5, -0.4, share=0.3)
    calibration = calibrate(raw[:200], positive[:200])
    rate = logit(float(positive[:200].mean()))
    said = probabilities(applied(calibration, raw[200:]) + rate)
    assert error(said, positive[200:]) < 0.05 < error(probabilities(raw[200:]), positive[200:])


def test_the_base_rate_of_the_labelled_texts_does_not_count() -> None:
    """Else a pilot with many cases would make every later file look worse than it is."""
    random = np.random.default_rng(2)
    found = []
    for share in (0.5, 0.1):
        positive = random.random(40_000) < share
        found.append(platt(random.normal(np.where(positive, 1.0, -0.5)), positive))
    half, few = found
    assert (few.above, few.intercept) == pytest.approx((half.above, half.intercept), abs=0.1)


def test_a_head_that_ranks_backwards_says_nothing() -> None:
    raw, positive = made(300, -2.0, 0.0)
    assert platt(raw, positive) == Calibration(0.0, 0.0, 0.0)


def test_perfectly_separated_texts_do_not_make_it_certain() -> None:
    raw = np.array([-2.0, -1.0, 1.0, 2.0])
    found = platt(raw, raw > 0)
    assert probabilities(applied(found, raw)).max() < 0.9


def test_beta_bends_where_one_side_is_surer() -> None:
    raw, _ = made(20_000, 1.0, 0.0)
    truth = applied(Calibration(below=0.5, above=3.0, intercept=0.0), raw)
    positive = np.random.default_rng(5).random(len(raw)) < probabilities(truth)
    bent = beta(raw, positive)
    assert bent.above > 2 * bent.below
    assert calibrate(raw, positive) == bent


def test_few_texts_are_calibrated_by_platt() -> None:
    raw, positive = made(300, 1.0, 0.0)
    assert calibrate(raw, positive) == platt(raw, positive)
