"""The arithmetic between logits and a counselor's screen: a slip here would misorder or lose a case."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.screening import Window
from inference.scores import WindowScores
from screening.answers import read, softmax

LOGIT = st.floats(-1e4, 1e4)


def scored(*logits: tuple[float, ...]) -> WindowScores:
    return WindowScores(start=0, end=1, tokens=1, logits=logits)


def sigmoid(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))


@given(LOGIT)
def test_a_probability_lies_between_zero_and_one_however_sure_the_model_is(log_odds: float) -> None:
    positive, negative = Window(0, 1, log_odds).positive, Window(0, 1, -log_odds).positive
    assert 0 <= positive <= 1
    assert positive + negative == pytest.approx(1)


@given(st.lists(LOGIT, min_size=2, max_size=5))
def test_level_probabilities_sum_to_one(logits: list[float]) -> None:
    assert sum(softmax(logits)) == pytest.approx(1)


def test_the_worst_window_decides_and_brings_its_own_levels() -> None:
    calm = scored((-2.0, 2.0), (5.0, 0.0))
    grave = scored((2.0, -2.0), (0.0, 5.0))
    answers = read([calm, grave, calm])
    assert answers.probability == pytest.approx(sigmoid(4.0))
    assert answers.levels == softmax((0.0, 5.0))
    assert [window.log_odds for window in answers.windows] == [-4.0, 4.0, -4.0]


def test_the_top_level_of_a_window_that_is_not_the_worst_still_counts() -> None:
    worst = scored((3.0, 0.0), (9.0, 0.0))
    graver = scored((2.0, 0.0), (0.0, 9.0))
    assert read([worst, graver]).top_severity == pytest.approx(sigmoid(2.0) * softmax((0.0, 9.0))[1])


def test_a_protocol_without_levels_has_no_top_severity() -> None:
    answers = read([scored((1.0, 0.0))])
    assert answers.levels == ()
    assert answers.top_severity == 0.0


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("place", ["screen", "severity"])
def test_one_broken_number_in_any_window_spoils_the_whole_answer(value: float, place: str) -> None:
    broken = scored((value, 0.0), (0.0, 0.0)) if place == "screen" else scored((0.0, 0.0), (0.0, value))
    answers = read([scored((1.0, 0.0), (0.0, 0.0)), broken])
    assert math.isnan(answers.probability)
    assert answers.windows == ()
