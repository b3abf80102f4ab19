"""The computer's date, held against the last one that a store saw: what a wrong date removes nobody brings back."""

from datetime import datetime, timedelta

from access.rights import authorise
from domain.actor import Actor, Right
from domain.audit import AuditEntry
from domain.clock import now
from domain.errors import KizashiError
from store import audit, settings
from store.database import Database

FARTHEST = timedelta(days=30)
"""So long a store may lie unused before its computer's date is doubted."""
WAIT, CONFIRM = "retention-waits", "confirm-date"
"""The acts on record: the date that was seen last, and the one that is doubted, or was confirmed."""


class DateError(KizashiError):
    """The computer's date is more than 30 days after the last one that the store saw, so nothing is removed for its age.

    If the date is wrong, set it right. If it is right, whoever looks after the store confirms it: Settings, The store, or
    kizashi store retention --confirm-date.
    """


def check_date(db: Database, actor: Actor) -> None:
    """Return if what is removed by its age may go by the computer's date, which is the last one that the store saw then.

    A store that has seen none believes the first. Raises DateError, on record once for each pair of days.
    """
    at = now()
    seen = settings.date_seen(db)
    if not _far(seen, at):
        if at[:10] != seen[:10]:
            settings.put_date_seen(db, at)
        return
    if audit.last(db, WAIT, "store") != at[:10]:
        with db.atomic(durable=True):
            audit.append(db, AuditEntry(at, actor.name, WAIT, "store", seen[:10], at[:10]))
    raise DateError


def doubted(db: Database) -> str:
    """Return the date that the store saw last (UTC, ISO 8601) where the computer's is too far from it, else ""."""
    seen = settings.date_seen(db)
    return seen if _far(seen, now()) else ""


def confirm_date(db: Database, actor: Actor) -> None:
    """Put on record that a person says that the computer's date is right, and go by it from now on."""
    authorise(actor, Right.RETAIN)
    at = now()
    with db.atomic(durable=True):
        row = AuditEntry(at, actor.name, CONFIRM, "store", settings.date_seen(db)[:10], at[:10])
        audit.append(db, row)
        settings.put_date_seen(db, at)


def _far(seen: str, at: str) -> bool:
    return bool(seen) and datetime.fromisoformat(at) - datetime.fromisoformat(seen) > FARTHEST
