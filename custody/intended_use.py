"""What Kizashi is for, accepted once by each person before they work with a store, and on record."""

from domain.actor import Actor
from domain.audit import AuditEntry
from domain.clock import now
from store import audit
from store.database import Database

ACT, EDITION = "accept-use", "intended use, edition 1"
"""The act on record, and the words that were accepted: another edition is shown to everybody again."""


def accepted(db: Database, actor: Actor) -> bool:
    """Tell whether a person has accepted this edition in this store."""
    return audit.acted(db, actor.name, ACT, EDITION)


def accept(db: Database, actor: Actor) -> None:
    """Put on record that a person has read what Kizashi is for and accepts it; a second time does nothing."""
    with db.atomic(durable=True):
        if not accepted(db, actor):
            audit.append(db, AuditEntry(now(), actor.name, ACT, EDITION))
