"""Runs: their passports, what is left to do in them, and their counts."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from domain.screening import Counts, Passport
from store import passports
from store.database import Database, Row

PAGE = 200
TELLING = 20
"""Rows from which on a run tells how fast this machine is."""

INPUT = """
    SELECT texts.id AS text, position, texts.source, row
    FROM runs JOIN batch_sources USING (batch) JOIN texts USING (source)
    WHERE runs.id = :run ORDER BY position, row LIMIT (SELECT coalesce(row_limit, -1) FROM runs WHERE id = :run)
"""
"""Selects the texts of a run, in input order."""


@dataclass(frozen=True, slots=True)
class PendingText:
    """A text that a run has not screened yet. `replaced` is the share of characters that could not be decoded.

    `erased`: its words are gone for good, and its file can't bring them back.
    """

    id: int
    untrusted_body: str = field(repr=False)
    replaced: float
    erased: bool = False


@dataclass(frozen=True, slots=True)
class RunSummary:
    """A run as lists show it. `head_sha256` is as in the passport.

    `finished_at` is "" and `seconds` None while rows are left; times are UTC, ISO 8601.
    """

    id: int
    batch: int
    protocol: str
    pack: str
    way: str
    head_sha256: str
    started_at: str
    finished_at: str
    seconds: float | None
    counts: Counts
    sources: tuple[str, ...]
    purpose: str


def start(db: Database, batch: int, passport: Passport, limit: int | None, at: str) -> int:
    """Begin a run over a batch, or its first `limit` rows, and return its id."""
    with db.atomic():
        run = {
            "batch": batch,
            "protocol": passports.protocol(
                db, passport.protocol, passport.protocol_version, passport.protocol_sha256, passport.levels
            ),
            "pack": passports.pack(db, passport.pack, passport.pack_sha256, passport.tokenizer_sha256),
            "way": passport.way,
            "variant": passport.variant,
            "prefix_sha256": passport.prefix_sha256,
            "examples_sha256": passport.examples_sha256,
            "head_sha256": passport.head_sha256,
            "calibration_sha256": passport.calibration_sha256,
            "providers": json.dumps(passport.providers),
            "fallback": passport.fallback,
            "threads": passport.threads,
            "versions": json.dumps(dict(passport.versions)),
            "row_limit": limit,
            "rows": _rows(db, batch, limit),
            "started_at": at,
        }
        return db.insert("runs", run)


def pending(db: Database, run: int) -> Iterator[PendingText]:
    """Yield the run's texts that have no screening in it, in input order.

    Read page by page, with nothing held open between two, so that a long run keeps no old state of the store alive.
    """
    for source in list(
        db.query(f"SELECT source, max(row) AS end FROM ({INPUT}) GROUP BY position ORDER BY position", run=run)
    ):
        yield from _pending_of(db, run, source["source"], source["end"])


def finish(db: Database, run: int, at: str, seconds: float) -> None:
    """Note that every row of a run has its outcome."""
    with db.atomic():
        db.tables.table("runs").update(run, {"finished_at": at, "seconds": seconds})


def rate(db: Database, pack_sha256: str, way: str) -> float | None:
    """Return the texts per second of the latest run of a pack and way that was done in one sitting, long enough to tell."""
    found = db.first(
        """
        SELECT rows / seconds AS rate FROM runs JOIN packs ON packs.id = runs.pack
        WHERE sha256 = :pack AND way = :way AND seconds > 0 AND rows >= :rows
            AND NOT EXISTS (SELECT 1 FROM audit WHERE subject = 'run ' || runs.id AND act = 'resume')
        ORDER BY runs.id DESC
        """,
        pack=pack_sha256,
        way=way,
        rows=TELLING,
    )
    return found["rate"] if found else None


def batch(db: Database, run: int) -> int:
    """Return a run's batch. Raises KeyError when there is no such run."""
    found = db.first("SELECT batch FROM runs WHERE id = :run", run=run)
    if found is None:
        raise KeyError(run)
    return int(found["batch"])


def counts(db: Database, run: int) -> Counts:
    """Return a run's counts."""
    return summary(db, run).counts


def summary(db: Database, run: int) -> RunSummary:
    """Return one run. Raises KeyError when there is none."""
    found = db.first(f"{_SUMMARIES} WHERE runs.id = :run", run=run)
    if found is None:
        raise KeyError(run)
    return _summary(found)


def summaries(db: Database) -> list[RunSummary]:
    """Return all runs, newest first."""
    return [_summary(row) for row in db.query(f"{_SUMMARIES} ORDER BY runs.id DESC")]


_SUMMARIES = """
    SELECT runs.*, protocols.protocol AS protocol_id, packs.pack AS pack_id, batches.purpose, (
        SELECT json_group_array(name ORDER BY position)
        FROM batch_sources JOIN sources ON sources.id = source WHERE batch = runs.batch
    ) AS sources
    FROM runs
        JOIN protocols ON protocols.id = runs.protocol
        JOIN packs ON packs.id = runs.pack
        JOIN batches ON batches.id = runs.batch
"""


def _pending_of(db: Database, run: int, source: int, end: int) -> Iterator[PendingText]:
    row = 0
    while page := list(
        db.query(
            """
            SELECT texts.id, row, coalesce(body, '') AS body, replaced, erased_at
            FROM texts LEFT JOIN bodies ON bodies.text = texts.id
            WHERE source = :source AND row > :row AND row <= :end
                AND NOT EXISTS (SELECT 1 FROM screenings WHERE run = :run AND text = texts.id)
            ORDER BY row LIMIT :page
            """,
            run=run,
            source=source,
            row=row,
            end=end,
            page=PAGE,
        )
    ):
        for text in page:
            yield PendingText(text["id"], text["body"], text["replaced"], bool(text["erased_at"]))
        row = page[-1]["row"]


def _summary(row: Row) -> RunSummary:
    return RunSummary(
        id=row["id"],
        batch=row["batch"],
        protocol=row["protocol_id"],
        pack=row["pack_id"],
        way=row["way"],
        head_sha256=row["head_sha256"],
        started_at=row["started_at"],
        finished_at=row["finished_at"] or "",
        seconds=row["seconds"],
        counts=Counts(row["rows"], row["flagged"], row["clear"], row["unsure"], row["not_screened"]),
        sources=tuple(json.loads(row["sources"])),
        purpose=row["purpose"],
    )


def _rows(db: Database, batch: int, limit: int | None) -> int:
    found = db.first(
        "SELECT count(*) AS rows FROM batch_sources JOIN texts USING (source) WHERE batch = :batch", batch=batch
    )
    rows: int = found["rows"] if found else 0
    return rows if limit is None else min(rows, limit)
