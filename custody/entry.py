"""The ways into a store: as one of its people, as its single owner, or unattended; each gives an `Entry`."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from access import attempts, keys
from access.blocks import copy_hint
from access.keys import Unlocked
from custody.witness import witnessed
from domain.actor import Actor, Role
from domain.audit import AuditEntry
from domain.clock import now
from domain.errors import KeyFileError, PassphraseError, StoreError, TemporaryPassphraseError
from domain.files import key_block
from store import audit, ledger, users
from store.database import Database, open_store

OWNER = Actor("owner", Role.OWNER)
"""Who acts on a store that has no named people."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A store that somebody has opened. `open` gives each thread a `Database` of its own."""

    store: Path
    actor: Actor
    key: bytes

    def open(self) -> Database:
        """Open the store. Raises StoreError."""
        if self.actor != OWNER:
            must_exist(self.store)
        return open_store(self.store, self.key)


def unattended(settings: Path, store: Path) -> Entry:
    """Open or make the store of this account, whose key lies in the folder `settings`. Raises KeyFileError."""
    key = keys.unattended_key(settings, store)
    return Entry(store, witnessed(OWNER, store, key), key)


def as_owner(store: Path, passphrase: str, organisation: bytes | None = None) -> Entry:
    """Open or make a store for its single owner; `organisation`: a public key that can open a new one too.

    Raises KeyFileError, also where the store has people: they have names.
    """
    if keys.people(store):
        raise KeyFileError(f"The store {store.name} has people. Say who you are with --user NAME.")
    unlocked = keys.unlock_as_owner(store, passphrase, organisation)
    if not store.exists():
        open_store(store, unlocked.keys[0]).close()
    with opened(store, unlocked) as (db, key):
        _record(db, OWNER.name)
        return Entry(store, witnessed(OWNER, store, key), key)


def sign_in(store: Path, name: str, passphrase: str) -> Entry:
    """Open a store as one of its people; the log-in, and the failures before it, are on record.

    Raises PassphraseError, LockedOutError, TemporaryPassphraseError where somebody else chose the passphrase, and
    KeyFileError or StoreError, which say what to do.
    """
    name = unicodedata.normalize("NFC", name.strip())
    must_exist(store)
    if not keys.people(store):
        block = key_block(store)
        raise KeyFileError(
            f"The store {store.name} has no people, or its key file {block.name} is missing. Put that file back"
            f"{copy_hint(block)}, or add the first person: kizashi users add NAME."
        )
    unlocked = keys.unlock(store, name, passphrase)
    if unlocked.temporary:
        raise TemporaryPassphraseError
    with opened(store, unlocked) as (db, key):
        actor = person_of(db, name)
        _record(db, name)
        return Entry(store, witnessed(actor, store, key), key)


def must_exist(store: Path) -> None:
    """Return if the store's file is there: where people are expected, no empty store is made in its place."""
    if not store.exists():
        raise StoreError(f"There is no store {store}. Put it back, or restore a backup: kizashi store restore.")


def person_of(db: Database, name: str) -> Actor:
    """Return the person as use cases take them. Raises PassphraseError for somebody who may not sign in.

    A store that nobody is in yet takes its first person, the administrator: the key block knows them already.
    """
    if not users.everyone(db):
        with db.atomic(durable=True):
            users.put(db, name, Role.ADMINISTRATOR, now())
            audit.append(db, AuditEntry(now(), OWNER.name, "add-user", f"user {name}", new=Role.ADMINISTRATOR))
    user = users.find(db, name)
    if user is None or user.disabled_at:
        raise _left(db, name)
    return user.actor


def check_still_in(db: Database, actor: Actor) -> None:
    """Return unless somebody has disabled the person meanwhile, whose window is still open. Raises PassphraseError."""
    user = users.find(db, actor.name)
    if user and user.disabled_at:
        raise _left(db, actor.name)


def _left(db: Database, name: str) -> PassphraseError:
    return PassphraseError(f"{name} may not sign in to the store {db.path.name} any more.")


@contextmanager
def opened(store: Path, unlocked: Unlocked) -> Iterator[tuple[Database, bytes]]:
    """Open a store with whichever of its keys is the one; a rekey that was cut short is ended by this."""
    db, key = _first_that_opens(store, unlocked.keys)
    with db:
        if len(unlocked.keys) > 1:
            keys.change(store, keys.block(store).holding(key), key)
        yield db, key


def _first_that_opens(store: Path, candidates: tuple[bytes, ...]) -> tuple[Database, bytes]:
    """Try the old key first: it is the one that can undo a rekey that was cut short in the middle."""
    for key in candidates[:-1]:
        with suppress(KeyFileError):
            return open_store(store, key), key
    return open_store(store, candidates[-1]), candidates[-1]


def _record(db: Database, name: str) -> None:
    """Put the log-in into the chain, and before it each name's failures that it doesn't know of yet."""
    failed = attempts.unrecorded(db.path)
    with db.atomic(durable=True):
        for who, count in failed.items():
            actor = who.strip() or ("unknown" if who else OWNER.name)
            audit.append(db, AuditEntry(now(), actor, "log-in-failed", "store", new=str(count)))
        audit.append(db, AuditEntry(now(), name, "log-in", "store"))
    if failed:
        attempts.forget_unrecorded(db.path)
    ledger.keep_beside(db)
