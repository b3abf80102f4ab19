"""Whose texts a person may read: their own, everybody's, or, with the glass broken, one in an emergency."""

from access.rights import refused
from domain.actor import Actor, Right
from domain.audit import AuditEntry
from domain.clock import now
from domain.errors import AnothersTextError
from store import audit, batches
from store.database import Database

BREAK = "break-glass"
"""The act on record that opens one text to one person."""


def reads_batch(db: Database, actor: Actor, batch: int) -> bool:
    """Tell whether a person reads the texts of a batch without more ado."""
    if actor.may(Right.READ_ALL_TEXTS):
        return True
    return actor.may(Right.READ_TEXTS) and batches.claims(db, batch, actor.name)


def reads_text(db: Database, actor: Actor, text: int) -> bool:
    """Tell whether a person who has the right to read texts reads this one without more ado."""
    return actor.may(Right.READ_ALL_TEXTS) or batches.claims_text(db, text, actor.name)


def check_text(db: Database, actor: Actor, text: int) -> None:
    """Return if a person may read a text they have the right to read texts for. Raises AnothersTextError, on record."""
    if not reads_text(db, actor, text) and not _broken(db, actor, text):
        raise refused(actor, f"text {text}", AnothersTextError())


def broken_glass(actor: Actor, text: int, reason_hash: str) -> AuditEntry:
    """Return the row that records a broken glass; the reason's words stand apart, where they can be erased."""
    return AuditEntry(now(), actor.name, BREAK, f"text {text}", new=reason_hash)


def _broken(db: Database, actor: Actor, text: int) -> bool:
    return audit.acted(db, actor.name, BREAK, f"text {text}")
