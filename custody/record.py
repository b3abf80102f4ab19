"""Reading the record itself, page by page. Who reads it is on record too."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from access.rights import authorise
from domain.actor import Actor, Right
from domain.audit import AuditEntry, Head, Line, Sought
from domain.clock import now
from store import audit
from store.database import Database

READ_AGAIN = timedelta(hours=1)
"""So long looking for the same is one act, page after page."""


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of the chain, the latest first, with the chain's end. `before`: where the next page begins, None at the end."""

    lines: tuple[Line, ...]
    head: Head
    before: int | None


def page(db: Database, actor: Actor, sought: Sought, before: int | None = None, *, limit: int) -> Page:
    """Return the last rows of the chain that are looked for, or the last ones `before` a row. They hold no words of texts."""
    authorise(actor, Right.READ_AUDIT)
    _record(db, actor, sought)
    head = audit.head(db)
    found = audit.lines(db, sought, head.row + 1 if before is None else before, limit + 1)
    lines = tuple(found[:limit])
    return Page(lines, head, lines[-1].row if len(found) > limit else None)


def _record(db: Database, actor: Actor, sought: Sought) -> None:
    hour = (datetime.now(UTC) - READ_AGAIN).isoformat(timespec="seconds")
    if not audit.acted(db, actor.name, "read-record", "record", new=str(sought), since=hour):
        with db.atomic(durable=True):
            audit.append(db, AuditEntry(now(), actor.name, "read-record", "record", new=str(sought)))
