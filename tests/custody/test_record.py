"""Reading the record: what a supervisor would miss if a page left rows out, or if nobody saw who reads it."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from custody import record
from domain.actor import Actor, Role
from domain.audit import AuditEntry, Sought
from domain.errors import NotAllowedError
from domain.mandate import Mandate
from domain.outcome import Outcome
from domain.policy import Policy
from screening.leaving import note_of
from store import audit, batches, cases, runs
from store.database import Database, open_store
from tests.store.samples import AT, KEY, add_file, passport, screen_some

SUE = Actor("sue", Role.SUPERVISOR)
DAYS = ("2026-03-01", "2026-03-02", "2026-03-03")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """Two batches of two texts with a run each, and what two people did with them on three days."""
    with open_store(tmp_path / "s.kizashi", KEY) as opened:
        for name in ("first.csv", "second.csv"):
            batch = batches.find_or_add_batch(opened, [add_file(opened, name, 2)], Mandate(), AT)
            run = runs.start(opened, batch, passport(), None, AT)
            screen_some(opened, run, Outcome.UNSURE, 2)
        for day in DAYS:
            _did(opened, day, "bo", "screen" if day in DAYS[:2] else "resume", "run 1")
            _did(opened, day, "bo", "read", "case 1")
            _did(opened, day, "ken", "read", "text 4")
            _did(opened, day, "sue", "export", "cases, batch 2")
            _did(opened, day, "sue", "export", "cases, batch 22, with texts")
        yield opened


def _did(db: Database, day: str, actor: str, act: str, subject: str) -> None:
    with db.atomic(durable=True):
        audit.append(db, AuditEntry(f"{day}T09:00:00+00:00", actor, act, subject))


def found(db: Database, sought: Sought) -> list[tuple[str, str]]:
    lines = record.page(db, SUE, sought, limit=100).lines
    return [(line.entry.at[:10], line.entry.subject) for line in lines if line.entry.act != "read-record"]


def test_pages_hold_every_row_once_the_latest_first(db: Database) -> None:
    pages = [record.page(db, SUE, Sought(), limit=5)]
    while pages[-1].before is not None:
        pages.append(record.page(db, SUE, Sought(), pages[-1].before, limit=5))
    rows = [line.row for page in pages for line in page.lines]
    assert rows == list(range(pages[0].head.row, 0, -1))
    assert audit.verify(db, pages[0].head) == []


def test_rows_are_found_by_who_what_and_when(db: Database) -> None:
    assert found(db, Sought(actor="ken")) == [(day, "text 4") for day in reversed(DAYS)]
    assert {subject for _, subject in found(db, Sought(act="read"))} == {"case 1", "text 4"}
    assert {day for day, _ in found(db, Sought(since="2026-03-02", until="2026-03-03"))} == {"2026-03-02"}


def test_rows_about_a_batch_or_a_case_are_found_by_all_that_it_holds(db: Database) -> None:
    assert {subject for _, subject in found(db, Sought(batch=1))} == {"run 1", "case 1"}
    assert {subject for _, subject in found(db, Sought(batch=2))} == {"text 4", "cases, batch 2"}
    [of_text] = [row["id"] for row in db.query("SELECT id FROM cases WHERE text = 4")]
    assert cases.get(db, of_text).text == 4
    assert {subject for _, subject in found(db, Sought(case=of_text))} == {"text 4"}


def test_h28_who_reads_the_record_is_in_it_once_an_hour_for_the_same(db: Database) -> None:
    for sought in (Sought(), Sought(), Sought(actor="ken")):
        record.page(db, SUE, sought, limit=2)
    read = [(line.entry.actor, line.entry.new) for line in audit.lines(db, Sought(act="read-record"), 10**9, 9)]
    assert read == [("sue", "actor ken"), ("sue", "everything")]


def test_a_sheet_of_the_record_holds_all_that_was_asked_for_and_is_on_record(db: Database, tmp_path: Path) -> None:
    out = tmp_path / "record.csv"
    _did(db, DAYS[0], "=bo", "read", "case 1")
    head = record.export(db, SUE, Sought(act="read"), out)
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["who"], row["subject"]) for row in rows[:3]] == [
        ("'=bo", "case 1"),
        ("ken", "text 4"),
        ("bo", "case 1"),
    ]
    assert len(rows) == 1 + 2 * len(DAYS)
    [line] = audit.lines(db, Sought(act="export"), head.row + 1, 1)
    assert (line.row, line.entry.actor, line.entry.subject) == (head.row, "sue", "record, act read")
    assert str(head) in note_of(out).read_text(encoding="utf-8")
    with pytest.raises(NotAllowedError):
        record.export(db, SUE, Sought(), out, Policy(exports=frozenset()))


def test_a_sheet_of_the_record_is_whole_however_long_it_is(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record, "AT_ONCE", 4)
    rows = audit.head(db).row
    record.export(db, SUE, Sought(), tmp_path / "record.csv")
    lines = (tmp_path / "record.csv").read_text(encoding="utf-8").splitlines()
    assert [int(line.partition(",")[0]) for line in lines[1:]] == list(range(rows, 0, -1))
