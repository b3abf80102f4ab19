"""What a user would lose if results failed them: a row in the table, its place, or its line in the export."""

import random
from collections.abc import Callable
from itertools import product

import pytest

from domain.mandate import Mandate
from domain.outcome import Code, Outcome
from domain.screening import Window
from store import batches, cases, runs, screenings
from store.database import Database, open_store
from store.screenings import Order, ResultRow
from tests.store.samples import AT, KEY, add_file, left, passport, screen_some, screening, severe

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
    everything = list(screenings.export_rows(db, results))
    for outcomes in (
        None,
        frozenset({Outcome.FLAGGED}),
        frozenset({Outcome.UNSURE, Outcome.CLEAR}),
        frozenset[Outcome](),
    ):
        chosen = [row for row in everything if outcomes is None or row.outcome in outcomes]
        assert screenings.count(db, results, outcomes) == len(chosen)
        paged = []
        for offset in range(0, 80, 9):
            paged += screenings.page(
                db, results, outcomes=outcomes, order=order, descending=descending, offset=offset, limit=9
            )
        assert sorted(row.text for row in paged) == sorted(row.text for row in chosen)
        keys = [KEYS[order](row) for row in paged]
        assert keys == sorted(keys, reverse=descending)


def test_a_row_says_what_the_machine_said(db: Database, run: int) -> None:
    text = left(db, run)[0]
    stored = severe(text, log_odds=2.0)
    screenings.add(db, run, stored, AT)
    [row] = screenings.page(db, run, outcomes=None, order=Order.INPUT, descending=False, offset=0, limit=9)
    assert (row.text, row.text_id, row.source, row.row) == (text, "p1", "chat.csv", 1)
    assert (row.outcome, row.code, row.severity) == (Outcome.FLAGGED, Code.NONE, "severe")
    assert (row.probability, row.severity_probability) == (stored.probability, 0.9)
    assert row.excerpt.startswith("the heron")
    assert row.excerpt not in repr(row), "a text's words must not reach a log"


def test_the_export_has_every_row_in_input_order_even_before_the_run_ended(db: Database) -> None:
    second, first = add_file(db, "b.csv", 2), add_file(db, "a.csv", 2)
    run = runs.start(db, batches.find_or_add_batch(db, [first, second], Mandate(), AT), passport(), None, AT)
    screen_some(db, run, Outcome.FLAGGED, 1)
    rows = list(screenings.export_rows(db, run))
    assert [(row.source, row.row) for row in rows] == [("a.csv", 1), ("a.csv", 2), ("b.csv", 1), ("b.csv", 2)]
    assert [row.outcome for row in rows] == [Outcome.FLAGGED, *[Outcome.NOT_SCREENED] * 3]
    assert [row.code for row in rows] == [Code.NONE, *[Code.STOPPED] * 3]


def test_two_processes_that_do_the_same_run_leave_one_screening_per_text(db: Database, run: int) -> None:
    with open_store(db.path, KEY) as other:
        text = left(db, run)[0]
        first = screenings.add(db, run, screening(text, Outcome.FLAGGED), AT)
        assert screenings.add(other, run, screening(text, Outcome.CLEAR), AT) == first
    assert runs.counts(db, run).flagged == 1
    assert runs.counts(db, run).done == 1


def test_a_screening_whose_case_fails_is_not_stored_either(
    db: Database, run: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(cases, "add", failing)
    with pytest.raises(ZeroDivisionError):
        screen_some(db, run, Outcome.FLAGGED, 1)
    assert len(left(db, run)) == 10


def test_a_text_of_another_batch_is_a_bug_not_a_result(db: Database, run: int) -> None:
    add_file(db, "other.csv", 1)
    with pytest.raises(KeyError):
        screenings.add(db, run, screening(11), AT)


def test_the_language_that_was_detected_is_the_texts(db: Database, run: int) -> None:
    text = left(db, run)[0]
    screenings.add(db, run, screening(text, language="ja", windows=(Window(0, 3, 0.5),)), AT)
    row = db.first("SELECT language FROM texts WHERE id = :text", text=text)
    assert row == {"language": "ja"}
