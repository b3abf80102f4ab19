"""Cases: what people are asked to look at, in the order in which they should."""

import json
from collections.abc import Sequence

from domain.case import Case, Reason, Verdict
from domain.errors import StoreError
from domain.outcome import Code, Outcome
from domain.screening import Screening, Window
from store.database import Database, Row

RANK = {Outcome.FLAGGED: 1, Outcome.UNSURE: 2, Outcome.NOT_SCREENED: 3, Outcome.CLEAR: 4}
"""The outcomes in the order in which a person should look at them."""

TOP_LANE = 0
"""The queue's first lane: texts with a real chance of the top severity. The other lanes are the outcomes' ranks."""

NO_REAL_CHANCE = {Code.LANGUAGE, Code.BAND, Code.UNVALIDATED}
"""The codes that routing gives an unsure text only after it has found no real chance of the top severity."""


def add(db: Database, screening: Screening, stored: int, protocol: str, levels: Sequence[str], at: str) -> None:
    """Raise the case of a screening that was stored under the id `stored`, inside the caller's transaction.

    A text is a case of a protocol once, whatever the number of runs; until it is decided, its most urgent screening
    stands for it.
    """
    lane = _lane(screening, levels)
    db.tables.execute(
        """
        INSERT INTO cases (text, protocol, screening, reason, lane, urgency, raised_at) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (text, protocol) DO UPDATE SET
            screening = excluded.screening,
            reason = excluded.reason,
            lane = excluded.lane,
            urgency = excluded.urgency
        WHERE NOT decided AND (excluded.lane, -excluded.urgency) < (lane, -urgency)
        """,
        [
            screening.text,
            protocol,
            stored,
            Reason.of(screening.outcome, screening.code, phrase=screening.phrase),
            lane,
            screening.top_severity if lane == TOP_LANE else 0.0,
            at,
        ],
    )


def queue(db: Database, *, undecided: bool, run: int | None, limit: int, offset: int = 0) -> list[Case]:
    """Return a page of cases, most urgent first: the `undecided` ones, or all with the decided ones last.

    The order: a real chance of the top severity, the greatest first; then flagged, unsure, not screened; then age.
    A not-screened text with an always-review phrase stands with the flagged ones. `run`: cases among its results.
    """
    rows = db.query(
        f"""
        {_CASES} WHERE cases.id IN (
            SELECT id FROM cases
            WHERE decided <= :decided AND (:run IS NULL OR EXISTS (
                SELECT 1 FROM screenings WHERE run = :run AND text = cases.text AND outcome != 'clear'
            ))
            ORDER BY decided, lane, urgency DESC, raised_at, id LIMIT :limit OFFSET :offset
        )
        ORDER BY decided, lane, urgency DESC, raised_at, cases.id
        """,
        decided=not undecided,
        run=run,
        limit=limit,
        offset=offset,
    )
    return [_case(row) for row in rows]


def counts(db: Database) -> tuple[int, int]:
    """Return how many cases are open, and how many decided."""
    decided = {row["decided"]: row["cases"] for row in db.query(_COUNTS)}
    return decided.get(0, 0), decided.get(1, 0)


def get(db: Database, case: int) -> Case:
    """Return one case. Raises StoreError when there is none."""
    found = db.first(f"{_CASES} WHERE cases.id = :case", case=case)
    if found is None:
        raise StoreError(f"There is no case {case} in the store.")
    return _case(found)


def windows(db: Database, case: int) -> list[Window]:
    """Return what the model said of each window of a case's text, in text order."""
    rows = db.query(
        """
        SELECT start_char, end_char, log_odds, windows.severity
        FROM cases JOIN windows USING (screening) WHERE cases.id = :case ORDER BY ordinal
        """,
        case=case,
    )
    return [
        Window(row["start_char"], row["end_char"], row["log_odds"], tuple(json.loads(row["severity"]))) for row in rows
    ]


def levels(db: Database, case: int) -> tuple[str, ...]:
    """Return the ids of the severity levels that the case's protocol had when it was asked, mildest first."""
    found = db.first(
        """
        SELECT levels FROM cases
            JOIN screenings ON screenings.id = cases.screening
            JOIN runs ON runs.id = screenings.run
            JOIN protocols ON protocols.id = runs.protocol
        WHERE cases.id = :case
        """,
        case=case,
    )
    return tuple(json.loads(found["levels"])) if found else ()


_COUNTS = "SELECT decided, count(*) AS cases FROM cases GROUP BY decided"

_CASES = """
    SELECT cases.id, cases.text, text_id, sources.name AS source, cases.protocol, way, reason, outcome, code, probability,
        screenings.severity, severity_probability, raised_at,
        verdict, decision.severity AS decided_severity, actor, decision.at AS decided_at
    FROM cases
        JOIN screenings ON screenings.id = cases.screening
        JOIN runs ON runs.id = screenings.run
        JOIN texts ON texts.id = cases.text
        JOIN sources ON sources.id = texts.source
        LEFT JOIN current_decisions AS decision ON decision.case_id = cases.id
"""


def _lane(screening: Screening, levels: Sequence[str]) -> int:
    if screening.code is Code.SEVERITY:
        return TOP_LANE
    if screening.severity and screening.severity == levels[-1] and screening.code not in NO_REAL_CHANCE:
        return TOP_LANE
    return RANK[Outcome.FLAGGED if screening.phrase else screening.outcome]


def _case(row: Row) -> Case:
    return Case(
        id=row["id"],
        text=row["text"],
        text_id=row["text_id"],
        source=row["source"],
        protocol=row["protocol"],
        way=row["way"],
        reason=Reason(row["reason"]),
        outcome=Outcome(row["outcome"]),
        code=Code(row["code"]),
        probability=row["probability"],
        severity=row["severity"],
        severity_probability=row["severity_probability"],
        raised_at=row["raised_at"],
        verdict=Verdict(row["verdict"]) if row["verdict"] else None,
        decided_severity=row["decided_severity"] or "",
        decided_by=row["actor"] or "",
        decided_at=row["decided_at"] or "",
    )
