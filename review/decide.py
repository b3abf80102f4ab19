"""A person's decision on a case, and taking it back."""

from collections.abc import Mapping
from dataclasses import replace

from access.rights import authorise
from domain.actor import Actor, Right
from domain.audit import AuditEntry
from domain.case import Case, Decision, Verdict
from domain.clock import now
from domain.errors import KizashiError
from review import turns
from screening import reach
from store import audit, cases, decisions
from store.database import Database


class CaseClosedError(KizashiError):
    """This case is closed. Reopen it first."""


class NothingToWithdrawError(KizashiError):
    """There is nothing of yours to take back here: the latest decision on this case is not yours."""


def decide(
    db: Database,
    actor: Actor,
    decision: Decision,
    shown: Mapping[str, str],
    by: Actor | None = None,
    *,
    like: int | None = None,
) -> Case:
    """Store a decision, its note and its audit row in one durable transaction, and return the case as it now stands.

    `by`: who brings a decision that somebody made elsewhere, for the record. `like`: the case of the same words that it was
    made on (`review.sharing`); what was shown of this one is then that case's number alone.
    `shown` is what of the machine's suggestion the person saw, never words of the text; of a case that was blind it is
    nothing, whatever is said here, and `suggestion_hidden` is set. An earlier decision stays on record. Where somebody
    else is to read the case too, `waits_for` says so. Raises CaseClosedError, NotAllowedError where only a specialist may
    settle a disagreement, and KizashiError for a severity that the case's protocol does not know.
    """
    check(db, actor, decision.case)
    with db.atomic(durable=True):
        before = cases.get(db, decision.case)
        _check_severity(decision, cases.levels(db, decision.case))
        if before.closed:
            raise CaseClosedError
        [seen] = turns.as_seen(db, actor, [before])
        at, turn = now(), turns.turn(db, actor, before, decision)
        saw = {} if seen.blind else shown
        saw = saw if like is None else {"as": str(like)}
        decisions.add(db, replace(decision, suggestion_hidden=seen.blind), actor, saw, at, turn)
        said, old = _said(decision.verdict, decision.severity), _said(before.verdict, before.decided_severity)
        writer = by or actor
        new = said if writer.name == actor.name else f"{said} by {actor.name}"
        new = new if like is None else f"{new} as case {like}"
        audit.append(db, AuditEntry(at, writer.name, "decide", f"case {decision.case}", old, new))
        return cases.get(db, decision.case)


def check(db: Database, actor: Actor, case: int) -> None:
    """Return if a person may decide a case as it stands. Raises NotAllowedError and its kind, and StoreError for no case."""
    authorise(actor, Right.DECIDE)
    asked = cases.get(db, case)
    reach.check_text(db, actor, asked.text)
    turns.check(db, actor, asked)


def withdraw(db: Database, actor: Actor, case: int) -> Case:
    """Take back one's own decision, if nobody has decided after it; it stays on record. Return the case as it now stands.

    Raises CaseClosedError and NothingToWithdrawError.
    """
    authorise(actor, Right.DECIDE)
    with db.atomic(durable=True):
        before = cases.get(db, case)
        live = [past for past in decisions.history(db, case) if not past.withdrawn]
        if before.closed:
            raise CaseClosedError
        if not live or live[-1].actor.name != actor.name:
            raise NothingToWithdrawError
        at = now()
        decisions.withdraw(db, live[-1].id, actor.name, at)
        said = _said(live[-1].decision.verdict, live[-1].decision.severity)
        audit.append(db, AuditEntry(at, actor.name, "withdraw", f"case {case}", old=said))
        return cases.get(db, case)


def _check_severity(decision: Decision, levels: tuple[str, ...]) -> None:
    if decision.severity and decision.severity not in levels:
        allowed = ", ".join(levels) or "none"
        raise KizashiError(f"The severity {decision.severity} is not one of this protocol's: {allowed}.")


def _said(verdict: Verdict | None, severity: str) -> str:
    return " ".join(filter(None, (verdict, severity)))
