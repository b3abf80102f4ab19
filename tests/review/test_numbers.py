"""What a site would lose if the figures were wrong: the truth about what was missed, and about how far its readers agree."""

import math

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from domain.errors import KizashiError
from review.drift import shift
from review.elusion import of_texts, sample_for, upper_bound
from review.kappas import MISSING, alpha, cohen, share


@pytest.mark.parametrize(("read", "bound"), [(59, 0.05), (149, 0.02), (299, 0.01)])
def test_h20_no_miss_in_so_many_means_at_most_so_much(read: int, bound: float) -> None:
    assert upper_bound(0, read) <= bound < upper_bound(0, read - 1)
    assert sample_for(bound) == read


def test_h20_a_bound_is_said_in_texts_and_misses_raise_it() -> None:
    assert of_texts(upper_bound(0, 299), 10_000) == 100
    assert upper_bound(0, 0) == upper_bound(3, 3) == 1.0
    # Clopper and Pearson's upper limit of 5 in 50, one-sided at 95%: the binomial tail there is 5%.
    tail = sum(math.comb(50, k) * upper_bound(5, 50) ** k * (1 - upper_bound(5, 50)) ** (50 - k) for k in range(6))
    assert tail == pytest.approx(0.05)
    assert upper_bound(2, sample_for(0.05, misses=2)) <= 0.05 < upper_bound(2, sample_for(0.05, misses=2) - 1)
    with pytest.raises(KizashiError):
        sample_for(0.0)


KRIPPENDORFF = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
    [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
]
"""Four observers and twelve units, 0 where there is no value (Krippendorff 2011, section C)."""


def test_h19_alpha_is_that_of_krippendorff_s_own_example() -> None:
    ratings = np.array(KRIPPENDORFF).T - 1
    assert (ratings == MISSING).sum() == 7
    assert alpha(ratings, 5).value == pytest.approx(0.743, abs=5e-4)
    assert alpha(ratings, 5, ordinal=True).value == pytest.approx(0.815, abs=5e-4)


def test_h19_kappa_is_that_of_a_published_table_and_of_scikit_learn() -> None:
    """Fleiss, Levin and Paik 2003, "Statistical Methods for Rates and Proportions", table 18.1: kappa 0.676."""
    table = [[75, 1, 4], [5, 4, 1], [0, 0, 10]]
    ratings = np.array([(one, two) for one in range(3) for two in range(3) for _ in range(table[one][two])])
    found = cohen(ratings, 3)
    assert found.value == pytest.approx(0.676, abs=5e-4)
    assert found.low < found.value < found.high
    weighted = cohen_kappa_score(ratings[:, 0], ratings[:, 1], weights="quadratic")
    assert cohen(ratings, 3, quadratic=True).value == pytest.approx(weighted)


def test_units_that_one_person_rated_count_for_nothing() -> None:
    both = np.array([[0, 0], [1, 1], [0, 1], [1, 1]])
    with_one = np.vstack([both, [[1, MISSING], [MISSING, 0]]])
    assert cohen(both, 2) == cohen(with_one, 2)
    assert alpha(both, 2).value == alpha(with_one, 2).value
    assert share(both[:, 0] == both[:, 1]).value == 0.75


def test_too_little_to_say_is_said_as_such() -> None:
    nothing, same = np.empty((0, 2), dtype=np.int64), np.zeros((5, 2), dtype=np.int64)
    assert math.isnan(cohen(nothing, 2).value)
    assert math.isnan(cohen(same, 2).value), "who never say anything else can't be told from chance"
    assert math.isnan(alpha(same, 2).value)


def test_h21_a_change_of_some_size_is_drift_and_chance_or_a_trifle_is_not() -> None:
    was = {"yes": 100, "no": 900}
    assert shift("flagged", was, {"yes": 200, "no": 800}).drifted
    assert not shift("flagged", was, {"yes": 11, "no": 89}).drifted, "chance"
    assert not shift("flagged", {"yes": 100_000, "no": 900_000}, {"yes": 102_000, "no": 898_000}).drifted, "a trifle"
    assert math.isnan(shift("flagged", was, {"yes": 9, "no": 1}).p), "too few"
    assert shift("languages", {"en": 500}, {"en": 400, "ja": 100}).drifted, "a language that was not there"
    assert not shift("languages", {"en": 500}, {"en": 400}).drifted
