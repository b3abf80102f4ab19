"""Decisions and their notes: what people said. Decisions are append-only and hold no free text; notes can be erased."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from domain.actor import Actor, Role
from domain.case import Decision, Reading, Verdict
from store.database import Database


@dataclass(frozen=True, slots=True)
class PastDecision:
    """A decision as it was stored: who made it and when (UTC, ISO 8601), and what they were shown.

    `withdrawn`: it was taken back, and counts no more.
    """

    id: int
    decision: Decision
    actor: Actor
    shown: Mapping[str, str]
    at: str
    reading: Reading = Reading.FIRST
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """Which reading a decision is, and which one its case waits for after it; None when that decides it."""

    reading: Reading = Reading.FIRST
    waits_for: Reading | None = None


ONLY = Turn()


def add(db: Database, decision: Decision, actor: Actor, shown: Mapping[str, str], at: str, turn: Turn = ONLY) -> int:
    """Store a decision, which also moves its case on, and its note apart from it. Return its id.

    `shown` is what the person saw of the screening: outcome, code, numbers; never words of the text.
    """
    with db.atomic(durable=True):
        stored = int(
            db.tables.execute(
                """
                INSERT INTO decisions (
                    case_id, screening, characters,
                    actor, role, verdict, severity, shown, suggestion_hidden, at, seconds, reading, waits_for
                )
                SELECT id, screening, (SELECT length(body) FROM bodies WHERE bodies.text = cases.text),
                    ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
                FROM cases WHERE id = ? RETURNING id
                """,
                [
                    actor.name,
                    actor.role,
                    decision.verdict,
                    decision.severity,
                    json.dumps(dict(shown)),
                    decision.suggestion_hidden,
                    at,
                    decision.seconds,
                    turn.reading,
                    turn.waits_for or 0,
                    decision.case,
                ],
            ).fetchone()[0]
        )
        if decision.note:
            db.tables.table("notes").insert({"decision": stored, "body": decision.note})
        return stored


def withdraw(db: Database, decision: int, actor: str, at: str) -> None:
    """Take a decision back: it stays on record, and its case is as it was before."""
    with db.atomic(durable=True):
        db.insert("withdrawals", {"decision": decision, "actor": actor, "at": at})


def read_by(db: Database, actor: str, cases: Collection[int]) -> set[int]:
    """Return which of the cases a person has decided before, also where they have taken it back."""
    rows = db.query(
        """
        SELECT DISTINCT case_id FROM decisions
        WHERE case_id IN (SELECT value FROM json_each(:cases)) AND actor = :actor
        """,
        cases=json.dumps(list(cases)),
        actor=actor,
    )
    return {row["case_id"] for row in rows}


def history(db: Database, case: int) -> list[PastDecision]:
    """Return all decisions on a case, the first one first."""
    rows = db.query(
        """
        SELECT decisions.*, coalesce(body, '') AS note, withdrawals.decision IS NOT NULL AS withdrawn
        FROM decisions
            LEFT JOIN notes ON notes.decision = decisions.id
            LEFT JOIN withdrawals ON withdrawals.decision = decisions.id
        WHERE case_id = :case ORDER BY decisions.id
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
                seconds=row["seconds"],
            ),
            actor=Actor(row["actor"], Role(row["role"])),
            shown=json.loads(row["shown"]),
            at=row["at"],
            reading=Reading(row["reading"]),
            withdrawn=bool(row["withdrawn"]),
        )
        for row in rows
    ]
