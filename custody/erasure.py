"""Erasing what people asked to have forgotten, and what has stayed as long as its batch said."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from access.rights import authorise, failures_witnessed
from custody import beside
from custody.dates import check_date
from custody.entry import Entry, check_still_in
from domain.actor import Actor, Right
from domain.audit import AuditEntry, Head
from domain.clock import now
from domain.errors import KizashiError
from store import audit, compacting, custody, erasures, ledger, retention
from store.database import Database
from store.erasures import Removed
from store.retention import Due

SLICE = 500
"""So many texts are looked at in one transaction where retention runs beside other work."""


class NothingToEraseError(KizashiError):
    """There is nothing to erase: no text of that name is in the store."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was removed, the row that records it, and what the erasure could not reach.

    `compact`: the file was rewritten without what was removed; else another program had the store open, and the pages
    are overwritten but not given up yet. `copies`: files beside the store that hold what it held when they were made.
    `exports`: the names of files that left it earlier with what was erased, or may have.
    """

    removed: Removed
    head: Head
    compact: bool
    copies: tuple[Path, ...]
    exports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Slice:
    """How far retention has come: the last text that was looked at, and of how many the words went with this slice."""

    text: int
    removed: int


def erase_person(entry: Entry, person: str) -> Report:
    """Erase all texts of a person, by the id that their files gave. Raises NothingToEraseError."""
    person = person.strip()
    return _erase(
        entry,
        lambda db: erasures.of_person(db, person),
        lambda db: f"person {ledger.person_hash(db, person)}",
        person,
    )


def erase_batch(entry: Entry, batch: int) -> Report:
    """Erase all texts of a batch. Raises NothingToEraseError, and StoreError when there is no such batch."""
    return _erase(entry, lambda db: erasures.of_batch(db, batch), lambda _: f"batch {batch}", batch=batch)


def due(entry: Entry, case_days: int | None = None) -> Due:
    """Return the texts whose words have stayed as long as their batches said; see `store.retention.due`. Raises DateError."""
    authorise(entry.actor, Right.RETAIN)
    with entry.open() as db:
        check_date(db, entry.actor)
        return retention.due(db, now(), case_days)


def apply_retention(entry: Entry, case_days: int | None = None) -> Report:
    """Remove the words of all that is due. Ids, outcomes and decisions stay. Raises DateError."""
    authorise(entry.actor, Right.RETAIN)
    with failures_witnessed(entry.actor, "apply-retention", "store"), entry.open() as db:
        check_date(db, entry.actor)
        at = now()
        with db.atomic(durable=True):
            check_still_in(db, entry.actor)
            found = retention.due(db, at, case_days)
            removed = erasures.remove_words(db, found.texts, at)
            old = f"not flagged {len(found.not_flagged)}, cases {len(found.cases)}"
            head = audit.append(db, AuditEntry(at, entry.actor.name, "apply-retention", "store", old, _said(removed)))
        return _report(db, removed, head)


def keep_to_retention(db: Database, actor: Actor) -> int:
    """Remove the words of not-flagged texts whose time is over, slice by slice, and return of how many. Raises DateError."""
    removed, last = 0, keep_some(db, actor)
    while last is not None:
        removed, last = removed + last.removed, keep_some(db, actor, last.text)
    return removed


def keep_some(db: Database, actor: Actor, after: int = 0) -> Slice | None:
    """Remove the words of those among the next texts that are not flagged and whose time is over; None at the end.

    After the last of them, what they have left in the indexes. Whoever has opened the store may: their batches have said it,
    and nobody has to decide it. On record. Others can write between two slices, and a program that ends between them goes
    on at its next start. `after`: where the last one ended. Raises DateError.
    """
    check_date(db, actor)
    at = now()
    with db.atomic(durable=True):
        texts, last = retention.some_due(db, at, after, SLICE)
        if texts:
            removed = erasures.remove_words(db, texts, at)
            audit.append(db, AuditEntry(at, actor.name, "keep-to-retention", "store", new=_said(removed)))
    if last is not None:
        return Slice(last, len(texts))
    return Slice(after, 0) if compacting.compact_some(db) else None


def _erase(
    entry: Entry,
    texts: Callable[[Database], list[int]],
    subject: Callable[[Database], str],
    person: str = "",
    batch: int | None = None,
) -> Report:
    authorise(entry.actor, Right.ERASE)
    with failures_witnessed(entry.actor, "erase", "store"), entry.open() as db:
        at = now()
        with db.atomic(durable=True):
            check_still_in(db, entry.actor)
            chosen = texts(db)
            if not chosen:
                raise NothingToEraseError
            removed = erasures.erase(db, chosen, at, person)
            head = audit.append(db, AuditEntry(at, entry.actor.name, "erase", subject(db), new=_said(removed)))
            ledger.publish(db)
        exports = tuple(sorted({passage.counterpart for passage in custody.passages(db, batch)}))
        return replace(_report(db, removed, head), exports=exports)


def _said(removed: Removed) -> str:
    """Return the counts as the record keeps them."""
    rows = ", ".join(f"{table} {count}" for table, count in removed.rows.items())
    return f"texts {removed.texts}, {rows}, heads retired {removed.heads}"


def _report(db: Database, removed: Removed, head: Head) -> Report:
    copies = (*beside.kept(db.path), *beside.backups(db.path, db.path.parent / beside.BACKUPS))
    return Report(removed, head, compacting.compact(db), tuple(sorted(copies)))
