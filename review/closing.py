"""Batches as people work through them, and the end of one."""

from access.rights import authorise
from domain.actor import Actor, Right
from domain.audit import AuditEntry
from domain.clock import now
from domain.errors import AnothersTextError, KizashiError
from screening import reach
from store import audit, batches
from store.batches import Batch, Waiting
from store.database import Database


class BatchOpenError(KizashiError):
    """This batch can't be closed yet."""


def every(db: Database, actor: Actor) -> list[Batch]:
    """Return all batches, the newest first."""
    authorise(actor, Right.READ_RESULTS)
    return batches.every(db)


def close_batch(db: Database, actor: Actor, batch: int) -> Batch:
    """Close a batch: the words of its not-flagged texts go once nothing in it waits for a person.

    Raises BatchOpenError while a text that was not screened is undecided or a run has rows left, AnothersTextError where
    the person may not read its texts, and StoreError when there is no such batch.
    """
    authorise(actor, Right.DECIDE)
    with db.atomic(durable=True):
        if not batches.get(db, batch).closed_at:
            if not reach.reads_batch(db, actor, batch):
                raise AnothersTextError
            _check(db, batch)
            at = now()
            batches.close(db, batch, at)
            audit.append(db, AuditEntry(at, actor.name, "close-batch", f"batch {batch}"))
        return batches.get(db, batch)


def waiting(db: Database, actor: Actor, batch: int) -> Waiting:
    """Return what keeps a batch from being closed."""
    authorise(actor, Right.READ_RESULTS)
    return batches.waiting(db, batch)


def _check(db: Database, batch: int) -> None:
    left = batches.waiting(db, batch)
    if left.rows:
        raise BatchOpenError(f"{left.rows} rows of this batch are not screened yet. Let its run end first.")
    if left.not_screened:
        raise BatchOpenError(
            f"{left.not_screened} texts of this batch could not be screened and nobody has decided them. "
            "Decide them first."
        )
