"""Decisions and their notes: what people said. Decisions are append-only and hold no free text; notes can be erased."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from domain.actor import Actor, Role
from domain.case import Decision, Verdict
from store.database import Database


@dataclass(frozen=True, slots=True)
class PastDecision:
    """A decision as it was stored: who made it and when (UTC, ISO 8601), and what they were shown."""

    id: int
    decision: Decision
    actor: Actor
    shown: Mapping[str, str]
    at: str


def add(db: Database, decision: Decision, actor: Actor, shown: Mapping[str, str], at: str) -> int:
    """Store a decision, which also closes its case, and its note apart from it. Return its id.

    `shown` is what the person saw of the screening: outcome, code, numbers; never words of the text.
    """
    with db.atomic(durable=True):
        stored = int(
            db.tables.execute(
                """
                INSERT INTO decisions
                    (case_id, screening, actor, role, verdict, severity, shown, suggestion_hidden, at)
                SELECT id, screening, ?, ?, ?, ?, ?, ?, ? FROM cases WHERE id = ? RETURNING id
                """,
                [
                    actor.name,
                    actor.role,
                    decision.verdict,
                    decision.severity,
                    json.dumps(dict(shown)),
                    decision.suggestion_hidden,
                    at,
                    decision.case,
                ],
            ).fetchone()[0]
        )
        if decision.note:
            db.tables.table("notes").insert({"decision": stored, "body": decision.note})
        return stored


def history(db: Database, case: int) -> list[PastDecision]:
    """Return all decisions on a case, the first one first."""
    rows = db.query(
        """
        SELECT decisions.*, coalesce(body, '') AS note FROM decisions LEFT JOIN notes ON decision = id
        WHERE case_id = :case ORDER BY id
        """,
        case=case,
    )
    return [
        PastDecision(
            id=row["id"],
            decision=Decision(
                case=case,
                verdict=Verdict(row["verdict"]),
                severity=row["severity"],
                note=row["note"],
                suggestion_hidden=bool(row["suggestion_hidden"]),
            ),
            actor=Actor(row["actor"], Role(row["role"])),
            shown=json.loads(row["shown"]),
            at=row["at"],
        )
        for row in rows
    ]
