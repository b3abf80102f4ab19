"""The export is what a site works with: a missing row, a wrong order or a half file would be taken for the truth."""

import csv
import hashlib
import os
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from domain.actor import Actor, Role
from domain.audit import Head
from domain.case import Case
from domain.errors import KizashiError, NotAllowedError
from domain.mandate import Mandate
from domain.outcome import Code, Outcome
from domain.pack import Pack
from domain.text import Reading
from screening import leaving, results
from screening.events import Finished, Screened, Started
from screening.job import Order, ScreeningJob
from screening.protocols import find
from store import audit, custody, erasures
from store.database import Database
from store.result_rows import Order as PageOrder
from store.result_rows import ResultRow
from store.runs import RunSummary
from tests.conftest import OpenDatabase
from tests.paths import DEV_DATA
from tests.screening.words import OpenWords

MANDATE = Mandate("to answer the gravest first", "clients of a chat", "consent", 30)
ROWS = [
    ("a1", "This was a calm day and I went for a long walk with my sister."),
    ("=SUM(A1)", "It was dreadful at work today and I can't stand it for another week."),
    ("a\r2", "We talked about the plans for the summer and had some tea."),
    ("-7", ""),
    ("五", "It was dreadful, dreadful, and dreadful again until the evening came."),
]


@pytest.fixture
def job(tmp_path: Path, words: Pack, open_database: OpenDatabase, owner: Actor) -> ScreeningJob:
    file = tmp_path / "texts.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([("id", "text"), *ROWS])
    order = Order([file], Reading(), find("suicide-risk"), words, mandate=MANDATE)
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
    assert [row["id"] for row in rows] == ["a1", "'=SUM(A1)", "a\n2", "'-7", "五"]
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
    left = [row["code"] == "stopped" for row in rows]
    assert left == sorted(left)  # what was under way is kept, in order, and nothing after it was begun
    assert (left[0], left[-1]) == (False, True)
    assert {row["outcome"] for row, stopped in zip(rows, left, strict=True) if stopped} == {"not_screened"}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name is text")
def test_a_file_s_name_that_is_no_text_keeps_no_results_from_leaving(
    db: Database, owner: Actor, run: int, tmp_path: Path
) -> None:
    """On Linux a name may be in the encoding of another system: the export ended as a bug."""
    out = tmp_path / os.fsdecode(b"\x8c\x8b.csv")
    results.export_csv(db, owner, run, out)
    assert len(read(out)) == len(ROWS)
    [passage] = custody.passages(db)
    assert passage.counterpart == "\ufffd\ufffd.csv"


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
def test_an_export_never_takes_the_place_of_a_file_that_was_screened(
    db: Database, owner: Actor, run: int, tmp_path: Path
) -> None:
    """`screen texts.csv --export texts.csv` would lose the only copy of people's texts."""
    before, head = (tmp_path / "texts.csv").read_bytes(), audit.head(db)
    with pytest.raises(KizashiError, match="another name"):
        results.export_csv(db, owner, run, tmp_path / "texts.csv")
    with pytest.raises(KizashiError, match="another name"):
        leaving.write(db, owner, b"a report", tmp_path / "texts.csv", "batch 1", 1)
    assert (tmp_path / "texts.csv").read_bytes() == before
    assert list(tmp_path.glob("*texts.csv*")) == [tmp_path / "texts.csv"]
    assert audit.head(db) == head


def test_an_export_is_for_this_account_alone(db: Database, owner: Actor, run: int, tmp_path: Path) -> None:
    results.export_csv(db, owner, run, tmp_path / "out.csv")
    assert (tmp_path / "out.csv").stat().st_mode & 0o777 == 0o600


def test_an_export_is_on_record(db: Database, owner: Actor, run: int, tmp_path: Path) -> None:
    results.export_csv(db, owner, run, tmp_path / "out.csv")
    last = list(db.query("SELECT actor, act, subject FROM audit"))[-1]
    assert last == {"actor": "ann", "act": "export", "subject": f"run {run}"}
    assert audit.verify(db) == []


def test_h12_beside_an_export_is_a_note_that_holds_the_chain_s_end_and_the_file_s_fingerprint(
    db: Database, owner: Actor, run: int, tmp_path: Path
) -> None:
    """A chain that is cut off afterwards does not hold the head that the note carries out of the house."""
    head = results.export_csv(db, owner, run, tmp_path / "out.csv")
    lines = leaving.note_of(tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()
    noted = dict(line.split(": ", 1) for line in lines if ": " in line)
    assert lines[0] == "CONFIDENTIAL"
    assert noted["purpose"] == "to answer the gravest first"
    assert noted["sha256"] == hashlib.sha256((tmp_path / "out.csv").read_bytes()).hexdigest()
    assert Head.parse(noted["audit head"]) == head == audit.head(db)
    assert audit.verify(db, head) == []
    [passage] = custody.passages(db, 1)
    assert (passage.act, passage.counterpart, passage.sha256) == ("export", "out.csv", noted["sha256"])
    db.tables.execute("DROP TRIGGER audit_refuses_DELETE")
    db.tables.execute("DELETE FROM audit WHERE act = 'export'")
    assert audit.verify(db) == []
    assert "cut off" in audit.verify(db, head)[0]


def test_what_a_batch_is_for_is_kept_and_offered_for_the_next_file_of_the_folder(
    db: Database, owner: Actor, run: int, tmp_path: Path
) -> None:
    assert results.mandate(db, owner, run) == MANDATE
    assert results.last_mandate(db, owner, tmp_path) == MANDATE
    assert results.last_mandate(db, owner, tmp_path / "other") is None


def test_an_erased_text_is_named_as_such_in_pages_and_has_no_id_in_an_export(
    db: Database, owner: Actor, run: int, tmp_path: Path
) -> None:
    with db.atomic(durable=True):
        erasures.erase(db, [1], "2026-01-01")
    first, *others = results.page(db, owner, run, limit=9)
    assert (first.gone, first.text_id, first.excerpt) == (True, "", "")
    assert not any(row.gone for row in others), "an empty text is not an erased one"
    results.export_csv(db, owner, run, tmp_path / "out.csv")
    assert read(tmp_path / "out.csv")[0]["id"] == ""


@pytest.mark.usefixtures("run")
def test_h13_an_erased_text_is_not_screened_again_and_says_why(
    db: Database, owner: Actor, open_database: OpenDatabase, words: Pack, tmp_path: Path
) -> None:
    with db.atomic(durable=True):
        erasures.erase(db, [2], "2026-01-01")
    order = Order([tmp_path / "texts.csv"], Reading(), find("stress"), words)
    *_, end = ScreeningJob(open_database, owner, order, OpenWords())
    assert isinstance(end, Finished)
    row = results.page(db, owner, end.run, limit=9)[1]
    assert (row.outcome, row.code, row.gone) == (Outcome.NOT_SCREENED, Code.ERASED, True)


def test_h17_no_list_that_people_get_ranks_persons_or_gathers_their_scores() -> None:
    """Every order of results is of texts, and no row of a list says whose a text is."""
    assert set(PageOrder) == {"input", "probability", "outcome", "severity", "id"}
    for row in (ResultRow, Case, RunSummary):
        assert not any("person" in field.name for field in fields(row))
    assert not any("person" in column for column in results.COLUMNS)


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
