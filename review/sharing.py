"""One decision for the same words of the same person in one batch: made once, on record for each, taken back as one."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from access.rights import authorise
from domain.actor import Actor, Right
from domain.case import Case, Decision
from domain.errors import KizashiError
from review import decide as deciding
from store import likeness
from store.database import Database


class NotTheSameError(KizashiError):
    """These texts are not the same words of the same person, or somebody has decided one of them. Decide each by itself."""


def decide_all(
    db: Database, actor: Actor, decision: Decision, shown: Mapping[str, str], others: Collection[int]
) -> list[Case]:
    """Decide a case as `decide.decide` does, and `others` like it: each has its own row, which names the case it follows.

    Whether somebody else reads one of them too is drawn for each by itself. Returns all of them, the case itself first.
    Raises NotTheSameError, when nothing is stored, unless all others are identical: near is not the same.
    """
    authorise(actor, Right.DECIDE)
    for case in (decision.case, *others):
        deciding.check(db, actor, case)
    with db.atomic(durable=True):
        if not set(others) <= set(likeness.identical(db, decision.case)):
            raise NotTheSameError
        first = deciding.decide(db, actor, decision, shown)
        alike = [replace(decision, case=other, seconds=None) for other in others]
        return [first, *(deciding.decide(db, actor, one, {}, like=decision.case) for one in alike)]


def withdraw_all(db: Database, actor: Actor, case: int) -> list[Case]:
    """Take back one's own decision as `decide.withdraw` does, and those that followed it. Returns the case itself first.

    One that somebody has decided by itself since then, or has closed, stays as it is.
    """
    authorise(actor, Right.DECIDE)
    with db.atomic(durable=True):
        followers = likeness.shared_with(db, case)
        withdrawn = [deciding.withdraw(db, actor, case)]
        for follower in followers:
            try:
                withdrawn.append(deciding.withdraw(db, actor, follower))
            except (deciding.CaseClosedError, deciding.NothingToWithdrawError):
                continue
        return withdrawn
