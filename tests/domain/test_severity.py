"""If these fail, the levels in the middle are never suggested, or a text of the top level is hidden below another."""

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
    """Its cut is passed at .6; as a level of its own it has .25 beside .4, and was never the likeliest."""
    assert suggested(given_positive(0.6, 0.35)) == 2


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=4))
def test_the_top_level_is_suggested_exactly_where_it_is_the_likeliest(cuts: list[float]) -> None:
    levels = given_positive(*cuts)
    assert (suggested(levels) == len(levels) - 1) == (levels[-1] > max(levels[:-1]))


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=4))
def test_a_level_that_is_not_positive_is_never_suggested(cuts: list[float]) -> None:
    """The level is given a positive screen."""
    assert suggested(given_positive(*cuts)) > 0


@pytest.mark.parametrize(("surely", "place"), [((0.0, 0.0), 1), ((1.0, 0.0), 2), ((1.0, 1.0), 3)])
def test_what_is_certain_stays_so(surely: tuple[float, float], place: int) -> None:
    assert suggested(given_positive(*surely)) == place


def test_one_positive_level_is_the_only_answer() -> None:
    assert suggested((0.0, 0.0, 1.0)) == 2


def test_what_a_model_says_in_words_may_be_a_quiet_level() -> None:
    assert suggested((0.6, 0.2, 0.1, 0.1)) == 0
