"""Erasure: every table that holds a person's words, the removal from all of them, and the ledger of what was removed.

The ledger holds keyed hashes of places (file, row) and of persons, no word and no id. It stands in the store and in a
file beside it, so that a backup from before an erasure is held against it when it is restored.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlcipher3 import dbapi2

from domain.errors import StoreError
from domain.files import whole_file
from store import waiting
from store.database import Database

OF_TEXT = "text IN (SELECT text FROM erased)"
WORDS: Mapping[str, str] = {
    "bodies": OF_TEXT,
    "features": OF_TEXT,
    "examples": OF_TEXT,
    "reasons": OF_TEXT,
    "notes": "decision IN (SELECT decisions.id FROM decisions JOIN cases ON cases.id = case_id WHERE cases."
    + OF_TEXT
    + ")",
}
"""The one list of the tables that hold words of a text, or what was made of them, and which of their rows are a text's.

A table that holds free text and is not here fails `tests/store/test_erasures.py`.
"""

INDEXES = ("body_trigrams", "body_pairs")
"""The indexes of the bodies, which triggers keep to what `bodies` holds: what is taken out leaves its words in old segments."""

HINDERED = {dbapi2.SQLITE_BUSY, dbapi2.SQLITE_LOCKED, dbapi2.SQLITE_FULL, dbapi2.SQLITE_IOERR}
"""What SQLite says where a store can't be written anew just then; a limit on the size of files looks like a failing disk."""

LEFT = "words left in the indexes"
"""The row of `settings` that stands as long as there may be such words."""
AT_ONCE = 100
"""So many pages of an index are merged in one transaction: a tenth of a second, in which nobody else can write."""

LEARNED = f"example_set IN (SELECT example_set FROM examples WHERE {OF_TEXT})"
"""The heads that learned from an erased text."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger: the keyed hash of what was erased, and when (UTC, ISO 8601)."""

    at: str
    subject: str


@dataclass(frozen=True, slots=True)
class Removed:
    """How much went: texts, rows by table, and heads that were retired because they had learned from one of them."""

    texts: int = 0
    rows: Mapping[str, int] = field(default_factory=dict)
    heads: int = 0


def of_person(db: Database, person: str) -> list[int]:
    """Return the texts of a person that are not erased yet."""
    rows = db.query("SELECT id FROM texts WHERE person = :person AND person != '' AND erased_at = ''", person=person)
    return [row["id"] for row in rows]


def of_batch(db: Database, batch: int) -> list[int]:
    """Return the texts of a batch that are not erased yet. Raises StoreError when there is no such batch."""
    if not db.first("SELECT 1 FROM batches WHERE id = :batch", batch=batch):
        raise StoreError(f"There is no batch {batch} in the store.")
    rows = db.query(
        "SELECT id FROM texts JOIN batch_sources USING (source) WHERE batch = :batch AND erased_at = ''", batch=batch
    )
    return [row["id"] for row in rows]


def erase(db: Database, texts: Collection[int], at: str, person: str = "") -> Removed:
    """Remove all words of texts, what names them, and what was made of them; enter them, and a `person`, in the ledger.

    A person's rows are entered for every column and encoding that their file can be read by, a batch's for its own: it may
    have been the wrong one. Decisions and counts stay, without text. Inside the caller's transaction, which must be durable.
    """
    with db.atomic(durable=True):
        _name(db, texts)
        _enter(db, at, _places(db))
        if person:
            _enter(db, at, [person_hash(db, person), *_rows(db)])
        return _remove_named(db, at)


def remove_words(db: Database, texts: Collection[int], at: str) -> Removed:
    """Remove the words of texts whose time has come; they keep their ids, and their file may bring them back."""
    with db.atomic(durable=True):
        _name(db, texts)
        return Removed(len(texts), _delete(db), _retire(db, at))


def compact(db: Database) -> bool:
    """Give up the space of what was removed, in the file and in its log.

    False where that can't be done now: another program has the store open, or the disk has no room to write it anew.
    """
    try:
        with db.tables.conn:
            for index in INDEXES:
                db.tables.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")
            db.tables.execute("DELETE FROM settings WHERE name = ?", [LEFT])
        db.tables.execute("VACUUM")
        busy, *_ = db.tables.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except dbapi2.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in HINDERED:
            raise
        return False
    return not busy


def compact_some(db: Database) -> bool:
    """Merge some of the indexes' old segments, if they hold words that were removed; tell whether there is more to do.

    As `compact` does in one piece, beside other work (https://www.sqlite.org/fts5.html, "The 'merge' Command").
    """
    if not db.first("SELECT 1 FROM settings WHERE name = :name", name=LEFT):
        return False
    with db.atomic():
        more = any(_merged(db, index) for index in INDEXES)
        if not more:
            db.tables.execute("DELETE FROM settings WHERE name = ?", [LEFT])
    return more


def erased_rows(db: Database, source: int, rows: Iterable[int]) -> set[int]:
    """Return which rows of a source are in the ledger: its file must not bring them back."""
    if not db.first("SELECT 1 FROM erasures LIMIT 1"):
        return set()
    [place] = db.query("SELECT sha256, text_column, encoding FROM sources WHERE id = :source", source=source)
    reading = place["sha256"], place["text_column"], place["encoding"]
    wanted = list(rows)
    places = {_place(db, *reading, row): row for row in wanted} | {_row(db, reading[0], row): row for row in wanted}
    known = db.query(
        "SELECT subject FROM erasures WHERE subject IN (SELECT value FROM json_each(:places))",
        places=json.dumps(list(places)),
    )
    return {places[entry["subject"]] for entry in known}


