"""Retention: which texts' words have stayed as long as their batches said."""

from dataclasses import dataclass

from domain.mandate import NOT_FLAGGED_DAYS
from store.database import Database


@dataclass(frozen=True, slots=True)
class Due:
    """The texts whose words are due to go, and how many of past batches wait for a run to end or a case to be decided."""

    not_flagged: tuple[int, ...]
    cases: tuple[int, ...]
    waiting: int

    @property
    def texts(self) -> tuple[int, ...]:
        """All that are due."""
        return self.not_flagged + self.cases


def due(db: Database, at: str, case_days: int | None) -> Due:
    """Return what is due at a time (UTC, ISO 8601).

    Not-flagged texts: when their batch's days are over, from its last run's start on, or it is closed and none of its
    cases, drawn samples included, waits for a person. Cases: `case_days` after the last of them was decided; None keeps
    them. A text in several batches stays as long as the longest says, and an example as long as it is one.
    """
    with db.atomic():
        db.tables.execute("CREATE TEMP TABLE IF NOT EXISTS past (text INTEGER PRIMARY KEY)")
        db.tables.execute("DELETE FROM past")
        if db.first(f"SELECT 1 FROM batches WHERE {_OVER}", **_times(at)):
            db.tables.execute(f"INSERT INTO past (text) {_PAST}", _times(at))
        not_flagged = _ids(db, f"SELECT text FROM past WHERE NOT {_CASE} AND {_DONE}")
        cases = _ids(db, _DECIDED, at=at, days=case_days) if case_days is not None else ()
        waiting = _ids(db, f"SELECT text FROM past WHERE NOT {_CASE} AND NOT ({_DONE})")
        return Due(not_flagged, cases, len(waiting))


def some_due(db: Database, at: str, after: int, limit: int) -> tuple[list[int], int | None]:
    """Return the not-flagged texts that are due among the next texts that have words, and the last one looked at.

    `after`: the last one that was looked at before; None when there are no more. So the words of a million texts go in
    slices, each with a short transaction of its own.
    """
    if not db.first(f"SELECT 1 FROM batches WHERE {_OVER}", **_times(at)):
        return [], None
    rows = db.query("SELECT text FROM bodies WHERE text > :after ORDER BY text LIMIT :limit", after=after, limit=limit)
    texts = [row["text"] for row in rows]
    if not texts:
        return [], None
    found = db.query(
        f"""
        WITH past AS ({_PAST} AND texts.id BETWEEN :first AND :last)
        SELECT text FROM past WHERE NOT {_CASE} AND {_DONE}
        """,
        first=texts[0],
        last=texts[-1],
        **_times(at),
    )
    return [row["text"] for row in found], texts[-1]


_OVER = """(
    julianday(:at) - julianday(coalesce((SELECT max(started_at) FROM runs WHERE batch = batches.id), created_at))
        >= iif(retention = '', :default, CAST(retention AS INTEGER))
    OR closed_at IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM cases JOIN texts ON texts.id = cases.text JOIN batch_sources AS held USING (source)
        WHERE held.batch = batches.id AND NOT decided
    )
)"""

_PAST = f"""
    SELECT texts.id AS text FROM texts JOIN bodies ON bodies.text = texts.id
    WHERE source IN (SELECT source FROM batch_sources)
        AND source NOT IN (
            SELECT source FROM batch_sources JOIN batches ON batches.id = batch WHERE NOT {_OVER}
        )
        AND NOT EXISTS (SELECT 1 FROM examples WHERE examples.text = texts.id)
"""

_CASE = "EXISTS (SELECT 1 FROM cases WHERE cases.text = past.text)"

# A text that no run has reached was never assessed, and one that a run is on its way to is needed: both keep their words.
_RUNS = "texts JOIN batch_sources USING (source) JOIN runs USING (batch)"
_SCREENED = "SELECT 1 FROM screenings WHERE screenings.run = runs.id AND screenings.text = past.text"
_DONE = f"""
    EXISTS (SELECT 1 FROM {_RUNS} WHERE texts.id = past.text AND EXISTS ({_SCREENED}))
    AND NOT EXISTS (
        SELECT 1 FROM {_RUNS} WHERE texts.id = past.text AND finished_at IS NULL AND NOT EXISTS ({_SCREENED})
    )
"""

_DECIDED = """
    SELECT cases.text FROM cases
        JOIN bodies ON bodies.text = cases.text
        LEFT JOIN current_decisions AS decision ON decision.case_id = cases.id
    WHERE NOT EXISTS (SELECT 1 FROM examples WHERE examples.text = cases.text)
    GROUP BY cases.text
    HAVING min(decided) AND julianday(:at) - julianday(max(decision.at)) >= :days
"""


def _ids(db: Database, sql: str, **parameters: object) -> tuple[int, ...]:
    return tuple(row["text"] for row in db.query(sql, **parameters))


def _times(at: str) -> dict[str, str | int]:
    return {"at": at, "default": NOT_FLAGGED_DAYS}
