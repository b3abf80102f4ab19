"""Reading the record itself, page by page, and writing it to a sheet. Who does is on record too."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from access.rights import allow_export, authorise, failures_witnessed
from domain.actor import Actor, Right
from domain.audit import AuditEntry, Head, Line, Sought
from domain.clock import now
from domain.policy import CSV, NO_POLICY, Policy
from screening import leaving
from store import audit
from store.database import Database

AT_ONCE = 10_000
COLUMNS = ("row", "at", "who", "act", "subject", "was", "is")


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of the chain, the latest first, with the chain's end. `before`: where the next page begins, None at the end."""

    lines: tuple[Line, ...]
    head: Head
    before: int | None


def page(db: Database, actor: Actor, sought: Sought, before: int | None = None, *, limit: int) -> Page:
    """Return the last rows of the chain that are looked for, or the last ones `before` a row. They hold no words of texts."""
    authorise(actor, Right.READ_AUDIT)
    audit.append_reading(db, AuditEntry(now(), actor.name, "read-record", "record", new=str(sought)))
    head = audit.head(db)
    found = audit.lines(db, sought, head.row + 1 if before is None else before, limit + 1)
    lines = tuple(found[:limit])
    return Page(lines, head, lines[-1].row if len(found) > limit else None)


def export(db: Database, actor: Actor, sought: Sought, out: Path, policy: Policy = NO_POLICY) -> Head:
    """Write all rows that are looked for to a CSV file, the latest first, with a note beside it; return the chain's head.

    Whoever may read the record may take it along: it holds no words of texts. Times are UTC. Raises NotAllowedError where
    the policy lets no CSV out, and KizashiError when it can't be written.
    """
    authorise(actor, Right.READ_AUDIT)
    allow_export(actor, policy, CSV)
    what = f"record, {sought}"
    with failures_witnessed(actor, "export", what):
        content = StringIO(newline="")
        writer = csv.writer(content)
        writer.writerow(COLUMNS)
        for line in _every(db, sought):
            it = line.entry
            cells = (it.at, it.actor, it.act, it.subject, it.old, it.new)
            writer.writerow((line.row, *map(leaving.harmless, cells)))
        return leaving.write(db, actor, content.getvalue().encode(), out, what, sought.batch)


def _every(db: Database, sought: Sought) -> Iterator[Line]:
    before = audit.head(db).row + 1
    while found := audit.lines(db, sought, before, AT_ONCE):
        yield from found
        before = found[-1].row
