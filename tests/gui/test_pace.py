"""The time left: a wrong one makes somebody wait at night for nothing."""

import pytest

from gui import words
from gui.pace import Pace


def test_the_rate_follows_the_last_texts_and_not_the_first() -> None:
    pace = Pace()
    for seconds in [*range(0, 600, 10), *(600 + n for n in range(100))]:
        pace.tick(seconds)
    assert pace.rate == pytest.approx(1.0)
    assert pace.seconds_left(90) == pytest.approx(90)


def test_before_the_first_text_nothing_is_promised() -> None:
    pace = Pace()
    assert (pace.rate, pace.seconds_left(10)) == (None, None)
    pace.tick(0.0)
    assert pace.seconds_left(10) is None


def test_a_run_of_texts_that_are_all_known_is_not_said_to_have_taken_no_time() -> None:
    assert [words.duration(seconds) for seconds in (0.03, 1.2, 61.0, 3661.0)] == [
        "1 s",
        "1 s",
        "1 min 1 s",
        "1 h 1 min",
    ]
