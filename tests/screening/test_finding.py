"""A search shows what stands in texts: it must find, and only for those who may read them."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from domain.actor import Actor, Role
from domain.errors import AnothersTextError, StoreError
from domain.outcome import Code, Outcome
from domain.pack import Pack
from domain.text import Reading
from screening import figures, finding
from screening.job import Order, ScreeningJob
from screening.protocols import find
from store.database import Database
from store.figures import BINS
from store.result_rows import Order as PageOrder
from store.search import Filter
from tests.conftest import OpenDatabase
from tests.screening.words import OpenWords

ROWS = ("This was a calm day.", "It was dreadful at work today and I can't stand it.", "今日はとても疲れました。")
COUNSELOR = Actor("Kim", Role.COUNSELOR)
DREADFUL = Filter(words="dreadful")
first = partial(finding.first, order=PageOrder.INPUT, limit=9)


@pytest.fixture
def db(tmp_path: Path, words: Pack, open_database: OpenDatabase, owner: Actor) -> Iterator[Database]:
    file = tmp_path / "texts.csv"
    file.write_text("text\n" + "\n".join(ROWS), encoding="utf-8")
    list(ScreeningJob(open_database, owner, Order([file], Reading(), find("stress"), words), OpenWords()))
    with open_database() as database:
        yield database


def acts(db: Database) -> list[tuple[str, str]]:
    return [(row["act"], row["subject"]) for row in db.query("SELECT act, subject FROM audit ORDER BY id")]


def test_a_text_is_found_by_its_words_and_the_record_names_who_saw_it(db: Database, owner: Actor) -> None:
    assert [row.row for row in first(db, owner, 1, DREADFUL)] == [2]
    found = finding.found(db, owner, 1, Filter(words="疲れ"), PageOrder.INPUT)
    assert [row.row for row in finding.rows(db, owner, 1, found)] == [3]
    assert acts(db)[-2:] == [("browse", "run 1"), ("browse", "run 1")]


def test_nobody_searches_the_words_of_texts_that_are_not_theirs_to_read(db: Database) -> None:
    with pytest.raises(AnothersTextError):
        first(db, COUNSELOR, 1, DREADFUL)
    with pytest.raises(AnothersTextError):
        finding.found(db, COUNSELOR, 1, DREADFUL, PageOrder.INPUT)
    [row] = first(db, COUNSELOR, 1, Filter(outcomes=frozenset({Outcome.FLAGGED})))
    assert row.excerpt == ""
    assert [found.excerpt for found in finding.rows(db, COUNSELOR, 1, [row.screening])] == [""]


def test_an_opened_text_is_whole_with_its_windows_and_on_record(db: Database, owner: Actor) -> None:
    opened = finding.open_text(db, owner, 1, 2)
    assert (opened.untrusted_body, opened.row.outcome, opened.gone) == (ROWS[1], Outcome.FLAGGED, False)
    assert [(window.start, window.end) for window in opened.windows] == [(0, len(ROWS[1]))]
    assert acts(db)[-1] == ("read", "text 2")


def test_a_text_is_not_opened_for_others_nor_where_the_run_has_none(db: Database, owner: Actor) -> None:
    with pytest.raises(AnothersTextError):
        finding.open_text(db, COUNSELOR, 1, 2)
    with pytest.raises(StoreError, match="no result for text 9"):
        finding.open_text(db, owner, 1, 9)


def test_the_figures_count_every_text_once(db: Database, owner: Actor) -> None:
    drawn = figures.of_run(db, owner, 1, "stress")
    assert len(drawn.histogram) == BINS
    assert sum(drawn.histogram) == 2, "the Japanese text was not screened"
    assert [sum(run.outcomes.values()) for run in drawn.runs] == [3]
    assert drawn.severities == {}


def test_a_named_filter_is_there_again_for_the_person_who_named_it(db: Database, owner: Actor) -> None:
    wanted = Filter(frozenset({Outcome.UNSURE}), Code.BAND, "severe", "ja", 0.2, 0.9, reviewed=False, words="死 canal")
    finding.save(db, owner, "mine", wanted)
    finding.save(db, owner, "other", Filter())
    assert finding.saved(db, owner) == {"mine": wanted, "other": Filter()}
    assert finding.saved(db, COUNSELOR) == {}
    assert finding.forget(db, owner, "other") == {"mine": wanted}
