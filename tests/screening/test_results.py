"""The export is what a site works with: a missing row, a wrong order or a half file would be taken for the truth."""

import csv
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.actor import Actor, Role
from domain.errors import KizashiError, NotAllowedError
from domain.outcome import Code, Outcome
from domain.pack import Pack
from domain.text import Reading
from screening import results
from screening.events import Finished, Screened, Started
from screening.job import Order, ScreeningJob
from screening.protocols import find
from store import audit
from store.database import Database
from tests.paths import DEV_DATA
from tests.screening.conftest import OpenDatabase
from tests.screening.words import OpenWords

ROWS = [
    ("a1", "This was a calm day and I went for a long walk with my sister."),
    ("=SUM(A1)", "It was dreadful at work today and I can't stand it for another week."),
    ("a1", "We talked about the plans for the summer and had some tea."),
    ("-7", ""),
    ("五", "It was dreadful, dreadful, and dreadful again until the evening came."),
]


@pytest.fixture
def job(tmp_path: Path, words: Pack, open_database: OpenDatabase, owner: Actor) -> ScreeningJob:
    file = tmp_path / "texts.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([("id", "text"), *ROWS])
    order = Order([file], Reading(), find("suicide-risk"), words)
    return ScreeningJob(open_database, owner, order, OpenWords())


@pytest.fixture
def db(open_database: OpenDatabase) -> Iterator[Database]:
    with open_database() as database:
        yield database


@pytest.fixture
def run(job: ScreeningJob) -> int:
    (started,) = (event for event in job if isinstance(event, Started))
    return started.run


def read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_export_holds_every_row_in_the_order_of_the_file(
    db: Database, owner: Actor, run: int, tmp_path: Path
) -> None:
    results.export_csv(db, owner, run, tmp_path / "out.csv")
    rows = read(tmp_path / "out.csv")
    assert [row["id"] for row in rows] == ["a1", "'=SUM(A1)", "a1", "'-7", "五"]
    assert [row["outcome"] for row in rows] == ["unsure", "flagged", "unsure", "not_screened", "flagged"]
    assert tuple(rows[0]) == results.COLUMNS
    assert {row["run"] for row in rows} == {str(run)}


def test_numbers_are_probabilities_and_empty_where_nothing_was_asked(
    db: Database, owner: Actor, run: int, tmp_path: Path
) -> None:
    results.export_csv(db, owner, run, tmp_path / "out.csv")
    rows = read(tmp_path / "out.csv")
    assert all(0 <= float(row["probability"]) <= 1 for row in rows if row["outcome"] != "not_screened")
    assert rows[1]["severity"] in {level.id for level in find("suicide-risk").levels}
    assert (rows[3]["code"], rows[3]["probability"], rows[3]["severity"]) == ("empty", "", "")


def test_a_stopped_run_exports_the_rest_as_not_screened(
    db: Database, owner: Actor, job: ScreeningJob, tmp_path: Path
) -> None:
    for event in job:
        if isinstance(event, Screened):
            job.stop()
    results.export_csv(db, owner, 1, tmp_path / "out.csv")
    rows = read(tmp_path / "out.csv")
    assert [row["code"] for row in rows[1:]] == ["stopped"] * 4
    assert {row["outcome"] for row in rows[1:]} == {"not_screened"}


def test_an_export_that_fails_leaves_the_old_file_and_no_half_one(
    db: Database, owner: Actor, run: int, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "out.csv").write_text("kept", encoding="utf-8")
    db.tables.execute("DROP TABLE audit")
    with pytest.raises(Exception, match="audit"):
        results.export_csv(db, owner, run, folder / "out.csv")
    assert (folder / "out.csv").read_text(encoding="utf-8") == "kept"
    assert list(folder.iterdir()) == [folder / "out.csv"]


def test_an_export_to_nowhere_is_told_in_one_line(db: Database, owner: Actor, run: int, tmp_path: Path) -> None:
    for place in (tmp_path / "missing" / "out.csv", tmp_path):
        with pytest.raises(KizashiError, match=str(place)):
            results.export_csv(db, owner, run, place)


@pytest.mark.skipif(os.name == "nt", reason="file modes are Unix's")
def test_an_export_is_for_this_account_alone(db: Database, owner: Actor, run: int, tmp_path: Path) -> None:
    results.export_csv(db, owner, run, tmp_path / "out.csv")
    assert (tmp_path / "out.csv").stat().st_mode & 0o777 == 0o600


def test_an_export_is_on_record(db: Database, owner: Actor, run: int, tmp_path: Path) -> None:
    results.export_csv(db, owner, run, tmp_path / "out.csv")
    last = list(db.query("SELECT actor, act, subject FROM audit"))[-1]
    assert last == {"actor": "ann", "act": "export", "subject": f"run {run}"}
    assert audit.verify(db) == []


def test_who_may_not_read_texts_gets_pages_without_them(db: Database, owner: Actor, run: int) -> None:
    administrator = Actor("bo", Role.ADMINISTRATOR)
    assert any(row.excerpt for row in results.page(db, owner, run, limit=9))
    assert not any(row.excerpt for row in results.page(db, administrator, run, limit=9))
    with pytest.raises(NotAllowedError):
        results.export_csv(db, administrator, run, Path("out.csv"))


def test_a_page_holds_the_outcomes_that_were_asked_for(db: Database, owner: Actor, run: int) -> None:
    flagged = frozenset({Outcome.FLAGGED})
    assert results.count(db, owner, run) == len(ROWS)
    assert results.count(db, owner, run, flagged) == 2
    assert [row.text_id for row in results.page(db, owner, run, outcomes=flagged, limit=9)] == ["=SUM(A1)", "五"]
    assert [row.text_id for row in results.page(db, owner, run, offset=4, limit=9)] == ["五"]


def test_codes_count_every_result(db: Database, owner: Actor, run: int) -> None:
    codes = results.codes(db, owner, run)
    assert codes[Outcome.NOT_SCREENED, Code.EMPTY] == 1
    assert sum(codes.values()) == len(ROWS)


def test_runs_are_listed_newest_first(db: Database, owner: Actor, run: int) -> None:
    (summary,) = results.runs(db, owner)
    assert (summary.id, summary.protocol, summary.pack, summary.sources) == (
        run,
        "suicide-risk",
        "words",
        ("texts.csv",),
    )


@pytest.mark.skipif(DEV_DATA is None, reason="KIZASHI_DEV_DATA is not set")
def test_thousands_of_real_posts_come_out_as_they_went_in(
    open_database: OpenDatabase, owner: Actor, words: Pack, tmp_path: Path
) -> None:
    assert DEV_DATA
    posts = DEV_DATA / "stress_dev.csv"
    *_, end = ScreeningJob(open_database, owner, Order([posts], Reading(), find("stress"), words), OpenWords())
    assert isinstance(end, Finished)
    assert end.counts.done == end.counts.rows == len(read(posts))
    with open_database() as db:
        results.export_csv(db, owner, end.run, tmp_path / "out.csv")
    assert [row["id"] for row in read(tmp_path / "out.csv")] == [row["id"] for row in read(posts)]
