"""What is new to a store when a run starts: a model pack, a protocol, other thresholds. Each goes on record once."""

from access.rights import authorise
from domain.actor import Actor, Right
from domain.audit import AuditEntry
from domain.mandate import Mandate
from domain.pack import Pack
from domain.protocol import Protocol, Thresholds
from screening.protocols import shipped
from screening.ways import Way
from store import audit, batches
from store.database import Database

PACK, PROTOCOL, THRESHOLDS = "use-model", "use-protocol", "set-thresholds"
"""The acts on record."""


def check(db: Database, actor: Actor, protocol: Protocol) -> None:
    """Return if a person may run a protocol: a shipped one, or one that was put to use here before.

    Raises NotAllowedError for whoever may not change what is asked.
    """
    known = {one.sha256 for one in shipped()} | {audit.last(db, PROTOCOL, _named(protocol))}
    if protocol.sha256 not in known:
        authorise(actor, Right.CHANGE_PROTOCOLS)


def record(db: Database, actor: Actor, protocol: Protocol, pack: Pack, way: Way, at: str) -> None:
    """Write what of a run is not as it was in the run before, inside the caller's durable transaction."""
    thresholds = ", ".join(f"{language} {_said(way.thresholds(language))}" for language in sorted(way.languages))
    for act, subject, new in (
        (PACK, f"pack {pack.id}", pack.sha256),
        (PROTOCOL, _named(protocol), protocol.sha256),
        (THRESHOLDS, f"{_named(protocol)} {way.name}", thresholds),
    ):
        old = audit.last(db, act, subject)
        if new != old:
            audit.append(db, AuditEntry(at, actor.name, act, subject, old, new))


def keep_for(db: Database, actor: Actor, batch: int, mandate: Mandate, at: str) -> None:
    """Let a batch be kept as long as was stated now, inside the caller's durable transaction; a change goes on record."""
    old, new = batches.mandate(db, batch).retention_days, mandate.retention_days
    if new is not None and new != old:
        batches.keep_for(db, batch, new)
        audit.append(
            db, AuditEntry(at, actor.name, "set-retention", f"batch {batch}", "" if old is None else f"{old}", f"{new}")
        )


def _named(protocol: Protocol) -> str:
    return f"protocol {protocol.id}"


def _said(thresholds: Thresholds) -> str:
    return f"flag {thresholds.flag:g} clear {thresholds.clear:g} top {thresholds.top_severity:g}"
