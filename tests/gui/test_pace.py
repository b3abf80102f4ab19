"""The time left: a wrong one makes somebody wait at night for nothing."""

from itertools import count

import pytest

from gui.pace import Pace


def test_the_rate_follows_the_last_texts_and_not_the_first() -> None:
    moments = iter([*range(0, 600, 10), *(600 + n for n in range(100))])
    pace = Pace(clock=lambda: float(next(moments)))
    for _ in range(160):
        pace.tick()
    assert pace.rate == pytest.approx(1.0)
    assert pace.seconds_left(90) == pytest.approx(90)


def test_before_the_first_text_nothing_is_promised() -> None:
    pace = Pace(clock=count().__next__)
    assert (pace.rate, pace.seconds_left(10)) == (None, None)
    pace.tick()
    assert pace.seconds_left(10) is None
