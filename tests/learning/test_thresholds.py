"""Thresholds: a promise of recall that the data can't support would be believed."""

import numpy as np
import pytest

from learning.thresholds import at, clopper_pearson, for_recall, for_workload, most_supported, reaching

RANDOM = np.random.default_rng(3)
POSITIVE = np.arange(400) < 200
PROBABILITY = np.where(POSITIVE, RANDOM.beta(4, 2, 400), RANDOM.beta(2, 4, 400))


def test_clopper_pearson_is_the_textbook_interval() -> None:
    ten = clopper_pearson(8, 10)
    assert (ten.value, ten.low, ten.high) == pytest.approx((0.8, 0.4439, 0.9748), abs=1e-4)
    assert clopper_pearson(0, 10).low == 0
    assert clopper_pearson(10, 10).high == 1
    assert np.isnan(clopper_pearson(0, 0).value)


def test_a_wanted_recall_holds_for_new_texts() -> None:
    """In 19 of 20 sites the chosen threshold must find what was promised."""
    kept = 0
    for seed in range(200):
        random = np.random.default_rng(seed)
        chosen = for_recall(random.beta(4, 2, 150), np.ones(150, bool), 0.9)
        assert chosen.supported
        kept += int(np.mean(random.beta(4, 2, 20_000) >= chosen.value) >= 0.9)
    assert 0.92 <= kept / 200 <= 1


def test_few_texts_can_not_vouch_for_a_high_recall_and_say_so() -> None:
    few = np.arange(60) < 20
    chosen = for_recall(PROBABILITY[:60], few, 0.95)
    assert not chosen.supported
    assert chosen.recall.value >= 0.95
    assert most_supported(20) < 0.95 < most_supported(59)


def test_reaching_is_the_highest_that_did() -> None:
    value = reaching(PROBABILITY, POSITIVE, 0.95)
    assert at(PROBABILITY, POSITIVE, value).recall.value >= 0.95
    assert at(PROBABILITY, POSITIVE, float(np.nextafter(value, 1))).recall.value < 0.95 + 1e-9


@pytest.mark.parametrize("per_1000", [0, 1, 50, 333, 1000])
def test_no_more_is_flagged_than_people_can_read(per_1000: int) -> None:
    chosen = for_workload(PROBABILITY, POSITIVE, per_1000)
    assert chosen.read.value * 1000 <= per_1000
    assert chosen.read.value * 1000 > per_1000 - 2.5


def test_texts_that_score_alike_are_read_together_or_not_at_all() -> None:
    """Half of a tie can't be flagged: what was planned for 200 would become 1,000."""
    chosen = for_workload(np.full(50, 0.7), POSITIVE[:50], 200)
    assert chosen.read.value == 0
