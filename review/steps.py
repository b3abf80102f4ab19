"""A case's life beside its decisions: acknowledged, a second opinion asked for, marked as evidence, closed, reopened."""

from access.rights import authorise
from domain.actor import Actor, Right
from domain.audit import AuditEntry
from domain.case import Case, Reading, Step
from domain.clock import now
from domain.errors import KizashiError
from review import turns
from store import audit, cases, decisions, steps
from store.database import Database
from store.steps import LifeStep


class UndecidedError(KizashiError):
    """This case is not decided yet. Decide it first."""


class NobodyElseError(KizashiError):
    """There is nobody else in this store who could give a second opinion."""


class ReadTwiceError(KizashiError):
    """Two people have read this case already."""


def acknowledge(db: Database, actor: Actor, case: int) -> Case:
    """Note that a person has seen to a case; its clock stops, and it leaves the screen. Nothing is decided by it."""
    return _take(db, actor, case, Step.ACKNOWLEDGED)


def ask_second_opinion(db: Database, actor: Actor, case: int) -> Case:
    """Let somebody else read a case too, blind: after its first decision, or now where there is one.

    Raises NobodyElseError and ReadTwiceError.
    """
    authorise(actor, Right.DECIDE)
    if not turns.others(db, actor, cases.get(db, case).text):
        raise NobodyElseError
    if any(past.reading is Reading.SECOND and not past.withdrawn for past in decisions.history(db, case)):
        raise ReadTwiceError
    return _take(db, actor, case, Step.SECOND_OPINION)


def mark_evidence(db: Database, actor: Actor, case: int, *, marked: bool = True) -> Case:
    """Mark a case as evidence for the example bank, or take the mark off. Nothing learns from it by that alone."""
    return _take(db, actor, case, Step.EVIDENCE if marked else Step.NOT_EVIDENCE)


def close(db: Database, actor: Actor, case: int) -> Case:
    """Note that nothing is left to do in a case; it can't be decided again unless it is reopened. Raises UndecidedError."""
    authorise(actor, Right.DECIDE)
    if cases.get(db, case).waits_for is not None:
        raise UndecidedError
    return _take(db, actor, case, Step.CLOSED)


def reopen(db: Database, actor: Actor, case: int) -> Case:
    """Let a closed case be decided again."""
    return _take(db, actor, case, Step.REOPENED)


def life(db: Database, actor: Actor, case: int) -> list[LifeStep]:
    """Return each step of a case with who and when, from raised on."""
    authorise(actor, Right.READ_RESULTS)
    cases.get(db, case)
    return steps.life(db, case)


def evidence(db: Database, actor: Actor) -> list[Case]:
    """Return the cases that are marked as evidence, the oldest first."""
    authorise(actor, Right.READ_RESULTS)
    return turns.as_seen(db, actor, cases.evidence(db))


def _take(db: Database, actor: Actor, case: int, step: Step) -> Case:
    """Store a step and its audit row in one durable transaction. Raises StoreError when there is no such case."""
    authorise(actor, Right.DECIDE)
    with db.atomic(durable=True):
        cases.get(db, case)
        at = now()
        steps.add(db, case, step, actor, at)
        audit.append(db, AuditEntry(at, actor.name, step, f"case {case}"))
        return turns.as_seen(db, actor, [cases.get(db, case)])[0]
