"""What people would lose if retention failed them: words that nobody has any right to keep, or ones still needed."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.mandate import NOT_FLAGGED_DAYS, Mandate
from domain.outcome import Outcome
from store import batches, decisions, erasures, ledger, queues, retention, runs, screenings, texts
from store.database import Database
from tests.store.samples import AT, MINA, add_file, decision, passport, screening

CLEAR, CASES = 4, 2


def later(days: float) -> str:
    return (datetime.fromisoformat(AT) + timedelta(days=days)).astimezone(UTC).isoformat()


def screened(db: Database, mandate: Mandate, name: str = "chat.csv") -> int:
    """Screen a file of four not-flagged texts and two cases; return its batch."""
    batch = batches.find_or_add_batch(db, [add_file(db, name, CLEAR + CASES)], mandate, AT)
    run = runs.start(db, batch, passport(), None, AT)
    for place, text in enumerate(list(runs.pending(db, run))):
        outcome = Outcome.CLEAR if place < CLEAR else Outcome.FLAGGED
        screenings.add(db, run, screening(text.id, outcome), AT)
    runs.finish(db, run, AT, 1.0)
    return batch


def decide_all(db: Database, at: str) -> None:
    for case in queues.page(db, undecided=True, run=None, limit=9):
        decisions.add(db, decision(case.id), MINA, {}, at)


@pytest.mark.parametrize(("mandate", "days"), [(Mandate(), NOT_FLAGGED_DAYS), (Mandate(retention_days=7), 7)])
def test_words_that_nobody_needs_go_when_their_batch_s_days_are_over(db: Database, mandate: Mandate, days: int) -> None:
    screened(db, mandate)
    assert retention.due(db, later(days - 0.01), None).texts == ()
    due = retention.due(db, later(days), None)
    assert (len(due.not_flagged), due.cases, due.waiting) == (CLEAR, (), 0)


def test_words_go_early_when_the_batch_is_closed_and_nothing_in_it_waits_for_a_person(db: Database) -> None:
    batch = screened(db, Mandate())
    db.tables.execute("UPDATE batches SET closed_at = ? WHERE id = ?", [later(1), batch])
    assert retention.due(db, later(2), None).texts == (), "a case, drawn samples included, is still undecided"
    decide_all(db, later(2))
    assert len(retention.due(db, later(2), None).not_flagged) == CLEAR


def test_a_case_s_words_stay_until_a_policy_says_otherwise_and_never_before_it_is_decided(db: Database) -> None:
    screened(db, Mandate())
    assert retention.due(db, later(5000), 0).cases == ()
    decide_all(db, later(1))
    assert retention.due(db, later(5000), None).cases == ()
    assert retention.due(db, later(30), 30).cases == ()
    assert len(retention.due(db, later(31), 30).cases) == CASES


def test_the_longest_of_several_batches_counts(db: Database) -> None:
    screened(db, Mandate("intake", retention_days=7))
    screened(db, Mandate("follow-up", retention_days=60))
    assert retention.due(db, later(59), None).texts == ()
    assert len(retention.due(db, later(60), None).not_flagged) == CLEAR


def test_what_no_run_has_reached_waits(db: Database) -> None:
    """Whoever screens an old file again must not find half of it gone."""
    batch = screened(db, Mandate())
    run = runs.start(db, batch, passport(way="again"), None, AT)
    due = retention.due(db, later(900), None)
    assert (due.texts, due.waiting) == ((), CLEAR)
    for text in list(runs.pending(db, run)):
        screenings.add(db, run, screening(text.id, Outcome.CLEAR), AT)
    assert len(retention.due(db, later(900), None).not_flagged) == CLEAR


def test_the_days_begin_anew_when_the_file_is_brought_in_anew(db: Database) -> None:
    batch = screened(db, Mandate())
    run = runs.start(db, batch, passport(way="again"), None, later(80))
    for text in list(runs.pending(db, run)):
        screenings.add(db, run, screening(text.id, Outcome.CLEAR), later(80))
    runs.finish(db, run, later(80), 1.0)
    assert retention.due(db, later(NOT_FLAGGED_DAYS + 79), None).texts == ()
    assert len(retention.due(db, later(NOT_FLAGGED_DAYS + 80), None).not_flagged) == CLEAR


def test_an_example_stays_as_long_as_it_is_one(db: Database) -> None:
    screened(db, Mandate())
    example_set = db.insert("example_sets", {"protocol": "stress", "sha256": "1", "created_at": AT})
    db.insert("examples", {"example_set": example_set, "text": 1, "label": "x"})
    assert 1 not in retention.due(db, later(900), None).texts


def test_what_has_gone_by_its_time_keeps_its_id_and_comes_back_with_its_file(db: Database) -> None:
    """Unlike what a person has asked to have erased: the site may screen the file again."""
    screened(db, Mandate())
    due = retention.due(db, later(900), None)
    with db.atomic(durable=True):
        removed = erasures.remove_words(db, due.texts, later(900))
    assert (removed.texts, removed.rows["bodies"]) == (CLEAR, CLEAR)
    assert [texts.find_body(db, text) for text in due.texts] == [None] * CLEAR
    assert ledger.entries(db) == []
    assert {row["text_id"] for row in db.query("SELECT text_id FROM texts WHERE id <= 4")} == {"p1", "p2", "p3", "p4"}
    add_file(db, "chat.csv", CLEAR + CASES)
    assert all(texts.find_body(db, text) for text in due.texts)
