"""What people tried and may not: on record, whatever becomes of the act."""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from domain.actor import Actor
from domain.audit import AuditEntry
from domain.clock import now
from domain.errors import StoreError
from store import audit
from store.database import open_store

ACT = "refused"
"""The act on record; its subject is the right that is lacking, or the text that is another's."""


@dataclass(frozen=True, slots=True)
class Witness:
    """Writes each refusal into the chain, over a connection and in a transaction of its own.

    A store that takes no row just then, since its disk is full, read-only or held by another program, changes nothing
    for the person: they are refused.
    """

    store: Path
    key: bytes = field(repr=False)

    def __call__(self, actor: Actor, what: str) -> None:
        """Put on record what an actor was refused."""
        if self.store.exists():  # else one would be made
            with suppress(StoreError), open_store(self.store, self.key) as db, db.atomic(durable=True):
                audit.append(db, AuditEntry(now(), actor.name, ACT, what, new=actor.role))


def witnessed(actor: Actor, store: Path, key: bytes) -> Actor:
    """Return an actor whose refusals go on record in a store."""
    return replace(actor, witness=Witness(store, key))
