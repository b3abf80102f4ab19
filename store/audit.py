"""The audit chain's table. Append-only; `verify` finds what was changed around the triggers."""

from dataclasses import asdict

from domain.audit import FIRST, AuditEntry, link
from store.database import Database


def append(db: Database, entry: AuditEntry) -> None:
    """Write an entry in the transaction of the act that it records, which must be durable."""
    with db.atomic(durable=True):
        db.tables.table("audit").insert({**asdict(entry), "digest": link(db.audit_key, head(db), entry)})


def head(db: Database) -> str:
    """Return the last row's digest. Printed somewhere else, it shows when the chain's end is cut off."""
    last = db.first("SELECT digest FROM audit ORDER BY id DESC LIMIT 1")
    return str(last["digest"]) if last else FIRST


def verify(db: Database) -> list[str]:
    """Return a sentence per row that was changed, moved, forged or is missing; nothing for a sound chain."""
    problems = []
    previous, expected = FIRST, 1
    for row in db.query("SELECT id, at, actor, act, subject, old, new, digest FROM audit ORDER BY id"):
        id_, digest = row.pop("id"), row.pop("digest")
        if id_ != expected:
            problems.append(f"Audit rows {expected} to {id_ - 1} are missing.")
        elif digest != link(db.audit_key, previous, AuditEntry(**row)):
            problems.append(f"Audit row {id_} is not what was written there.")
        previous, expected = digest, id_ + 1
    return problems
