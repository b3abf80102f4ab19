"""Sources, texts and their bodies."""

from collections.abc import Sequence

from domain.clock import now
from domain.errors import StoreError
from domain.text import Draft, Source
from store import ledger
from store.database import Database


def add_source(db: Database, source: Source) -> int:
    """Return the id of a source, new or known.

    The same bytes read by the same text column and encoding are the same source; its other columns are those of the
    latest reading.
    """
    reading = source.reading
    with db.atomic():
        return int(
            db.tables.execute(
                """
                INSERT INTO sources (name, sha256, text_column, id_column, person_column, date_column, encoding)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (sha256, text_column, encoding) DO UPDATE SET
                    id_column = excluded.id_column,
                    person_column = excluded.person_column,
                    date_column = excluded.date_column
                RETURNING id
                """,
                [
                    source.name,
                    source.sha256,
                    reading.text_column,
                    reading.id_column,
                    reading.person_column,
                    reading.date_column,
                    reading.encoding,
                ],
            ).fetchone()[0]
        )


def is_source(db: Database, sha256: str) -> bool:
    """Return whether texts of a file with this SHA-256 are in the store."""
    return db.first("SELECT 1 AS found FROM sources WHERE sha256 = :sha256", sha256=sha256) is not None


def add_texts(db: Database, source: int, drafts: Sequence[Draft]) -> None:
    """Store `drafts` in one transaction.

    A row that is already there only gets its latest labels: importing a file twice doubles nothing, and importing it
    again after a kill completes it. An erased row stays erased.
    """
    with db.atomic():
        erased = ledger.erased_rows(db, source, (draft.row for draft in drafts))
        at = now()
        db.tables.conn.executemany(
            """
            INSERT INTO texts (source, row, text_id, person, written_at, replaced, content_hash, erased_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (source, row) DO UPDATE SET
                text_id = excluded.text_id,
                person = excluded.person,
                written_at = excluded.written_at
            WHERE erased_at = ''
            """,
            [
                (source, draft.row, "", "", "", 0.0, "", at)
                if draft.row in erased
                else (source, draft.row, draft.id, draft.person, draft.written_at, draft.replaced, digest, "")
                for draft, digest in ((draft, db.content_hash(draft.untrusted_body)) for draft in drafts)
            ],
        )
        db.tables.conn.executemany(
            """
            INSERT OR IGNORE INTO bodies (text, body)
            SELECT id, ? FROM texts WHERE source = ? AND row = ? AND erased_at = ''
            """,
            [(draft.untrusted_body, source, draft.row) for draft in drafts],
        )


def body(db: Database, text: int) -> str:
    """Return a text's body. Raises StoreError when it was erased or never was."""
    found = find_body(db, text)
    if found is None:
        raise StoreError(f"The words of text {text} are not in the store any more.")
    return found


def find_body(db: Database, text: int) -> str | None:
    """Return a text's body; None where its words are not in the store any more."""
    found = db.first("SELECT body FROM bodies WHERE text = :text", text=text)
    return str(found["body"]) if found else None
