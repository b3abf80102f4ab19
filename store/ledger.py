"""The ledger of what was erased: keyed hashes of places (file, row) and of persons, no word and no id.

It stands in the store and in a file beside it, so that a backup from before an erasure is held against it when it is
restored.
"""

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from domain.errors import StoreError
from domain.files import whole_file
from store.database import Database


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger: the keyed hash of what was erased, and when (UTC, ISO 8601)."""

    at: str
    subject: str


def enter(db: Database, at: str, subjects: Iterable[str]) -> None:
    """Enter hashes that are not there yet, inside the caller's transaction."""
    db.tables.conn.executemany(
        "INSERT OR IGNORE INTO erasures (at, subject) VALUES (?, ?)", [(at, subject) for subject in subjects]
    )


def erased_rows(db: Database, source: int, rows: Iterable[int]) -> set[int]:
    """Return which rows of a source are in the ledger: its file must not bring them back."""
    if not db.first("SELECT 1 FROM erasures LIMIT 1"):
        return set()
    [place] = db.query("SELECT sha256, text_column, encoding FROM sources WHERE id = :source", source=source)
    reading = place["sha256"], place["text_column"], place["encoding"]
    wanted = list(rows)
    places = {place_hash(db, *reading, row): row for row in wanted} | {
        row_hash(db, reading[0], row): row for row in wanted
    }
    known = db.query(
        "SELECT subject FROM erasures WHERE subject IN (SELECT value FROM json_each(:places))",
        places=json.dumps(list(places)),
    )
    return {places[entry["subject"]] for entry in known}


def entries(db: Database) -> list[Entry]:
    """Return the ledger in the store, oldest first."""
    return [Entry(**row) for row in db.query("SELECT at, subject FROM erasures ORDER BY id")]


def beside(store: Path) -> Path:
    """Return the path of the ledger that stands beside a store."""
    return store.with_name(f"{store.name}.erasures")


def publish(db: Database) -> None:
    """Write the ledger beside the store, before the erasure is committed: one too many is better than one too few."""
    with whole_file(beside(db.path)) as file:
        file.writelines(json.dumps({"at": entry.at, "subject": entry.subject}) + "\n" for entry in entries(db))


def keep_beside(db: Database) -> None:
    """Write the ledger beside a store that was carried here without it, as far as the folder takes it."""
    if not beside(db.path).exists() and db.first("SELECT 1 FROM erasures LIMIT 1"):
        with suppress(OSError):
            publish(db)


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


def person_hash(db: Database, person: str) -> str:
    """Return the keyed hash that stands for a person in the ledger and on record."""
    return db.content_hash(json.dumps(["person", person]))


def place_hash(db: Database, sha256: str, column: str, encoding: str, row: int) -> str:
    """Return the keyed hash that stands for a row of a file as it was read."""
    return db.content_hash(json.dumps(["place", sha256, column, encoding, row]))


def row_hash(db: Database, sha256: str, row: int) -> str:
    """Return the keyed hash that stands for a row of a file, however it is read."""
    return db.content_hash(json.dumps(["row", sha256, row]))
