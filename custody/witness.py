"""What was refused and what failed: on record, whatever becomes of the act."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from domain.actor import Actor
from domain.audit import AuditEntry
from domain.errors import StoreError
from store import audit
from store.database import Database, open_store


@dataclass(frozen=True, slots=True)
class Witness:
    """Writes a row into a store's chain, over a connection and in a transaction of its own.

    A store that takes no row just then, since its disk is full, read-only or held by another program, changes nothing
    for the person: they are refused, or told what failed.
    """

    store: Path
    open_database: Callable[[], Database] = field(repr=False)

    def __call__(self, entry: AuditEntry) -> None:
        """Put an entry on record."""
        if self.store.exists():  # else one would be made
            with suppress(StoreError), self.open_database() as db, db.atomic(durable=True):
                audit.append(db, entry)


def witnessed(actor: Actor, store: Path, key: bytes) -> Actor:
    """Return an actor whose refusals and failures go on record in a store."""
    return replace(actor, witness=Witness(store, partial(open_store, store, key)))
