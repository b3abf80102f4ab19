"""The cases and runs of a batch or of a time, counted for reports and listed for sheets."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

from domain.scope import Scope
from store.database import Database
from store.samples import SAME


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A case as a sheet lists it: `batch`, `decided_at` and the like are "" where there is none; times are UTC, ISO 8601.

    `readings`: how many decisions there were in all. `note` and `untrusted_body` may be words of people.
    """

    case: int
    text: int
    id: str
    source: str
    protocol: str
    raised_at: str
    due_at: str
    acknowledged_at: str
    verdict: str
    severity: str
    decided_by: str
    decided_at: str
    readings: int
    closed: bool
    note: str = field(repr=False)
    untrusted_body: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RunFacts:
    """A run with what it depended on; hashes as in the passport, `counts` rows by outcome.

    `question`: what is the same in runs whose samples are pooled (`samples.SAME`).
    """

    id: int
    batch: int
    protocol: str
    protocol_version: str
    protocol_sha256: str
    pack: str
    pack_sha256: str
    way: str
    variant: str
    head_sha256: str
    examples_sha256: str
    started_at: str
    finished_at: str
    rows: int
    counts: dict[str, int]
    question: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """How long after its import a case was first acknowledged or decided, in hours; None while it was not.

    `within`: whether that was by the time it was due; None where no time was set or it is not due yet.
    """

    level: str
    hours: float | None
    within: bool | None


def sheet(db: Database, scope: Scope) -> Iterator[SheetRow]:
    """Yield the cases, oldest first."""
    rows = db.query(
        f"""
        SELECT cases.id AS "case", texts.id AS text, text_id AS id, sources.name AS source, cases.protocol, raised_at, due_at,
            coalesce((SELECT min(at) FROM steps WHERE case_id = cases.id AND step = 'acknowledged'), '') AS acknowledged_at,
            coalesce(verdict, '') AS verdict, coalesce(decision.severity, '') AS severity,
            coalesce(decision.actor, '') AS decided_by, coalesce(decision.at, '') AS decided_at,
            (SELECT count(*) FROM live_decisions WHERE case_id = cases.id) AS readings, closed,
            coalesce(notes.body, '') AS note, coalesce(bodies.body, '') AS untrusted_body
        FROM cases
            JOIN texts ON texts.id = cases.text
            JOIN sources ON sources.id = texts.source
            LEFT JOIN current_decisions AS decision ON decision.case_id = cases.id
            LEFT JOIN notes ON notes.decision = decision.id
            LEFT JOIN bodies ON bodies.text = cases.text
        WHERE {_IN} ORDER BY cases.id
        """,
        **asdict(scope),
    )
    return (SheetRow(**row | {"closed": bool(row["closed"])}) for row in rows)


def reasons(db: Database, scope: Scope) -> dict[str, int]:
    """Return how many cases there are by reason."""
    return _counted(db, scope, "reason")


def states(db: Database, scope: Scope) -> dict[str, int]:
    """Return how many cases wait for which reading, are decided, or closed."""
    state = """
        CASE WHEN closed THEN 'closed' WHEN decided THEN 'decided' WHEN cases.reading = 1 THEN 'to decide'
            WHEN cases.reading = 2 THEN 'second reading' ELSE 'adjudication' END
    """
    return _counted(db, scope, state)


def decided(db: Database, scope: Scope) -> list[tuple[str, str, str, int]]:
    """Return (protocol, verdict, severity, cases) for all that is decided."""
    rows = db.query(
        f"""
        SELECT cases.protocol, verdict, decision.severity, count(*) AS cases
        FROM cases JOIN texts ON texts.id = cases.text
            JOIN current_decisions AS decision ON decision.case_id = cases.id
        WHERE {_IN} AND decided GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
        """,
        **asdict(scope),
    )
    return [(row["protocol"], row["verdict"], row["severity"], row["cases"]) for row in rows]


def answers(db: Database, scope: Scope, at: str) -> Iterator[Answer]:
    """Yield how fast each case was answered, by its level ("top" and what else was suggested), at a time."""
    rows = db.query(
        f"""
        WITH answered AS (
            SELECT case_id, min(at) AS at FROM (
                SELECT case_id, at FROM steps WHERE step = 'acknowledged' UNION ALL SELECT case_id, at FROM decisions
            ) GROUP BY case_id
        )
        SELECT iif(lane = 0, 'top', iif(outcome = 'flagged', screenings.severity, '')) AS level,
            (julianday(answered.at) - julianday(runs.started_at)) * 24 AS hours,
            iif(due_at = '' OR answered.at IS NULL AND due_at > :at, NULL, coalesce(answered.at <= due_at, 0)) AS within
        FROM cases LEFT JOIN answered ON answered.case_id = cases.id JOIN texts ON texts.id = cases.text
            JOIN screenings ON screenings.id = cases.screening
            JOIN runs ON runs.id = screenings.run
        WHERE {_IN} AND outcome != 'not_screened' AND reason != 'audit-sample'
        """,
        **asdict(scope),
        at=at,
    )
    for row in rows:
        yield Answer(row["level"], row["hours"], None if row["within"] is None else bool(row["within"]))


def runs(db: Database, scope: Scope) -> list[RunFacts]:
    """Return the runs of a batch, or those that began in a time, oldest first."""
    rows = db.query(
        """
        SELECT runs.*, protocols.protocol AS protocol_id, version, protocols.sha256 AS protocol_sha256,
            packs.pack AS pack_id, packs.sha256 AS pack_sha256
        FROM runs JOIN protocols ON protocols.id = runs.protocol JOIN packs ON packs.id = runs.pack
        WHERE (:batch IS NULL OR batch = :batch) AND started_at >= :since AND (:until = '' OR started_at < :until)
        ORDER BY runs.id
        """,
        **asdict(scope),
    )
    return [
        RunFacts(
            id=row["id"],
            batch=row["batch"],
            protocol=row["protocol_id"],
            protocol_version=row["version"],
            protocol_sha256=row["protocol_sha256"],
            pack=row["pack_id"],
            pack_sha256=row["pack_sha256"],
            way=row["way"],
            variant=row["variant"],
            head_sha256=row["head_sha256"],
            examples_sha256=row["examples_sha256"],
            started_at=row["started_at"],
            finished_at=row["finished_at"] or "",
            rows=row["rows"],
            counts={name: row[name] for name in ("flagged", "clear", "unsure", "not_screened")},
            question=tuple(row[column] for column in SAME),
        )
        for row in rows
    ]


_IN = """
    (:batch IS NULL OR texts.source IN (SELECT source FROM batch_sources WHERE batch = :batch))
    AND raised_at >= :since AND (:until = '' OR raised_at < :until)
"""


def _counted(db: Database, scope: Scope, what: str) -> dict[str, int]:
    rows = db.query(
        f"SELECT {what} AS value, count(*) AS n FROM cases JOIN texts ON texts.id = text WHERE {_IN} GROUP BY 1 ORDER BY 1",
        **asdict(scope),
    )
    return {row["value"]: row["n"] for row in rows}
