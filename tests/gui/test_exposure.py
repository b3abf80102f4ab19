"""Whoever reads distressing texts for long should be told in time, and not be told again after a rest."""

from itertools import accumulate

from gui.exposure import REST, Exposure


def exposure(*gaps: float) -> Exposure:
    """Return what has been read with these seconds between one text and the next."""
    moments = iter(list(accumulate(gaps, initial=1000.0)))
    made = Exposure(lambda: next(moments))
    for _ in range(len(gaps) + 1):
        made.read()
    return made


def test_minutes_of_reading_add_up() -> None:
    assert exposure(*[60.0] * 40).minutes == 40


def test_a_rest_begins_anew() -> None:
    assert exposure(*[60.0] * 30, REST, 60.0).minutes == 1
    read = exposure(*[60.0] * 40)
    read.rest()
    assert read.minutes == 0


def test_nothing_was_read_before_the_first_text() -> None:
    assert exposure().minutes == 0
