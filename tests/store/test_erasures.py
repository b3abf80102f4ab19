"""What a person would lose if erasure failed them: the right to be forgotten, wherever their words had gone."""

import shutil
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from domain.audit import AuditEntry
from domain.errors import StoreError
from domain.mandate import Mandate
from domain.outcome import Outcome
from domain.text import Draft, Reading, Source
from domain.waiting import Waiting
from store import (
    audit,
    batches,
    compacting,
    decisions,
    erasures,
    features,
    ledger,
    migrations,
    queues,
    reasons,
    runs,
    screenings,
    texts,
    waiting,
)
from store.database import Database, open_store
from store.features import Feature
from tests.store.full_disk import files_up_to
from tests.store.plain import plain
from tests.store.samples import AT, KEY, MINA, decision, passport, screening, severe, source

ROWS = 40
PERSON = "Quilla Varnhagen"
WORDS = tuple(f"the {bird} waited by the frozen canal" for bird in ("heron", "plover", "curlew"))
"""Sentences planted as a body, a note, and a reason."""
FILE = Source(f"{PERSON}.csv", "7" * 64, Reading(text_column="text"))
NO_WORDS = {
    *(table for name in vars(migrations) if name.startswith("APPEND_ONLY") for table in getattr(migrations, name)),
    *("batch_people", "batch_sources", "batches", "cases", "custody"),
    *("example_sets", "heads", "packs", "protocols", "runs", "sources", "texts", "users", "validations"),
    *("settings", "response_times"),
    *("_sqlite_migrations", "sqlite_schema", "sqlite_temp_schema", "sqlite_sequence"),
}
"""The tables that hold no words of a text. Think before you add one here: shouldn't erasure reach it?"""


def fill(db: Database) -> int:
    """Store a file of a person's and others' texts and everything that can come of them; return the batch."""
    known = texts.add_source(db, FILE)
    others = [Draft(row, f"another day, number {row}", id=f"p{row}", person="Ken") for row in range(1, ROWS)]
    texts.add_texts(
        db, known, [*others, Draft(ROWS, WORDS[0] * 200, id=f"{PERSON} 1", person=PERSON, written_at="1999-12-31")]
    )
    batch = batches.find_or_add_batch(db, [known], Mandate("intake"), AT)
    run = runs.start(db, batch, passport(), None, AT)
    numbers = count(1)
    with db.atomic(durable=True):
        for text in list(runs.pending(db, run)):
            urgent = text.id == ROWS
            screenings.add(db, run, severe(text.id, 2.0) if urgent else screening(text.id, Outcome.CLEAR), AT)
        [case] = queues.page(db, undecided=True, run=None, limit=9)
        decisions.add(db, decision(case.id, WORDS[1]), MINA, {}, AT)
        row = audit.append(db, AuditEntry(AT, "Mina", "break-glass", f"text {ROWS}")).row
        reasons.add(db, row, ROWS, WORDS[2])
        db.tables.execute(
            "INSERT INTO features (text, pack, exit, variant, prefix_sha256, ordinal, states) VALUES (?, 1, 1, '', '', 0, ?)",
            [ROWS, WORDS[0].encode()],
        )
        for texts_of_set in ([ROWS, 1], [2, 3]):
            number = next(numbers)
            example_set = db.insert("example_sets", {"protocol": "stress", "sha256": f"set {number}", "created_at": AT})
            rows = [{"example_set": example_set, "text": text, "label": "x"} for text in texts_of_set]
            db.tables.table("examples").insert_all(rows)
            head = {"protocol": 1, "example_set": example_set, "pack": 1, "exit": 1, "variant": "", "prefix_sha256": ""}
            db.insert("heads", head | {"sha256": f"head {number}", "weights": b"", "fitted_at": AT})
    return batch


@pytest.fixture
def batch(db: Database) -> int:
    return fill(db)


def erase_person(db: Database) -> erasures.Removed:
    with db.atomic(durable=True):
        removed = erasures.erase(db, erasures.of_person(db, PERSON), "2026-02-01T00:00:00+00:00", PERSON)
        ledger.publish(db)
    assert compacting.compact(db)
    return removed


def found(path: Path) -> list[str]:
    """Return which planted words stand anywhere in the store's files, encryption taken off."""
    content = plain(path, KEY) + ledger.beside(path).read_bytes() if ledger.beside(path).exists() else plain(path, KEY)
    return [words for words in (*WORDS, PERSON, "1999-12-31") if words.encode() in content]


def test_the_search_itself_sees_what_was_planted(db: Database, batch: int) -> None:
    assert batch
    assert set(found(db.path)) == {*WORDS, PERSON, "1999-12-31"}


def test_h13_an_erased_person_is_nowhere_in_the_store_s_bytes(db: Database, batch: int) -> None:
    assert batch
    removed = erase_person(db)
    assert (removed.texts, removed.heads) == (1, 1)
    assert removed.rows == {"bodies": 1, "features": 1, "examples": 1, "reasons": 1, "notes": 1}
    assert found(db.path) == [PERSON], "the file's own name, whose other texts stay"
    db.close()
    assert found(db.path) == [PERSON]


