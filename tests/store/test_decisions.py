"""What a reviewer would lose if decisions failed them: what they said, or a note's erasure."""

import pytest

from domain.case import Decision, Verdict
from domain.outcome import Outcome
from store import decisions, queues
from store.database import Database
from tests.store.samples import AT, MINA, decision, screen_some

NOTE = "talked with the ferryman about her"


@pytest.fixture
def case(db: Database, run: int) -> int:
    screen_some(db, run, Outcome.UNSURE, 1)
    return queues.page(db, undecided=True, run=None, limit=1)[0].id


def test_a_cases_history_holds_every_decision_as_it_was_made(db: Database, case: int) -> None:
    first, second = decision(case, NOTE), Decision(case, Verdict.NOT_A_CASE, suggestion_hidden=True)
    decisions.add(db, first, MINA, {"outcome": "unsure", "probability": "0.41"}, "2026-01-01")
    decisions.add(db, second, MINA, {}, "2026-01-02")
    past = decisions.history(db, case)
    assert [one.decision for one in past] == [first, second]
    assert [one.at for one in past] == ["2026-01-01", "2026-01-02"]
    assert (past[0].actor, past[0].shown) == (MINA, {"outcome": "unsure", "probability": "0.41"})


def test_a_note_can_be_erased_and_the_decision_stays(db: Database, case: int) -> None:
    stored = decisions.add(db, decision(case, NOTE), MINA, {}, AT)
    assert NOTE not in str(list(db.query("SELECT * FROM decisions"))), "append-only rows hold no free text"
    db.tables.table("notes").delete(stored)
    [past] = decisions.history(db, case)
    assert past.decision == decision(case)


def test_a_decision_outlives_a_power_loss(db: Database, case: int) -> None:
    level: list[int] = []
    db.tables.register_function(
        lambda: level.append(db.tables.execute("PRAGMA synchronous").fetchone()[0]), name="look"
    )
    db.tables.execute("CREATE TEMP TRIGGER looks AFTER INSERT ON main.decisions BEGIN SELECT look(); END")
    decisions.add(db, decision(case), MINA, {}, AT)
    assert level == [2], "FULL: each commit reaches the disk before it is reported"
