"""What a person at risk would lose if the queue failed them: their place in front of a specialist."""

from domain.mandate import Mandate
from domain.outcome import Code, Outcome
from domain.screening import Window
from store import batches, queues, runs, screenings
from store.database import Database
from tests.store.samples import AT, add_file, another_run, left, passport, queued, screen_some, screening, severe


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


def test_a_runs_queue_holds_the_cases_among_its_results(db: Database, run: int) -> None:
    batch = batches.find_or_add_batch(db, [add_file(db, "other.csv", 3)], Mandate(), AT)
    other = runs.start(db, batch, passport(), None, AT)
    mine, theirs = screen_some(db, run, Outcome.FLAGGED, 2), screen_some(db, other, Outcome.FLAGGED, 3)
    later = another_run(db)
    screen_some(db, later, Outcome.UNSURE, 1)
    assert (queued(db, run=run), queued(db, run=other), queued(db, run=later)) == (mine, theirs, mine[:1])


def test_the_queue_is_read_in_pages(db: Database, run: int) -> None:
    texts = screen_some(db, run, Outcome.UNSURE, 10)
    pages = [queues.page(db, undecided=True, run=None, limit=4, offset=offset) for offset in (0, 4, 8)]
    assert [case.text for page in pages for case in page] == texts
