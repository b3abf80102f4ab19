"""Several texts at once: each in its turn, none lost, and no further ahead than needed."""

import threading
from collections.abc import Iterator

import pytest

from inference.lanes import AHEAD, in_order

WAIT = 10


def test_answers_come_in_the_order_of_the_questions_however_long_each_takes() -> None:
    """Else a row of the export would carry the neighbour's outcome."""
    second_is_done = threading.Event()

    def ask(item: int) -> int:
        if item == 0:
            assert second_is_done.wait(WAIT)
        if item == 1:
            second_is_done.set()
        return item * 10

    assert list(in_order(ask, range(20), 2)) == [item * 10 for item in range(20)]


def test_as_many_are_under_way_as_there_are_lanes() -> None:
    """Else the second core would stand idle."""
    together = threading.Barrier(3, timeout=WAIT)

    assert list(in_order(lambda item: together.wait() * 0 + item, range(9), 3)) == list(range(9))


def test_items_are_taken_up_only_as_they_are_needed() -> None:
    """Else a million texts would be held in memory at once."""
    taken: list[int] = []

    def items() -> Iterator[int]:
        for item in range(1000):
            taken.append(item)
            yield item

    answers = in_order(lambda item: item, items(), 2)
    for _ in range(5):
        next(answers)
    assert len(taken) == 5 - 1 + 2 * (1 + AHEAD)
    answers.close()


def test_an_error_is_raised_in_its_turn_and_nothing_more_is_begun() -> None:
    """What came before a failing text is kept; what comes after is not asked in vain."""
    asked: list[int] = []

    def ask(item: int) -> int:
        asked.append(item)
        if item == 3:
            raise ValueError(item)
        return item

    answers = in_order(ask, range(1000), 2)
    assert [next(answers) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ValueError, match="3"):
        next(answers)
    assert len(asked) <= 3 + 2 * (1 + AHEAD)


def test_closing_waits_for_what_is_under_way() -> None:
    """Else a thread would still read with an engine that its owner has closed."""
    begun, go_on, ended = threading.Event(), threading.Event(), list[int]()

    def ask(item: int) -> int:
        if item == 2:
            begun.set()
            assert go_on.wait(WAIT)
        ended.append(item)
        return item

    answers = in_order(ask, range(100), 1)
    assert next(answers) == 0
    assert begun.wait(WAIT)
    threading.Timer(0.05, go_on.set).start()
    answers.close()
    assert ended == [0, 1, 2]
