"""Cases: what people are asked to look at, and how urgent each is."""

import json
from collections.abc import Collection, Sequence

from domain.case import Case, Reading, Reason, Verdict
from domain.errors import StoreError
from domain.outcome import Code, Outcome
from domain.screening import Screening
from store.database import Database, Row
from store.settings import DUE

RANK = {Outcome.FLAGGED: 1, Outcome.UNSURE: 2, Outcome.NOT_SCREENED: 3, Outcome.CLEAR: 4}
"""The outcomes in the order in which a person should look at them."""
RANKED = {rank: outcome for outcome, rank in RANK.items()}

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
        WHERE NOT decided AND (
            excluded.lane < lane OR reason = 'audit-sample' OR (excluded.lane = 0 AND lane = 0 AND excluded.urgency > urgency)
        )
        """,
        [
            screening.text,
            protocol,
            stored,
            Reason.of(screening.outcome, screening.code, phrase=screening.phrase),
            lane,
            screening.top_severity if lane == TOP_LANE else -(screening.margin or 0.0),
            at,
        ],
    )
    db.tables.execute(
        f"UPDATE cases SET due_at = {DUE} WHERE text = ? AND protocol = ? AND decided = 0", [screening.text, protocol]
    )


def get(db: Database, case: int) -> Case:
    """Return one case. Raises StoreError when there is none."""
    found = db.first(f"{CASES} WHERE cases.id = :case", case=case)
    if found is None:
        raise StoreError(f"There is no case {case} in the store.")
    return of_row(found)


def among(db: Database, ids: Collection[int]) -> list[Case]:
    """Return the cases with these ids."""
    wanted = json.dumps(list(ids))
    return [
        of_row(row) for row in db.query(f"{CASES} WHERE cases.id IN (SELECT value FROM json_each(:ids))", ids=wanted)
    ]


def evidence(db: Database) -> list[Case]:
    """Return the cases that somebody has marked as evidence for the example bank, the oldest first."""
    return [of_row(row) for row in db.query(f"{CASES} WHERE evidence ORDER BY cases.id")]


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


CASES = """
    SELECT cases.id, cases.text, text_id, sources.name AS source, cases.protocol, way, reason, outcome, code, probability,
        screenings.severity, severity_probability, raised_at, lane, due_at, acknowledged, decided, cases.reading, closed,
        evidence, verdict, decision.severity AS decided_severity, actor, decision.at AS decided_at
    FROM cases
        JOIN screenings ON screenings.id = cases.screening
        JOIN runs ON runs.id = screenings.run
        JOIN texts ON texts.id = cases.text
        JOIN sources ON sources.id = texts.source
        LEFT JOIN current_decisions AS decision ON decision.case_id = cases.id
"""
"""Selects what a `Case` is made of."""


def of_row(row: Row) -> Case:
    """Return the case of a row that `CASES` has selected."""
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
        top=row["lane"] == TOP_LANE,
        due_at=row["due_at"],
        acknowledged=bool(row["acknowledged"]),
        waits_for=None if row["decided"] else Reading(row["reading"]),
        closed=bool(row["closed"]),
        evidence=bool(row["evidence"]),
    )


def _lane(screening: Screening, levels: Sequence[str]) -> int:
    if screening.may_be_top:
        return TOP_LANE
    if screening.severity and screening.severity == levels[-1] and screening.code not in NO_REAL_CHANCE:
        return TOP_LANE
    return RANK[Outcome.FLAGGED if screening.phrase else screening.outcome]
