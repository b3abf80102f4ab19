"""A person's decision on a case."""

from collections.abc import Mapping

from access.rights import authorise
from domain.actor import Actor, Right
from domain.audit import AuditEntry
from domain.case import Case, Decision, Verdict
from domain.clock import now
from domain.errors import KizashiError
from screening import reach
from store import audit, cases, decisions
from store.database import Database


def decide(db: Database, actor: Actor, decision: Decision, shown: Mapping[str, str]) -> Case:
    """Store a decision, its note and its audit row in one durable transaction, and return the case as it now stands.

    `shown` is what of the machine's suggestion the person saw, never words of the text. An earlier decision stays on
    record. Raises KizashiError for a severity that the case's protocol does not know.
    """
    authorise(actor, Right.DECIDE)
    with db.atomic(durable=True):
        before = cases.get(db, decision.case)
        reach.check_text(db, actor, before.text)
        _check_severity(decision, cases.levels(db, decision.case))
        at = now()
        decisions.add(db, decision, actor, shown, at)
        audit.append(
            db,
            AuditEntry(
                at,
                actor.name,
                "decide",
                f"case {decision.case}",
                old=_said(before.verdict, before.decided_severity),
                new=_said(decision.verdict, decision.severity),
            ),
        )
        return cases.get(db, decision.case)


def _check_severity(decision: Decision, levels: tuple[str, ...]) -> None:
    if decision.severity and decision.severity not in levels:
        allowed = ", ".join(levels) or "none"
        raise KizashiError(f"The severity {decision.severity} is not one of this protocol's: {allowed}.")


def _said(verdict: Verdict | None, severity: str) -> str:
    return " ".join(filter(None, (verdict, severity)))
