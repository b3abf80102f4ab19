"""What a user would lose if an upgrade failed them: the store as it was, or the record as it was written."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
import sqlite_utils
from sqlcipher3 import dbapi2

from domain.audit import AuditEntry
from domain.case import Reading, Verdict
from domain.errors import StoreError
from domain.outcome import Outcome
from store import audit, backup, batches, decisions, migrations, queues, screenings, search
from store.database import Database, open_store
from store.migrations import APPEND_ONLY
from store.result_rows import Order
from store.search import Filter
from tests.store.samples import AT, KEY, MINA, add_file, decision, left, screen_some, severe

DESIGN = (
    *("batches", "sources", "batch_sources", "texts", "bodies", "protocols", "packs", "validations", "example_sets"),
    *("heads", "features", "runs", "screenings", "windows", "cases", "decisions", "notes", "users", "audit", "custody"),
)

VERSIONS = Path(__file__).with_name("versions")
"""A store of every version that there was, made by that version."""


def m999_wider(tables: sqlite_utils.Database) -> None:
    tables.table("batches").add_column("colour", str)


def m999_failing(tables: sqlite_utils.Database) -> None:
    tables.table("batches").add_column("colour", str)
    raise ZeroDivisionError


def test_every_table_of_the_design_is_there_and_strict(db: Database) -> None:
    strict = {row["name"]: row["strict"] for row in db.query("SELECT name, strict FROM pragma_table_list")}
    assert all(strict[name] for name in DESIGN)


def test_a_row_that_refers_to_nothing_is_refused(db: Database) -> None:
    with pytest.raises(dbapi2.IntegrityError):
        db.insert("runs", {"batch": 99})


@pytest.fixture
def filled(db: Database, run: int) -> Database:
    """A store with a row in every append-only table."""
    screenings.add(db, run, severe(left(db, run)[0], 2.0), AT)
    [case] = queues.page(db, undecided=True, run=None, limit=9)
    decisions.add(db, decision(case.id), MINA, {}, AT)
    audit.append(db, AuditEntry(AT, "Mina", "decide", f"case {case.id}"))
    return db


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_was_said_can_be_neither_changed_nor_removed(filled: Database, table: str) -> None:
    before = list(filled.query(f"SELECT * FROM {table}"))
    assert before
    column = next(iter(before[0]))
    for attempt in (
        f"UPDATE {table} SET {column} = {column}",
        f"DELETE FROM {table}",
        f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    ):
        with pytest.raises(dbapi2.DatabaseError, match="append-only"):
            filled.tables.execute(attempt)
    assert list(filled.query(f"SELECT * FROM {table}")) == before


def test_a_store_of_a_newer_kizashi_is_refused_by_name_and_not_changed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as newer:
        newer.setattr(migrations, "STEPS", (*migrations.STEPS, m999_wider))
        open_store(path, KEY).close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"s\.kizashi was made by a newer Kizashi \(step m999_wider\)"):
        open_store(path, KEY)
    assert path.read_bytes() == before


def test_an_older_store_is_copied_and_then_migrated(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(path, KEY) as db:
        add_file(db, "chat.csv", 3)
    with monkeypatch.context() as newer:
        newer.setattr(migrations, "STEPS", (*migrations.STEPS, m999_wider))
        with open_store(path, KEY) as db:
            assert "colour" in db.tables.table("batches").columns_dict
    copy = path.with_name("s.kizashi.before-m999_wider")
    assert copy.stat().st_mode & 0o777 == 0o600
    with open_store(copy, KEY) as db:
        assert "colour" not in db.tables.table("batches").columns_dict
        assert db.tables.table("texts").count == 3


def test_a_store_of_the_first_version_keeps_all_that_was_in_it(path: Path) -> None:
    shutil.copy(VERSIONS / "first.kizashi", path)
    with open_store(path, KEY) as db:
        assert audit.verify(db) == []
        assert (db.tables.table("texts").count, db.tables.table("screenings").count) == (4, 3)
        [case] = queues.page(db, undecided=False, run=None, limit=9)
        assert [past.decision.note for past in decisions.history(db, case.id)] == ["call on Monday"]
        assert db.first("SELECT * FROM batch_people") == {"batch": 1, "actor": "Mina"}, "whose texts they are"
    assert path.with_name("s.kizashi.before-m002_second").exists()


def test_a_store_of_the_second_version_keeps_all_that_was_in_it_and_what_was_decided_stays_so(path: Path) -> None:
    shutil.copy(VERSIONS / "second.kizashi", path)
    with open_store(path, KEY) as db:
        assert audit.verify(db) == []
        [waiting] = queues.page(db, undecided=True, run=None, limit=9)
        [decided] = [case for case in queues.page(db, undecided=False, run=None, limit=9) if case.id != waiting.id]
        assert (waiting.waits_for, decided.waits_for, decided.verdict) == (Reading.FIRST, None, Verdict.CASE)
        assert [past.decision.note for past in decisions.history(db, decided.id)] == ["call on Monday"]
        assert batches.get(db, 1).mandate.purpose == "intake"
    assert path.with_name("s.kizashi.before-m003_third").exists()


def test_the_texts_of_a_store_of_the_third_version_are_found_by_short_words_too(path: Path) -> None:
    shutil.copy(VERSIONS / "third.kizashi", path)
    with open_store(path, KEY) as db:
        assert audit.verify(db) == []
        [decided] = queues.page(db, undecided=False, run=None, limit=9)
        assert decided.verdict is Verdict.CASE
        for words, text in {"ok": 2, "😀": 3, "い": 4, "z": 1}.items():
            [row] = search.first(db, 1, Filter(words=words), Order.INPUT, 9)
            assert row.text == text, words
    assert path.with_name("s.kizashi.before-m004_fourth").exists()


def test_a_migration_that_fails_leaves_the_store_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(path, KEY) as db:
        add_file(db, "chat.csv", 3)
    with monkeypatch.context() as newer:
        newer.setattr(migrations, "STEPS", (*migrations.STEPS, m999_wider, m999_failing))
        with pytest.raises(dbapi2.OperationalError):  # the column is there already
            open_store(path, KEY)
    with open_store(path, KEY) as db:
        assert "colour" not in db.tables.table("batches").columns_dict
        assert db.tables.table("texts").count == 3


def test_counts_of_a_run_are_those_of_its_rows(db: Database, run: int) -> None:
    screen_some(db, run, Outcome.CLEAR, 2)
    screen_some(db, run, Outcome.FLAGGED, 1)
    [row] = db.query("SELECT rows, flagged, clear, unsure, not_screened FROM runs")
    assert tuple(row.values()) == (10, 1, 2, 0, 0)


def test_an_old_store_is_brought_up_once_before_its_parts_are_checked_side_by_side(tmp_path: Path) -> None:
    """Three connections that migrate at a time would each copy the store to the same place."""
    path = Path(shutil.copy(VERSIONS / "first.kizashi", tmp_path))
    assert backup.problems(lambda: open_store(path, KEY)) == []
    assert path.with_name(f"{path.name}.before-m002_second").exists()


def test_an_old_store_that_several_open_at_once_is_copied_as_it_was(tmp_path: Path) -> None:
    """Or the copy to go back to would be of the store that was already changed."""
    path = Path(shutil.copy(VERSIONS / "first.kizashi", tmp_path))

    def steps(name: Path) -> list[str]:
        with closing(dbapi2.connect(name)) as copy:
            copy.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
            return [row[0] for row in copy.execute("SELECT name FROM _sqlite_migrations")]

    def opened(_: int) -> int:
        with open_store(path, KEY) as db:
            return db.tables.table("texts").count

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(opened, range(4))) == [4] * 4
    assert steps(path.with_name(f"{path.name}.before-m002_second")) == ["m001_first"]
    assert len(steps(path)) == len(migrations.STEPS)
