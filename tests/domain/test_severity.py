"""If these fail, the levels in the middle are never suggested, or a text of the top level is hidden below another."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.severity import suggested


def given_positive(*cuts: float) -> tuple[float, ...]:
    """Return the levels of a head whose cuts say so much for "this level or worse"; one quiet level below them."""
    reached = (1.0, *sorted(cuts, reverse=True), 0.0)
    return (0.0, *(this - worse for this, worse in pairwise(reached)))


def test_a_level_in_the_middle_has_its_share() -> None:
    """Cut at even odds, it gets .25 here and was never the likeliest; of three equally frequent levels it has .54."""
    place, chance = suggested(given_positive(0.6, 0.35), quiet=1)
    assert place == 2
    assert chance == pytest.approx(0.75 - 0.2121, abs=1e-3)


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=4))
def test_the_top_level_is_suggested_exactly_where_it_is_the_likeliest(cuts: list[float]) -> None:
    levels = given_positive(*cuts)
    place, chance = suggested(levels, quiet=1)
    assert (place == len(levels) - 1) == (levels[-1] > max(levels[:-1]))
    assert place > 0
    assert 0 <= chance <= 1


@pytest.mark.parametrize(("surely", "place"), [((0.0, 0.0), 1), ((1.0, 0.0), 2), ((1.0, 1.0), 3)])
def test_what_is_certain_stays_so(surely: tuple[float, float], place: int) -> None:
    assert suggested(given_positive(*surely), quiet=1) == (place, 1.0)


def test_one_positive_level_is_the_only_answer() -> None:
    assert suggested((0.0, 0.0, 1.0), quiet=2) == (2, 1.0)


def test_what_a_model_says_in_words_is_not_weighed_again() -> None:
    """Its odds are not a head's: that a quiet level has a chance tells it apart."""
    assert suggested((0.1, 0.4, 0.3, 0.2), quiet=1) == (1, 0.4)


def test_a_chance_that_is_a_hair_above_one_does_no_harm() -> None:
    """Sums of rounded chances may be."""
    place, chance = suggested((0.0, 0.1, 0.2, 0.7 - 1e-16), quiet=1)
    assert place == 3
    assert math.isclose(chance, 0.7)