def ledger(db: Database) -> list[Entry]:
    """Return the ledger in the store, oldest first."""
    return [Entry(**row) for row in db.query("SELECT at, subject FROM erasures ORDER BY id")]


def person_hash(db: Database, person: str) -> str:
    """Return the keyed hash that stands for a person in the ledger and on record."""
    return db.content_hash(json.dumps(["person", person]))


def beside(store: Path) -> Path:
    """Return the path of the ledger that stands beside a store."""
    return store.with_name(f"{store.name}.erasures")


def publish(db: Database) -> None:
    """Write the ledger beside the store, before the erasure is committed: one too many is better than one too few."""
    with whole_file(beside(db.path)) as file:
        file.writelines(json.dumps({"at": entry.at, "subject": entry.subject}) + "\n" for entry in ledger(db))


def read(store: Path) -> list[Entry]:
    """Return the ledger that stands beside a store, nothing where there is none. Raises StoreError for a damaged one."""
    path = beside(store)
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [Entry(str(line["at"]), str(line["subject"])) for line in map(json.loads, lines)]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(
            f"The list of erased texts {path.name} can't be read. Put a copy in its place: without it a restored backup "
            "would bring back what was erased."
        ) from error


def reapply(db: Database, entries: Iterable[Entry]) -> Removed:
    """Erase again, in a restored backup, what was erased after it was made. Entries that the backup knows are done.

    Inside the caller's durable transaction, if it is to be on record there too; then `compact`.
    """
    known = {entry.subject for entry in ledger(db)}
    new = [entry for entry in entries if entry.subject not in known]
    if not new:
        return Removed()
    with db.atomic(durable=True):
        subjects = {entry.subject for entry in new}
        texts = [text for text, place, person in _everything(db) if place in subjects or person in subjects]
        _name(db, texts)
        for entry in new:
            _enter(db, entry.at, [entry.subject])
        _enter(db, new[-1].at, _places(db))
        return _remove_named(db, new[-1].at)


def _name(db: Database, texts: Collection[int]) -> None:
    """Put the texts where the statements of this module look for them."""
    db.tables.execute("CREATE TEMP TABLE IF NOT EXISTS erased (text INTEGER PRIMARY KEY)")
    db.tables.execute("DELETE FROM erased")
    db.tables.conn.executemany("INSERT INTO erased (text) VALUES (?)", [(text,) for text in texts])


def _remove_named(db: Database, at: str) -> Removed:
    heads, rows = _retire(db, at), _delete(db)
    persons = _column(db, "SELECT DISTINCT person FROM texts WHERE id IN (SELECT text FROM erased) AND person != ''")
    texts = db.tables.execute(
        """
        UPDATE texts SET text_id = '', person = '', written_at = '', content_hash = '', erased_at = ?
        WHERE id IN (SELECT text FROM erased) AND erased_at = ''
        """,
        [at],
    ).rowcount
    whole = """
        id IN (SELECT source FROM texts WHERE id IN (SELECT text FROM erased))
            AND NOT EXISTS (SELECT 1 FROM texts WHERE source = sources.id AND erased_at = '')
    """
    waiting.forget(db, _column(db, f"SELECT name FROM sources WHERE {whole}"), persons)
    db.tables.execute(f"UPDATE sources SET name = '' WHERE {whole}")
    return Removed(texts, rows, heads)


def _column(db: Database, sql: str) -> set[str]:
    return {value for (value,) in db.rows(sql)}


def _merged(db: Database, index: str) -> bool:
    before = db.tables.conn.total_changes
    db.tables.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('merge', ?)", [-AT_ONCE])
    return bool(db.tables.conn.total_changes - before > 1)  # the command itself counts as one


def _delete(db: Database) -> dict[str, int]:
    db.tables.execute("INSERT OR REPLACE INTO settings (name, value) VALUES (?, 'true')", [LEFT])
    return {table: db.tables.execute(f"DELETE FROM {table} WHERE {rows}").rowcount for table, rows in WORDS.items()}


def _retire(db: Database, at: str) -> int:
    """Retire what learned from the texts, before they leave the example sets."""
    return int(
        db.tables.execute(f"UPDATE heads SET retired_at = ? WHERE retired_at IS NULL AND {LEARNED}", [at]).rowcount
    )


def _enter(db: Database, at: str, subjects: Iterable[str]) -> None:
    db.tables.conn.executemany(
        "INSERT OR IGNORE INTO erasures (at, subject) VALUES (?, ?)", [(at, subject) for subject in subjects]
    )


def _places(db: Database) -> list[str]:
    return [place for _, place, _ in _everything(db, "WHERE texts.id IN (SELECT text FROM erased)")]


def _rows(db: Database) -> list[str]:
    named = (
        "SELECT sha256, row FROM texts JOIN sources ON sources.id = source WHERE texts.id IN (SELECT text FROM erased)"
    )
    return [_row(db, sha256, row) for sha256, row in db.rows(named)]


def _everything(db: Database, where: str = "") -> Iterator[tuple[int, str, str]]:
    """Yield every text that is not erased with the hashes of its place and its person ("" where none is named)."""
    rows = db.rows(
        f"""
        SELECT texts.id, sha256, text_column, encoding, row, person FROM texts JOIN sources ON sources.id = source {where}
        """
    )
    for text, sha256, column, encoding, row, person in rows:
        yield text, _place(db, sha256, column, encoding, row), person_hash(db, person) if person else ""


def _place(db: Database, sha256: str, column: str, encoding: str, row: int) -> str:
    return db.content_hash(json.dumps(["place", sha256, column, encoding, row]))


def _row(db: Database, sha256: str, row: int) -> str:
    return db.content_hash(json.dumps(["row", sha256, row]))
