"""Batches: which sources are screened together, what for, and whose they are."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from domain.errors import StoreError
from domain.mandate import Mandate
from store.database import Database, Row


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as lists show it. Times are UTC, ISO 8601; `closed_at` is "" while it is open."""

    id: int
    created_at: str
    closed_at: str
    sources: tuple[str, ...]
    texts: int
    mandate: Mandate


@dataclass(frozen=True, slots=True)
class Waiting:
    """What keeps a batch from being closed: undecided texts that were not screened, and rows left in runs."""

    not_screened: int
    rows: int


def find_or_add_batch(db: Database, sources: Sequence[int], mandate: Mandate, at: str, folder: str = "") -> int:
    """Return the batch of these sources in this order, new or known. What `mandate` does not state, any batch may say.

    Another purpose is another batch; how long its words are kept makes no other one (`keep_for`). A source named twice
    counts once, where it stands first. `folder`: where the files lie, kept as a keyed hash.
    """
    with db.atomic():
        known = matching(db, sources, mandate)
        return known[0] if known else _add(db, list(dict.fromkeys(sources)), mandate, at, folder)


def matching(db: Database, sources: Sequence[int], mandate: Mandate) -> list[int]:
    """Return the batches of these sources in this order that say what `mandate` states, the latest first."""
    ordered = list(dict.fromkeys(sources))
    rows = db.query(
        """
        SELECT batch FROM batch_sources JOIN batches ON batches.id = batch
        WHERE batch IN (SELECT batch FROM batch_sources WHERE source = :first AND position = 0)
            AND :purpose IN ('', purpose) AND :whose_texts IN ('', whose_texts)
            AND :legal_basis IN ('', legal_basis)
        GROUP BY batch HAVING json_group_array(source ORDER BY position) = json(:sources)
        ORDER BY batch DESC
        """,
        first=ordered[0],
        sources=json.dumps(ordered),
        purpose=mandate.purpose,
        whose_texts=mandate.whose_texts,
        legal_basis=mandate.legal_basis,
    )
    return [row["batch"] for row in rows]


def mandate(db: Database, batch: int) -> Mandate:
    """Return what was stated for a batch."""
    [row] = db.query(f"SELECT {_STATED} FROM batches WHERE id = :batch", batch=batch)
    return _mandate(row)


def keep_for(db: Database, batch: int, days: int) -> None:
    """Keep the words of a batch's not-flagged texts for so many days."""
    with db.atomic():
        db.tables.table("batches").update(batch, {"retention": str(days)})


def last_mandate(db: Database, folder: str) -> Mandate | None:
    """Return what was stated last for files of this folder."""
    row = db.first(
        f"SELECT {_STATED} FROM batches WHERE folder = :folder AND purpose != '' ORDER BY id DESC",
        folder=db.content_hash(folder),
    )
    return _mandate(row) if row else None


def claim(db: Database, batch: int, actor: str) -> None:
    """Note that a person has brought the batch's texts, which makes them theirs to read."""
    with db.atomic():
        db.tables.execute("INSERT OR IGNORE INTO batch_people (batch, actor) VALUES (?, ?)", [batch, actor])


def claims(db: Database, batch: int, actor: str) -> bool:
    """Tell whether a person has brought the batch's texts."""
    found = db.first("SELECT 1 FROM batch_people WHERE batch = :batch AND actor = :actor", batch=batch, actor=actor)
    return found is not None


def claims_text(db: Database, text: int, actor: str) -> bool:
    """Tell whether a person has brought a text in any batch."""
    found = db.first(
        """
        SELECT 1 FROM texts JOIN batch_sources USING (source) JOIN batch_people USING (batch)
        WHERE texts.id = :text AND actor = :actor
        """,
        text=text,
        actor=actor,
    )
    return found is not None


def get(db: Database, batch: int) -> Batch:
    """Return one batch. Raises StoreError when there is none."""
    found = db.first(f"{_BATCHES} WHERE batches.id = :batch", batch=batch)
    if found is None:
        raise StoreError(f"There is no batch {batch} in the store.")
    return _batch(found)


def every(db: Database) -> list[Batch]:
    """Return all batches, the newest first."""
    return [_batch(row) for row in db.query(f"{_BATCHES} ORDER BY batches.id DESC")]


def close(db: Database, batch: int, at: str) -> None:
    """Close a batch."""
    with db.atomic(durable=True):
        db.tables.table("batches").update(batch, {"closed_at": at})


def waiting(db: Database, batch: int) -> Waiting:
    """Return what of a batch has not been looked at yet though no machine could, and what its runs have not reached."""
    found = db.first(
        """
        SELECT count(*) AS texts FROM batch_sources
            JOIN texts USING (source)
            JOIN cases ON cases.text = texts.id
            JOIN screenings ON screenings.id = cases.screening
        WHERE batch = :batch AND outcome = 'not_screened' AND decided = 0
        """,
        batch=batch,
    )
    left = db.first(
        """
        SELECT coalesce(sum(rows - flagged - clear - unsure - not_screened), 0) AS rows
        FROM runs WHERE batch = :batch AND finished_at IS NULL
        """,
        batch=batch,
    )
    return Waiting(found["texts"] if found else 0, left["rows"] if left else 0)


_BATCHES = """
    SELECT batches.*, (
        SELECT json_group_array(name ORDER BY position)
        FROM batch_sources JOIN sources ON sources.id = source WHERE batch = batches.id
    ) AS sources,
    (SELECT count(*) FROM batch_sources JOIN texts USING (source) WHERE batch = batches.id) AS texts
    FROM batches
"""


def _batch(row: Row) -> Batch:
    sources = tuple(json.loads(row["sources"]))
    return Batch(row["id"], row["created_at"], row["closed_at"] or "", sources, row["texts"], _mandate(row))


_STATED = "purpose, whose_texts, legal_basis, retention"


def _mandate(row: Row) -> Mandate:
    days = int(row["retention"]) if row["retention"] else None
    return Mandate(row["purpose"], row["whose_texts"], row["legal_basis"], days)


def _cells(mandate: Mandate) -> dict[str, str]:
    return {
        "purpose": mandate.purpose,
        "whose_texts": mandate.whose_texts,
        "legal_basis": mandate.legal_basis,
        "retention": "" if mandate.retention_days is None else str(mandate.retention_days),
    }


def _add(db: Database, sources: list[int], mandate: Mandate, at: str, folder: str) -> int:
    place = db.content_hash(folder) if folder else ""
    batch = db.insert("batches", {"created_at": at, "folder": place, **_cells(mandate)})
    db.tables.table("batch_sources").insert_all(
        {"batch": batch, "position": position, "source": source} for position, source in enumerate(sources)
    )
    return batch
