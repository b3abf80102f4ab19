"""Erasure: every table that holds a person's words, and the removal from all of them."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from domain.errors import StoreError
from store import compacting, ledger, waiting
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

LEARNED = f"example_set IN (SELECT example_set FROM examples WHERE {OF_TEXT})"
"""The heads that learned from an erased text."""


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
        ledger.enter(db, at, _places(db))
        if person:
            ledger.enter(db, at, [ledger.person_hash(db, person), *_rows(db)])
        return _remove_named(db, at)


def remove_words(db: Database, texts: Collection[int], at: str) -> Removed:
    """Remove the words of texts whose time has come; they keep their ids, and their file may bring them back."""
    with db.atomic(durable=True):
        _name(db, texts)
        return Removed(len(texts), _delete(db), _retire(db, at))


def reapply(db: Database, entries: Iterable[ledger.Entry]) -> Removed:
    """Erase again, in a restored backup, what was erased after it was made. Entries that the backup knows are done.

    Inside the caller's durable transaction, if it is to be on record there too; then `compact`.
    """
    known = {entry.subject for entry in ledger.entries(db)}
    new = [entry for entry in entries if entry.subject not in known]
    if not new:
        return Removed()
    with db.atomic(durable=True):
        subjects = {entry.subject for entry in new}
        texts = [text for text, place, person in _everything(db) if place in subjects or person in subjects]
        _name(db, texts)
        for entry in new:
            ledger.enter(db, entry.at, [entry.subject])
        ledger.enter(db, new[-1].at, _places(db))
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


def _delete(db: Database) -> dict[str, int]:
    compacting.leave(db)
    return {table: db.tables.execute(f"DELETE FROM {table} WHERE {rows}").rowcount for table, rows in WORDS.items()}


def _retire(db: Database, at: str) -> int:
    """Retire what learned from the texts, before they leave the example sets."""
    return int(
        db.tables.execute(f"UPDATE heads SET retired_at = ? WHERE retired_at IS NULL AND {LEARNED}", [at]).rowcount
    )


def _places(db: Database) -> list[str]:
    return [place for _, place, _ in _everything(db, "WHERE texts.id IN (SELECT text FROM erased)")]


def _rows(db: Database) -> list[str]:
    named = (
        "SELECT sha256, row FROM texts JOIN sources ON sources.id = source WHERE texts.id IN (SELECT text FROM erased)"
    )
    return [ledger.row_hash(db, sha256, row) for sha256, row in db.rows(named)]


def _everything(db: Database, where: str = "") -> Iterator[tuple[int, str, str]]:
    """Yield every text that is not erased with the hashes of its place and its person ("" where none is named)."""
    rows = db.rows(
        f"""
        SELECT texts.id, sha256, text_column, encoding, row, person FROM texts JOIN sources ON sources.id = source {where}
        """
    )
    for text, sha256, column, encoding, row, person in rows:
        yield (
            text,
            ledger.place_hash(db, sha256, column, encoding, row),
            ledger.person_hash(db, person) if person else "",
        )
