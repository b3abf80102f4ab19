"""The time left: a wrong one makes somebody wait at night for nothing."""

import pytest

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
