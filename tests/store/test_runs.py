"""What a user would lose if runs failed them: a text that nobody screens, or hours of work done twice."""

import pytest

from domain.mandate import Mandate
from domain.outcome import Outcome
from domain.screening import Counts
from store import batches, result_rows, runs, screenings
from store.database import Database
from tests.store.samples import AT, PLANTED, add_file, left, passport, screen_some, screening


def test_what_is_pending_comes_in_input_order_across_files(db: Database) -> None:
    first, second = add_file(db, "a.csv", 450), add_file(db, "b.csv", 3)
    batch = batches.find_or_add_batch(db, [second, first], Mandate(), AT)
    run = runs.start(db, batch, passport(), None, AT)
    pending = list(runs.pending(db, run))
    assert [text.id for text in pending] == [451, 452, 453, *range(1, 451)]
    assert pending[0].untrusted_body == f"{PLANTED}, 1 times"
    assert PLANTED not in repr(pending[0]), "a text's words must not reach a log"


def test_a_run_goes_on_with_what_it_has_not_screened(db: Database, run: int) -> None:
    everything = left(db, run)
    screenings.add(db, run, screening(everything[4]), AT)
    done = screen_some(db, run, Outcome.CLEAR, 3)
    assert done == everything[:3]
    assert left(db, run) == [everything[3], *everything[5:]]


def test_a_run_may_be_written_while_it_is_read(db: Database, run: int) -> None:
    for text in runs.pending(db, run):
        screenings.add(db, run, screening(text.id), AT)
    assert not left(db, run)
    assert runs.counts(db, run).done == 10


@pytest.mark.parametrize("limit", [0, 2, 3, 4, 5, 9])
def test_a_limit_takes_the_first_rows_of_the_input(db: Database, limit: int) -> None:
    batch = batches.find_or_add_batch(db, [add_file(db, "a.csv", 3), add_file(db, "b.csv", 2)], Mandate(), AT)
    run = runs.start(db, batch, passport(), limit, AT)
    assert left(db, run) == list(range(1, min(limit, 5) + 1))
    assert runs.counts(db, run) == Counts(rows=min(limit, 5))
    assert len(list(result_rows.export_rows(db, run))) == min(limit, 5)
    screen_some(db, run, Outcome.CLEAR, 1)
    assert left(db, run) == list(range(2, min(limit, 5) + 1)), "the limit is of the input, not of what is left"


def test_lists_show_the_newest_run_first_with_what_it_was_about(db: Database) -> None:
    files = [add_file(db, "b.csv", 2), add_file(db, "a.csv", 2)]
    batch = batches.find_or_add_batch(db, files, Mandate("intake"), AT)
    older = runs.start(db, batch, passport(), None, AT)
    newer = runs.start(db, batch, passport(protocol="stress", protocol_sha256="e" * 64), 1, AT)
    screen_some(db, newer, Outcome.UNSURE, 1)
    runs.finish(db, newer, "2026-01-02T04:00:00Z", 1.5)
    first, second = runs.summaries(db)
    assert (first.id, second.id) == (newer, older)
    assert (first.protocol, first.pack, first.way, first.purpose) == ("stress", "small", "zero-shot", "intake")
    assert first.sources == ("b.csv", "a.csv")
    assert first.counts == Counts(rows=1, unsure=1)
    assert (first.started_at, first.finished_at, first.seconds) == (AT, "2026-01-02T04:00:00Z", 1.5)
    assert (second.finished_at, second.seconds) == ("", None)
