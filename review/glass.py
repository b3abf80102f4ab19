"""Breaking the glass: another's text in an emergency, for a reason that the supervisor reads afterwards."""

from access.rights import authorise
from domain.actor import Actor, Right
from domain.errors import ReasonMissingError
from screening.reach import broken_glass
from store import audit, cases, reasons
from store.database import Database
from store.reasons import BrokenGlass

SHORTEST = 10
"""Characters of a reason."""


def break_glass(db: Database, actor: Actor, case: int, untrusted_reason: str) -> None:
    """Open a case's text to a person who has not brought it; `untrusted_reason` is kept, and the record names the act.

    Raises ReasonMissingError, and StoreError when there is no such case.
    """
    authorise(actor, Right.BREAK_GLASS)
    reason = " ".join(untrusted_reason.split())
    if len(reason) < SHORTEST:
        raise ReasonMissingError
    with db.atomic(durable=True):
        text = cases.get(db, case).text
        row = audit.append(db, broken_glass(actor, text, db.content_hash(reason))).row
        reasons.add(db, row, text, reason)


def broken(db: Database, actor: Actor, *, since: str = "") -> list[BrokenGlass]:
    """Return who broke the glass of which text and why, the latest first; for whoever may read the record.

    The reason may quote a text: without the right to read all texts it is left out.
    """
    authorise(actor, Right.READ_AUDIT)
    return reasons.broken(db, since, words=actor.may(Right.READ_ALL_TEXTS))
