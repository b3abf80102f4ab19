"""The audit chain's table. Append-only; `verify` finds what was changed around the triggers."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime, timedelta

from domain.audit import FIRST, AuditEntry, Head, Line, Sought, link, linked
from store import told
from store.database import Database

READ_AGAIN = timedelta(hours=1)
"""So long the same reading is one act: a window reads what it shows anew every two seconds while a run goes on."""


def append(db: Database, entry: AuditEntry) -> Head:
    """Write an entry in the transaction of the act that it records, which must be durable. Return the new head."""
    with db.atomic(durable=True):
        digest = link(db.audit_key, head(db).digest, entry)
        return Head(db.insert("audit", {**asdict(entry), "digest": digest}), digest)


def append_reading(db: Database, entry: AuditEntry) -> None:
    """Write, in a transaction of its own, who has read what: once within `READ_AGAIN`."""
    since = (datetime.fromisoformat(entry.at) - READ_AGAIN).isoformat(timespec="seconds")
    if not acted(db, entry.actor, entry.act, entry.subject, new=entry.new, since=since, until=entry.at):
        with db.atomic(durable=True):
            append(db, entry)


def head(db: Database) -> Head:
    """Return the chain's end. Printed somewhere else, it shows when the end is cut off."""
    last = db.first("SELECT id, digest FROM audit ORDER BY id DESC LIMIT 1")
    return Head(last["id"], last["digest"]) if last else Head()


def lines(db: Database, sought: Sought, before: int, limit: int) -> list[Line]:
    """Return the last rows before a row that are looked for, the latest first: a page on the way back to the beginning."""
    rows = db.rows(
        f"""
        SELECT id, at, actor, act, subject, old, new FROM audit
        WHERE id < :before AND (:actor = '' OR actor = :actor) AND (:act = '' OR act = :act)
            AND at >= :since AND (:until = '' OR at < :until) {_about(sought)}
        ORDER BY id DESC LIMIT :limit
        """,
        before=before,
        limit=limit,
        **asdict(sought),
    )
    return [Line(row, AuditEntry(*entry)) for row, *entry in rows]


def verify(db: Database, noted: Head | None = None) -> list[str]:
    """Return a sentence per row that was changed, moved, forged or is missing; nothing for a sound chain.

    `noted`: a head that somebody wrote down earlier, which the chain must still hold. Rows stream: a million take no
    memory.
    """
    return [*_broken(db), *told.unlike(db), *(_unlike(db, noted) if noted else ())]


def acted(
    db: Database, actor: str, act: str, subject: str, *, new: str | None = None, since: str = "", until: str = ""
) -> bool:
    """Tell whether a person's act on a subject is on record, not before `since`, with this `new` where one is given.

    `until` (included): what is dated later was written while the clock stood otherwise, and does not count.
    """
    found = db.first(
        """
        SELECT 1 FROM audit
        WHERE actor = :actor AND act = :act AND subject = :subject AND at >= :since AND (:new IS NULL OR new = :new)
            AND (:until = '' OR at <= :until)
        """,
        actor=actor,
        act=act,
        subject=subject,
        since=since,
        until=until,
        new=new,
    )
    return found is not None


def last(db: Database, act: str, subject: str) -> str:
    """Return what an act on a subject left behind last (`new`), "" where there was none."""
    found = db.first(
        "SELECT new FROM audit WHERE act = :act AND subject = :subject ORDER BY id DESC LIMIT 1",
        act=act,
        subject=subject,
    )
    return str(found["new"]) if found else ""


def _about(sought: Sought) -> str:
    """Return the condition for what rows are about."""
    wanted = (_OF_CASE if sought.case is not None else "", _OF_BATCH if sought.batch is not None else "")
    return " ".join(f"AND {one}" for one in wanted if one)


_OF_CASE = "subject IN ('case ' || :case, (SELECT 'text ' || text FROM cases WHERE id = :case))"
_OF_BATCH = """(
    subject = 'batch ' || :batch OR subject || ',' LIKE '%, batch ' || :batch || ',%'
    OR subject LIKE 'run %' AND CAST(substr(subject, 5) AS INTEGER) IN (SELECT id FROM runs WHERE batch = :batch)
    OR subject LIKE 'case %' AND EXISTS (
        SELECT 1 FROM cases JOIN texts ON texts.id = cases.text JOIN batch_sources USING (source)
        WHERE cases.id = CAST(substr(subject, 6) AS INTEGER) AND batch_sources.batch = :batch
    )
    OR subject LIKE 'text %' AND EXISTS (
        SELECT 1 FROM texts JOIN batch_sources USING (source)
        WHERE texts.id = CAST(substr(subject, 6) AS INTEGER) AND batch_sources.batch = :batch
    )
)"""


def _broken(db: Database) -> Iterator[str]:
    key, previous, expected = db.audit_key, FIRST, 1
    for id_, digest, *entry in db.rows("SELECT id, digest, at, actor, act, subject, old, new FROM audit ORDER BY id"):
        if id_ < expected:
            yield f"Audit row {id_} stands before the first."
            continue
        if id_ > expected:
            yield f"Audit rows {expected} to {id_ - 1} are missing."
        elif digest != linked(key, previous, entry):
            yield f"Audit row {id_} is not what was written there."
        previous, expected = digest, id_ + 1


def _unlike(db: Database, noted: Head) -> Iterator[str]:
    found = db.first("SELECT digest FROM audit WHERE id = :row", row=noted.row)
    if noted.row and found is None:
        yield f"Audit row {noted.row}, noted elsewhere as the last one, is gone: the end of the chain was cut off."
    elif found and found["digest"] != noted.digest:
        yield f"Audit row {noted.row} is not the one that was noted elsewhere: the chain was written anew, or is another's."
