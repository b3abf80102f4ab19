"""What a user would lose if results failed them: a row in the table, its place, or its line in the export."""

import random
from collections.abc import Callable
from itertools import product

import pytest

from domain.mandate import Mandate
from domain.outcome import Code, Outcome
from store import batches, result_rows, runs, screenings
from store.database import Database
from store.result_rows import Order, ResultRow
from tests.store.samples import AT, add_file, left, passport, screen_some, screening, severe

LEVELS = ("minimum", "mild", "severe")
RANK = (Outcome.FLAGGED, Outcome.UNSURE, Outcome.NOT_SCREENED, Outcome.CLEAR)
SMALLEST = -1.0
KEYS: dict[Order, Callable[[ResultRow], tuple[object, ...]]] = {
    Order.INPUT: lambda row: (row.source, row.row),
    Order.PROBABILITY: lambda row: (SMALLEST if row.probability is None else row.probability,),
    Order.OUTCOME: lambda row: (RANK.index(row.outcome), row.source, row.row),
    Order.SEVERITY: lambda row: (
        LEVELS.index(row.severity) if row.severity else SMALLEST,
        SMALLEST if row.severity_probability is None else row.severity_probability,
    ),
    Order.ID: lambda row: (len(row.text_id), row.text_id),
}


@pytest.fixture
def results(db: Database) -> int:
    """A run over two files, the second imported first, with every kind of result."""
    chance = random.Random(7)  # noqa: S311 - a test's dice
    second, first = add_file(db, "b.csv", 40), add_file(db, "a.csv", 30)
    run = runs.start(db, batches.find_or_add_batch(db, [first, second], Mandate(), AT), passport(), None, AT)
    for text in left(db, run):
        outcome = chance.choice(RANK)
        if outcome is Outcome.NOT_SCREENED:
            screenings.add(db, run, screening(text, outcome, Code.EMPTY), AT)
        else:
            said = screening(
                text,
                outcome,
                probability=chance.random(),
                severity=chance.choice(LEVELS),
                severity_probability=chance.random(),
            )
            screenings.add(db, run, said, AT)
    return run


@pytest.mark.parametrize(("order", "descending"), list(product(Order, (False, True))))
def test_pages_hold_every_chosen_row_once_and_in_order(
    db: Database, results: int, order: Order, descending: bool
) -> None:
    everything = list(result_rows.export_rows(db, results))
    for outcomes in (
        None,
        frozenset({Outcome.FLAGGED}),
        frozenset({Outcome.UNSURE, Outcome.CLEAR}),
        frozenset[Outcome](),
    ):
        chosen = [row for row in everything if outcomes is None or row.outcome in outcomes]
        assert result_rows.count(db, results, outcomes) == len(chosen)
        paged = []
        for offset in range(0, 80, 9):
            paged += result_rows.page(
                db, results, outcomes=outcomes, order=order, descending=descending, offset=offset, limit=9
            )
        assert sorted(row.text for row in paged) == sorted(row.text for row in chosen)
        keys = [KEYS[order](row) for row in paged]
        assert keys == sorted(keys, reverse=descending)


def test_a_row_says_what_the_machine_said(db: Database, run: int) -> None:
    text = left(db, run)[0]
    stored = severe(text, log_odds=2.0)
    screenings.add(db, run, stored, AT)
    [row] = result_rows.page(db, run, outcomes=None, order=Order.INPUT, descending=False, offset=0, limit=9)
    assert (row.text, row.text_id, row.source, row.row) == (text, "p1", "chat.csv", 1)
    assert (row.outcome, row.code, row.severity) == (Outcome.FLAGGED, Code.NONE, "severe")
    assert (row.probability, row.severity_probability) == (stored.probability, 0.9)
    assert row.excerpt.startswith("the heron")
    assert row.excerpt not in repr(row), "a text's words must not reach a log"


def test_the_export_has_every_row_in_input_order_even_before_the_run_ended(db: Database) -> None:
    second, first = add_file(db, "b.csv", 2), add_file(db, "a.csv", 2)
    run = runs.start(db, batches.find_or_add_batch(db, [first, second], Mandate(), AT), passport(), None, AT)
    screen_some(db, run, Outcome.FLAGGED, 1)
    rows = list(result_rows.export_rows(db, run))
    assert [(row.source, row.row) for row in rows] == [("a.csv", 1), ("a.csv", 2), ("b.csv", 1), ("b.csv", 2)]
    assert [row.outcome for row in rows] == [Outcome.FLAGGED, *[Outcome.NOT_SCREENED] * 3]
    assert [row.code for row in rows] == [Code.NONE, *[Code.STOPPED] * 3]
