"""A new data key for a store. Cut short at any moment, the store opens for the same people: the block holds both keys."""

from access import blocks, keys, recovery
from access.blocks import KeyBlock, Kind
from access.rights import authorise, failures_witnessed
from custody.entry import Entry
from custody.witness import witnessed
from domain.actor import Right
from domain.audit import AuditEntry
from domain.clock import now
from domain.errors import KizashiError
from store import audit
from store.database import open_store

ACT = "rekey"
"""The act on record."""


def renew(entry: Entry, organisation: bytes | None = None) -> tuple[Entry, str]:
    """Give a store a new data key and a new recovery key, which is returned, once: copies of the old ones open it no more.

    `organisation`: the public key of the one that can open it too from now on; None keeps the one it has. Raises
    KizashiError for a store without a passphrase, and StoreLockedError while anybody else has it open.
    """
    authorise(entry.actor, Right.REKEY)
    if not keys.is_sealed(entry.store):
        raise KizashiError(
            "This store has no passphrase, only a key file of this account. Add people first: users add."
        )
    with failures_witnessed(entry.actor, ACT, "store"):
        return _renewed(entry, organisation)


def _renewed(entry: Entry, organisation: bytes | None) -> tuple[Entry, str]:
    text = recovery.new_key()
    holder = blocks.holder_of(Kind.RECOVERY, recovery.private_key(text), entry.key)
    block = keys.block(entry.store).having(holder).open_to(organisation, entry.key)
    key = rekey(entry, block)
    renewed = Entry(entry.store, witnessed(entry.actor, entry.store, key), key)
    with renewed.open() as db:
        audit.append(db, AuditEntry(now(), entry.actor.name, ACT, "store"))
    return renewed, text


def rekey(entry: Entry, block: KeyBlock) -> bytes:
    """Encrypt the store under a new key that the holders of `block`, and they alone, have. Return the key."""
    following = keys.new_key()
    with keys.put_back_unless(entry.store, lambda: not _opens(entry)):
        keys.change(entry.store, block.holding(entry.key, following), entry.key)
        with entry.open() as db:
            db.rekey(following)
    keys.change(entry.store, block.holding(following), following)
    return following


def _opens(entry: Entry) -> bool:
    """Tell whether the store certainly has its old key still."""
    try:
        open_store(entry.store, entry.key).close()
    except KizashiError:
        return False
    return True
