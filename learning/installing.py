"""The use case: a model pack comes to this machine, built, exported or imported, and is taught. It goes on record."""

from collections.abc import Callable

from access.rights import authorise, failures_witnessed
from domain.actor import Actor, Right
from domain.audit import AuditEntry
from domain.clock import now
from domain.pack import Pack
from store import audit
from store.database import Database


def install(
    actor: Actor,
    open_database: Callable[[], Database],
    act: str,
    make: Callable[[], Pack],
    equip: Callable[[Pack], None],
) -> Pack:
    """Make a pack and give it its heads, as `act` ("build-model") says, and return it.

    The store is opened only when the pack is there: making it takes minutes. A pack that comes another way is on record
    when the first run uses it (screening/changes.py). Raises NotAllowedError and what `make` and `equip` raise.
    """
    authorise(actor, Right.MANAGE_MODELS)
    with failures_witnessed(actor, act, "pack"):
        pack = make()
        equip(pack)
        with open_database() as db, db.atomic(durable=True):
            subject = f"pack {pack.id}"
            old = audit.last(db, act, subject)
            audit.append(db, AuditEntry(now(), actor.name, act, subject, old, pack.sha256))
        return pack
