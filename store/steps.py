"""What people did with cases beside deciding them. Append-only; triggers keep what the queue needs of it."""

from dataclasses import dataclass

from domain.actor import Actor
from domain.case import Step
from store.database import Database


@dataclass(frozen=True, slots=True)
class LifeStep:
    """One step in a case's life: who took it ("" is the machine), and when (UTC, ISO 8601)."""

    step: Step
    actor: str
    at: str


def add(db: Database, case: int, step: Step, actor: Actor, at: str) -> None:
    """Store a step."""
    with db.atomic(durable=True):
        db.insert("steps", {"case_id": case, "step": step, "actor": actor.name, "role": actor.role, "at": at})


def taken(db: Database, case: int, step: Step, actor: str = "") -> bool:
    """Tell whether a step was taken, by this person where one is named."""
    found = db.first(
        "SELECT 1 FROM steps WHERE case_id = :case AND step = :step AND :actor IN ('', actor)",
        case=case,
        step=step,
        actor=actor,
    )
    return found is not None


def life(db: Database, case: int) -> list[LifeStep]:
    """Return all steps of a case, the first one first; decisions and what was taken back among them."""
    rows = db.query(
        """
        SELECT 0 AS kind, 0 AS id, 'raised' AS step, '' AS actor, raised_at AS at FROM cases WHERE id = :case
        UNION ALL SELECT 1, id, step, actor, at FROM steps WHERE case_id = :case
        UNION ALL SELECT 2, id, 'decided', actor, at FROM decisions WHERE case_id = :case
        UNION ALL SELECT 3, decision, 'withdrawn', withdrawals.actor, withdrawals.at
            FROM withdrawals JOIN decisions ON decisions.id = decision WHERE case_id = :case
        ORDER BY at, kind, id
        """,
        case=case,
    )
    return [LifeStep(Step(row["step"]), row["actor"], row["at"]) for row in rows]
