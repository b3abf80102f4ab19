"""Batches: which sources are screened together, and what for."""

import json
from collections.abc import Sequence

from store.database import Database


def find_or_add_batch(db: Database, sources: Sequence[int], purpose: str, at: str) -> int:
    """Return the batch of these sources in this order, new or known. Without a `purpose`, any such batch is the one.

    A source named twice counts once, where it stands first.
    """
    ordered = list(dict.fromkeys(sources))
    with db.atomic():
        return _find(db, ordered, purpose) or _add(db, ordered, purpose, at)


def _find(db: Database, sources: list[int], purpose: str) -> int | None:
    found = db.first(
        """
        SELECT batch FROM batch_sources JOIN batches ON batches.id = batch
        WHERE batch IN (SELECT batch FROM batch_sources WHERE source = :first AND position = 0)
            AND :purpose IN ('', purpose)
        GROUP BY batch HAVING json_group_array(source ORDER BY position) = json(:sources)
        ORDER BY batch DESC
        """,
        first=sources[0],
        purpose=purpose,
        sources=json.dumps(sources),
    )
    return found["batch"] if found else None


def _add(db: Database, sources: list[int], purpose: str, at: str) -> int:
    batch = db.insert("batches", {"created_at": at, "purpose": purpose})
    db.tables.table("batch_sources").insert_all(
        {"batch": batch, "position": position, "source": source} for position, source in enumerate(sources)
    )
    return batch