def test_h13_words_whose_time_is_over_leave_the_indexes_too_beside_other_work(
    db: Database, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A text's trigrams stayed in old segments for good: nothing compacts a store that retention alone takes words from."""
    monkeypatch.setattr(compacting, "AT_ONCE", 1)
    known = texts.add_source(db, replace(FILE, sha256="8" * 64))
    texts.add_texts(db, known, [Draft(1, "zqxj wvkq")])
    assert batch
    with db.atomic(durable=True):
        erasures.remove_words(db, [ROWS + 1], AT)
    assert indexed(db, b"zqx")
    with open_store(db.path, KEY) as other:
        assert compacting.compact_some(other), "in slices, between which others write"
        while compacting.compact_some(other):
            continue
    assert not indexed(db, b"zqx")
    assert not db.first("SELECT 1 FROM settings")


def indexed(db: Database, trigram: bytes) -> bool:
    return any(trigram in block for (block,) in db.rows("SELECT block FROM body_trigrams_data"))


def test_h13_an_erased_batch_takes_its_file_s_name_along(db: Database, batch: int) -> None:
    with db.atomic(durable=True):
        erasures.erase(db, erasures.of_batch(db, batch), AT)
    assert compacting.compact(db)
    assert found(db.path) == []


def test_what_people_decided_and_every_count_stays(db: Database, batch: int) -> None:
    counted = runs.summary(db, 1).counts
    erase_person(db)
    assert runs.summary(db, 1).counts == counted
    [case] = queues.page(db, undecided=False, run=None, limit=9)
    assert (case.verdict, case.text_id) == ("case", "")
    assert [past.decision.note for past in decisions.history(db, case.id)] == [""]
    assert db.first("SELECT count(*) AS n FROM bodies") == {"n": ROWS - 1}
    assert batch == 1


def test_only_the_heads_that_learned_from_the_text_are_retired(db: Database, batch: int) -> None:
    assert batch
    erase_person(db)
    assert [row["retired_at"] for row in db.query("SELECT retired_at FROM heads ORDER BY id")] == [
        "2026-02-01T00:00:00+00:00",
        None,
    ]


def test_h13_every_table_that_could_hold_words_is_in_the_one_list(db: Database) -> None:
    """A migration that adds a table must say whether erasure reaches it."""
    tables = {
        row["name"] for row in db.query("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    }
    assert tables - NO_WORDS == set(erasures.WORDS)


def test_h13_the_same_file_does_not_bring_an_erased_text_back(db: Database, batch: int) -> None:
    assert batch
    erase_person(db)
    fill_again = texts.add_source(db, FILE)
    texts.add_texts(db, fill_again, [Draft(ROWS, WORDS[0], id=f"{PERSON} 1", person=PERSON)])
    compacting.compact(db)
    assert found(db.path) == [PERSON]
    run = runs.start(db, 1, passport(way="again"), None, AT)
    [*_, last] = runs.pending(db, run)
    assert (last.untrusted_body, last.erased) == ("", True)


@pytest.mark.parametrize("other", [Reading(text_column="text", encoding="utf-8-sig"), Reading(text_column="reply")])
def test_h13_the_same_file_read_otherwise_does_not_bring_an_erased_person_back(
    db: Database, batch: int, other: Reading
) -> None:
    """By another name of its encoding, or by another column of what the same person wrote, it did."""
    assert batch
    erase_person(db)
    texts.add_texts(db, texts.add_source(db, replace(FILE, reading=other)), [Draft(ROWS, WORDS[0], person=PERSON)])
    assert found(db.path) == [PERSON]


def test_h13_a_batch_that_was_erased_since_its_column_was_wrong_can_be_read_by_the_right_one(
    db: Database, batch: int
) -> None:
    with db.atomic(durable=True):
        erasures.erase(db, erasures.of_batch(db, batch), AT)
    texts.add_texts(db, texts.add_source(db, replace(FILE, reading=Reading(text_column="reply"))), [Draft(1, "a day")])
    assert db.first("SELECT body FROM bodies") == {"body": "a day"}


def test_h13_a_run_that_was_reading_the_text_keeps_nothing_of_it(db: Database, batch: int) -> None:
    """A run holds a page of texts in memory; what it makes of one that is erased meanwhile must not come back."""
    assert batch
    reading = features.Reading("b" * 64, "fp32", "d" * 64, "")
    features.keep(db, 1, reading, [Feature(0, 1, 0, 5, 2, b"kept")])
    assert len(features.of(db, 1, reading)) == 1
    with db.atomic(durable=True):
        erasures.erase(db, [1], AT)
    features.keep(db, 1, reading, [Feature(0, 1, 0, 5, 2, b"late")])
    assert features.of(db, 1, reading) == []


def test_h14_a_restored_backup_forgets_again_what_was_erased_after_it(db: Database, batch: int, tmp_path: Path) -> None:
    assert batch
    backup = tmp_path / "backup.kizashi"
    db.tables.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(db.path, backup)
    erase_person(db)
    with open_store(backup, KEY) as restored:
        with restored.atomic(durable=True):
            removed = erasures.reapply(restored, ledger.read(db.path))
            assert erasures.reapply(restored, ledger.read(db.path)).texts == 0, "once is enough"
        assert compacting.compact(restored)
        assert (removed.texts, removed.heads) == (1, 1)
        assert set(ledger.entries(restored)) == set(ledger.entries(db))
    assert found(backup) == [PERSON]


def test_h14_texts_of_the_person_that_came_after_the_erasure_survive_a_restore(db: Database, batch: int) -> None:
    """A backup that knows of an erasure was made after it: the person may have written again since, and consented."""
    assert batch
    erase_person(db)
    again = texts.add_source(db, source("new.csv"))
    texts.add_texts(db, again, [Draft(1, "a new beginning", person=PERSON)])
    with db.atomic(durable=True):
        assert erasures.reapply(db, ledger.read(db.path)) == erasures.Removed()
    assert db.first("SELECT body FROM bodies ORDER BY text DESC") == {"body": "a new beginning"}


def test_the_ledger_names_nobody(db: Database, batch: int) -> None:
    assert batch
    erase_person(db)
    written = ledger.beside(db.path).read_text(encoding="utf-8")
    assert len(written.splitlines()) == 3
    for word in (PERSON, "csv", "p40", f'"{ROWS}"'):
        assert word not in written
    assert ledger.beside(db.path).stat().st_mode & 0o777 == 0o600


def test_a_ledger_that_was_damaged_is_told_before_a_restore_relies_on_it(db: Database) -> None:
    assert ledger.read(db.path) == []
    ledger.beside(db.path).write_text('{"at": ""}\n')
    with pytest.raises(StoreError, match="would bring back"):
        ledger.read(db.path)


def test_the_ledger_can_not_be_changed(db: Database, batch: int) -> None:
    assert batch
    erase_person(db)
    for attempt in ("UPDATE erasures SET at = ''", "DELETE FROM erasures"):
        with pytest.raises(dbapi2.DatabaseError, match="append-only"):
            db.tables.execute(attempt)


def test_nobody_s_texts_are_not_somebody_s(db: Database, batch: int) -> None:
    assert batch
    known = texts.add_source(db, source("nameless.csv"))
    texts.add_texts(db, known, [Draft(1, "nobody said this")])
    assert erasures.of_person(db, "") == []
    with pytest.raises(StoreError, match="no batch 9"):
        erasures.of_batch(db, 9)


def test_h13_an_erasure_for_which_the_disk_has_no_room_left_ends_as_one(db: Database, batch: int) -> None:
    """It was done and on record, and ended as a bug, without its report."""
    with db.atomic(durable=True):
        erasures.erase(db, erasures.of_batch(db, batch), AT)
    with files_up_to(db.path.stat().st_size // 4):
        assert not compacting.compact(db)
    assert compacting.compact(db)
    assert found(db.path) == []


def test_an_open_reader_delays_the_shrinking_and_nothing_else(db: Database, batch: int) -> None:
    assert batch
    db.tables.execute("PRAGMA busy_timeout = 50")
    with open_store(db.path, KEY) as other:
        reading = other.tables.execute("SELECT * FROM texts")
        reading.fetchone()
        with db.atomic(durable=True):
            erasures.erase(db, erasures.of_person(db, PERSON), AT, PERSON)
        assert not compacting.compact(db)
        reading.close()
    assert compacting.compact(db)
    assert found(db.path) == [PERSON]


def test_h13_what_waits_to_be_screened_is_forgotten_where_its_path_leads_to_who_was_erased(
    db: Database, batch: int, tmp_path: Path
) -> None:
    letters, others, gone = tmp_path / "letters", tmp_path / "others", tmp_path / "gone"
    for folder in (letters, others):
        folder.mkdir()
    (letters / FILE.name).touch()
    (others / "c.txt").touch()
    (tmp_path / "kept.csv").touch()

    def wait_for(*paths: Path) -> None:
        waiting.save(db, "Mina", [Waiting(str(path), "stress", "words") for path in paths])

    def left() -> list[str]:
        return [file.path for file in waiting.saved(db, "Mina")]

    of_person, kept = tmp_path / PERSON / "chat.csv", tmp_path / "kept.csv"
    of_person.parent.mkdir()
    of_person.touch()
    wait_for(letters, others, of_person, kept)
    with db.atomic(durable=True):
        erasures.erase(db, erasures.of_person(db, PERSON), AT, PERSON)
    assert left() == [str(letters), str(others), str(kept)]
    wait_for(letters, letters / FILE.name, others, gone, kept)
    with db.atomic(durable=True):
        erasures.erase(db, erasures.of_batch(db, batch), AT)
    assert left() == [str(others), str(gone), str(kept)], "a stick that is not in may still be screened"
    assert compacting.compact(db)
    assert found(db.path) == [], "no path is left that names the person"
