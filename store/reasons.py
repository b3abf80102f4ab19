"""Why the glass was broken: words that can be erased, beside the audit rows that can't."""

from dataclasses import dataclass, field

from store.database import Database

LAST = 2**63 - 1
"""The last id that a row can have."""


@dataclass(frozen=True, slots=True)
class BrokenGlass:
    """Who opened another's text, when (UTC, ISO 8601), and why; `reason` is "" where it was erased."""

    at: str
    actor: str
    text: int
    text_id: str
    reason: str = field(repr=False)


def add(db: Database, row: int, text: int, reason: str) -> None:
    """Keep the reason that belongs to an audit row."""
    with db.atomic(durable=True):
        db.insert("reasons", {"audit": row, "text": text, "body": reason})


def broken(db: Database, since: str, *, words: bool) -> list[BrokenGlass]:
    """Return every broken glass since then, the latest first; with its `words` or without.

    The record is read back from its end to where that time began: behind the last row before it, or at the first log-in
    after it, whichever is further back. Rows that a wrong clock dated hide none, and are shown themselves.
    """
    rows = db.query(
        """
        SELECT audit.at, actor, texts.id AS text, text_id, coalesce(body, '') AS reason
        FROM audit LEFT JOIN reasons ON reasons.audit = audit.id
            LEFT JOIN texts ON texts.id = CAST(substr(subject, 6) AS INTEGER)
        WHERE act = 'break-glass' AND audit.id >= min(
            coalesce((SELECT id + 1 FROM audit WHERE at < :since ORDER BY id DESC LIMIT 1), 0),
            coalesce((SELECT min(id) FROM audit WHERE subject = 'store' AND act = 'log-in' AND at >= :since), :last)
        )
        ORDER BY audit.id DESC
        """,
        since=since,
        last=LAST,
    )
    return [BrokenGlass(**(row | {"reason": row["reason"] if words else ""})) for row in rows]


def count(db: Database, batch: int) -> int:
    """Return how often the glass was broken of a batch's texts."""
    found = db.first(
        """
        SELECT count(*) AS n FROM audit
            JOIN texts ON texts.id = CAST(substr(subject, 6) AS INTEGER)
            JOIN batch_sources USING (source)
        WHERE subject BETWEEN 'text ' AND 'text:' AND act = 'break-glass' AND batch = :batch
        """,
        batch=batch,
    )
    return int(found["n"]) if found else 0
