"""What a person at risk would lose if cases failed them: their place in front of a specialist."""

import pytest

from domain.case import Reason, Verdict
from domain.errors import StoreError
from domain.mandate import Mandate
from domain.outcome import Code, Outcome
from domain.screening import Window
from store import batches, cases, decisions, runs, screenings
from store.database import Database
from tests.store.samples import AT, MINA, add_file, decision, left, passport, screen_some, screening, severe


def queued(db: Database, *, undecided: bool = True, run: int | None = None) -> list[int]:
    return [case.text for case in cases.queue(db, undecided=undecided, run=run, limit=100)]


def another_run(db: Database, protocol: str = "depression") -> int:
    return runs.start(db, 1, passport(protocol=protocol, protocol_sha256=f"another {protocol}"), None, AT)


def test_the_queue_puts_what_can_not_wait_first(db: Database, run: int) -> None:
    texts = left(db, run)
    top = {"severity": "severe", "severity_probability": 0.9}
    middling = (Window(0, 9, 1.0, (0.0, 0.6, 0.4)),)
    wanted = [
        severe(texts[8], log_odds=3.0),
        severe(texts[9], log_odds=1.0),
        screening(texts[6], Outcome.FLAGGED, severity="mild", windows=middling, may_be_top=True),
        screening(
            texts[7], Outcome.UNSURE, Code.SEVERITY, windows=(Window(0, 9, -1.0, (0.3, 0.3, 0.4)),), may_be_top=True
        ),
        screening(texts[1], Outcome.FLAGGED, severity="mild"),
        screening(texts[5], Outcome.NOT_SCREENED, Code.LANGUAGE, phrase=True),
        screening(texts[3], Outcome.UNSURE, Code.UNVALIDATED, **top),
        screening(texts[4], Outcome.UNSURE, Code.BAND),
        screening(texts[2], Outcome.NOT_SCREENED, Code.LANGUAGE),
    ]
    for age, one in enumerate(sorted(wanted, key=lambda one: one.text)):
        screenings.add(db, run, one, f"2026-01-0{1 + age}")
    assert queued(db) == [one.text for one in wanted]


def test_of_two_equals_the_older_comes_first(db: Database, run: int) -> None:
    texts = left(db, run)
    screenings.add(db, run, screening(texts[0]), "2026-01-02")
    screenings.add(db, run, screening(texts[1]), "2026-01-01")
    assert queued(db) == [texts[1], texts[0]]


def test_everything_but_clear_is_a_case_and_says_why(db: Database, run: int) -> None:
    texts = left(db, run)
    screenings.add(db, run, screening(texts[0], Outcome.CLEAR), AT)
    screenings.add(db, run, screening(texts[1], Outcome.FLAGGED, Code.PHRASE), AT)
    screenings.add(db, run, screening(texts[2], Outcome.NOT_SCREENED, Code.EMPTY), AT)
    found = cases.queue(db, undecided=True, run=None, limit=9)
    assert [(case.text, case.reason) for case in found] == [
        (texts[1], Reason.PHRASE),
        (texts[2], Reason.NOT_SCREENED),
    ]
    assert (found[0].text_id, found[0].source, found[0].protocol) == ("p2", "chat.csv", "depression")
    assert cases.counts(db) == (2, 0)


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
    case = cases.queue(db, undecided=True, run=None, limit=9)[0]
    assert (case.text, case.outcome, case.severity) == (text, Outcome.FLAGGED, "severe")
    assert case.raised_at == AT, "it has waited since it was first raised"
    assert [window.end for window in cases.windows(db, case.id)] == [20]


def test_a_decided_case_stays_as_it_was_decided(db: Database, run: int) -> None:
    [text] = screen_some(db, run, Outcome.UNSURE, 1)
    [case] = cases.queue(db, undecided=True, run=None, limit=9)
    decisions.add(db, decision(case.id, verdict=Verdict.NOT_A_CASE), MINA, {}, AT)
    screenings.add(db, another_run(db), severe(text, log_odds=2.0), AT)
    assert cases.get(db, case.id).outcome is Outcome.UNSURE
    assert (queued(db), queued(db, undecided=False), cases.counts(db)) == ([], [text], (0, 1))


def test_the_last_decision_is_the_current_one(db: Database, run: int) -> None:
    screen_some(db, run, Outcome.UNSURE, 1)
    [case] = cases.queue(db, undecided=True, run=None, limit=9)
    assert (case.verdict, case.decided_by) == (None, "")
    decisions.add(db, decision(case.id), MINA, {}, "2026-01-01")
    decisions.add(db, decision(case.id, verdict=Verdict.NOT_A_CASE), MINA, {}, "2026-01-02")
    now = cases.get(db, case.id)
    assert (now.verdict, now.decided_severity, now.decided_by) == (Verdict.NOT_A_CASE, "mild", "Mina")
    assert now.decided_at == "2026-01-02"


def test_a_runs_queue_holds_the_cases_among_its_results(db: Database, run: int) -> None:
    batch = batches.find_or_add_batch(db, [add_file(db, "other.csv", 3)], Mandate(), AT)
    other = runs.start(db, batch, passport(), None, AT)
    mine, theirs = screen_some(db, run, Outcome.FLAGGED, 2), screen_some(db, other, Outcome.FLAGGED, 3)
    later = another_run(db)
    screen_some(db, later, Outcome.UNSURE, 1)
    assert (queued(db, run=run), queued(db, run=other), queued(db, run=later)) == (mine, theirs, mine[:1])


def test_the_queue_is_read_in_pages(db: Database, run: int) -> None:
    texts = screen_some(db, run, Outcome.UNSURE, 10)
    pages = [cases.queue(db, undecided=True, run=None, limit=4, offset=offset) for offset in (0, 4, 8)]
    assert [case.text for page in pages for case in page] == texts


def test_a_case_that_is_not_there_is_named(db: Database) -> None:
    with pytest.raises(StoreError, match="no case 7"):
        cases.get(db, 7)
