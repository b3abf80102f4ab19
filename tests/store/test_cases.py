"""What a person at risk would lose if cases failed them: that a specialist looks at what was said of them."""

import pytest

from domain.case import Reason, Verdict
from domain.errors import StoreError
from domain.outcome import Code, Outcome
from store import cases, decisions, queues, screenings, windows
from store.database import Database
from tests.store.samples import AT, MINA, another_run, decision, left, queued, screen_some, screening, severe


def test_everything_but_clear_is_a_case_and_says_why(db: Database, run: int) -> None:
    texts = left(db, run)
    screenings.add(db, run, screening(texts[0], Outcome.CLEAR), AT)
    screenings.add(db, run, screening(texts[1], Outcome.FLAGGED, Code.PHRASE), AT)
    screenings.add(db, run, screening(texts[2], Outcome.NOT_SCREENED, Code.EMPTY), AT)
    found = queues.page(db, undecided=True, run=None, limit=9)
    assert [(case.text, case.reason) for case in found] == [
        (texts[1], Reason.PHRASE),
        (texts[2], Reason.NOT_SCREENED),
    ]
    assert (found[0].text_id, found[0].source, found[0].protocol) == ("p2", "chat.csv", "depression")
    assert queues.counts(db) == (2, 0)


def test_a_second_run_does_not_raise_a_case_twice(db: Database, run: int) -> None:
    screen_some(db, run, Outcome.UNSURE, 2)
    screen_some(db, another_run(db), Outcome.UNSURE, 2)
    assert len(queued(db)) == 2
    screen_some(db, another_run(db, "stress"), Outcome.UNSURE, 2)
    assert len(queued(db)) == 4, "another protocol asks something else"


def test_an_open_case_stands_for_its_most_urgent_screening(db: Database, run: int) -> None:
    [text, *_] = screen_some(db, run, Outcome.UNSURE, 2)
    screenings.add(db, another_run(db), severe(text, log_odds=2.0), "2026-02-02")
    screen_some(db, another_run(db), Outcome.NOT_SCREENED, 2, Code.TOO_LONG)
    case = queues.page(db, undecided=True, run=None, limit=9)[0]
    assert (case.text, case.outcome, case.severity) == (text, Outcome.FLAGGED, "severe")
    assert case.raised_at == AT, "it has waited since it was first raised"
    assert [window.end for window in windows.of_case(db, case.id)] == [20]


def test_a_decided_case_stays_as_it_was_decided(db: Database, run: int) -> None:
    [text] = screen_some(db, run, Outcome.UNSURE, 1)
    [case] = queues.page(db, undecided=True, run=None, limit=9)
    decisions.add(db, decision(case.id, verdict=Verdict.NOT_A_CASE), MINA, {}, AT)
    screenings.add(db, another_run(db), severe(text, log_odds=2.0), AT)
    assert cases.get(db, case.id).outcome is Outcome.UNSURE
    assert (queued(db), queued(db, undecided=False), queues.counts(db)) == ([], [text], (0, 1))


def test_the_last_decision_is_the_current_one(db: Database, run: int) -> None:
    screen_some(db, run, Outcome.UNSURE, 1)
    [case] = queues.page(db, undecided=True, run=None, limit=9)
    assert (case.verdict, case.decided_by) == (None, "")
    decisions.add(db, decision(case.id), MINA, {}, "2026-01-01")
    decisions.add(db, decision(case.id, verdict=Verdict.NOT_A_CASE), MINA, {}, "2026-01-02")
    now = cases.get(db, case.id)
    assert (now.verdict, now.decided_severity, now.decided_by) == (Verdict.NOT_A_CASE, "mild", "Mina")
    assert now.decided_at == "2026-01-02"


def test_a_case_that_is_not_there_is_named(db: Database) -> None:
    with pytest.raises(StoreError, match="no case 7"):
        cases.get(db, 7)
