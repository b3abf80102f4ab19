"""A new data key for a store. Cut short at any moment, the store opens for the same people: the block holds both keys."""

from access import blocks, keys, recovery
from access.blocks import KeyBlock, Kind
from access.rights import authorise, failures_witnessed
from custody.entry import Entry, check_still_in
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
        with entry.open() as db:
            check_still_in(db, entry.actor)
        return _renewed(entry, organisation)


def _renewed(entry: Entry, organisation: bytes | None) -> tuple[Entry, str]:
    text = recovery.new_key()
    holder = blocks.holder_of(Kind.RECOVERY, recovery.private_key(text), entry.key)
    before = keys.block(entry.store).open_to(organisation, entry.key)
    key = rekey(entry, before.having(holder), meanwhile=before)
    return Entry(entry.store, witnessed(entry.actor, entry.store, key), key), text


def rekey(entry: Entry, block: KeyBlock, meanwhile: KeyBlock | None = None) -> bytes:
    """Encrypt the store under a new key that the holders of `block`, and they alone, have. Return the key.

    `meanwhile`: who has both keys until it is done, where these are others: cut short, it must leave the printed recovery
    key what it was, since nobody has seen the next one.
    """
    following = keys.new_key()
    with keys.put_back_unless(entry.store, lambda: not _opens(entry)):
        keys.change(entry.store, (meanwhile or block).holding(entry.key, following), entry.key)
        with entry.open() as db:
            db.rekey(following)
            audit.append(db, AuditEntry(now(), entry.actor.name, ACT, "store"))
    ended = block.holding(following)
    keys.change(entry.store, ended, following)
    keys.change(entry.store, ended, following)  # else the copy that stays beside it would know who had both meanwhile
    return following


def _opens(entry: Entry) -> bool:
    """Tell whether the store certainly has its old key still."""
    try:
        open_store(entry.store, entry.key).close()
    except KizashiError:
        return False
    return True
