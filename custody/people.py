"""The people of a store and their passphrases. A person's row, its audit row and the key block change together."""

import unicodedata
from dataclasses import dataclass
from pathlib import Path

from access import attempts, blocks, keys, passphrases, recovery
from access.blocks import KeyBlock, Kind
from access.keys import Unlocked
from access.rights import authorise
from custody import rekeying
from custody.entry import OWNER, Entry, check_still_in, must_exist, opened, person_of
from domain.actor import Actor, Right, Role
from domain.audit import AuditEntry
from domain.clock import now
from domain.errors import KizashiError
from store import audit, users
from store.database import Database
from store.users import User

ROLES = (Role.COUNSELOR, Role.SPECIALIST, Role.SUPERVISOR, Role.ADMINISTRATOR)
"""The roles that a person can have."""
RESERVED = ("owner", "unknown", "recovery key", "organisation's key")
LONGEST_NAME = 64
IDEOGRAPHIC_SPACE = "\u3000"
ALONE = (
    "One person at most works with texts here. They can screen, read and decide. What needs a second person waits for one: "
    "a second reading, and the second approval of an example."
)
"""What is said where `works_alone` holds."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who becomes a store's first person. `organisation`: the public key of an organisation that may recover the store."""

    name: str
    passphrase: str
    organisation: bytes | None = None


def new_store(store: Path) -> Entry:
    """Return the way into a store that its first person makes. Raises KizashiError where there is one already."""
    if store.exists() or keys.is_sealed(store):
        raise KizashiError(f"There is a store or a key file of that name already: {store}.")
    return Entry(store, OWNER, keys.new_key())


def add_first(entry: Entry, settings: Path, newcomer: Newcomer) -> str:
    """Make a new or ownerless store one of people: its first person, the administrator. Return the recovery key, once.

    The store gets a new data key, since the old one lay in the account's folder `settings` or was its owner's. Raises
    KizashiError for a name or a passphrase that won't do, and StoreLockedError while anybody else has the store open.
    """
    authorise(entry.actor, Right.MANAGE_USERS)
    if keys.people(entry.store):
        raise KizashiError(f"The store {entry.store.name} has its first person already.")
    name, passphrase = _checked_name(newcomer.name), passphrases.check(newcomer.passphrase)
    text = recovery.new_key()
    holders = [
        blocks.person(name, passphrase, entry.key),
        blocks.holder_of(Kind.RECOVERY, recovery.private_key(text), entry.key),
    ]
    block = KeyBlock(tuple(holders)).open_to(newcomer.organisation, entry.key)
    if not entry.store.exists():
        with keys.put_back_unless(entry.store, entry.store.exists):
            keys.seal(entry.store, block, entry.key)
            entry.open().close()
        key = entry.key
    else:
        key = rekeying.rekey(entry, block)
    with Entry(entry.store, OWNER, key).open() as db:
        person_of(db, name)
    keys.forget_unattended_key(settings, entry.key)
    return text


def add(entry: Entry, name: str, role: Role, passphrase: str) -> None:
    """Add a person, or bring a disabled one back, with a passphrase that they replace before they can work.

    Raises KizashiError for a name that is taken, and for a name or a passphrase that won't do.
    """
    authorise(entry.actor, Right.MANAGE_USERS)
    name, passphrase = _checked_name(name), passphrases.check(passphrase)
    with entry.open() as db, db.atomic(durable=True):
        check_still_in(db, entry.actor)
        _refuse_taken(db, name)
        users.put(db, name, role, now())
        _record(db, entry.actor, "add-user", name, role)
        _put_holder(entry, name, passphrase)


def everyone(db: Database, actor: Actor) -> list[User]:
    """Return all people of the store."""
    authorise(actor, Right.MANAGE_USERS)
    return users.everyone(db)


def works_alone(people: list[User]) -> bool:
    """Tell whether nobody, or one person alone, works with texts here: what needs two people then waits."""
    return sum(not user.disabled_at and user.role is not Role.ADMINISTRATOR for user in people) < 2


def disable(entry: Entry, name: str) -> None:
    """Keep a person from signing in from now on. Raises KizashiError for the last administrator and for nobody's name."""
    authorise(entry.actor, Right.MANAGE_USERS)
    with entry.open() as db, db.atomic(durable=True):
        check_still_in(db, entry.actor)
        user = _active(db, name)
        administrators = [one for one in users.everyone(db) if one.role is Role.ADMINISTRATOR and not one.disabled_at]
        if [one.name for one in administrators] == [user.name]:
            raise KizashiError("{name} is the only administrator. Add another one first.", name=user.name)
        users.disable(db, user.name, now())
        _record(db, entry.actor, "disable-user", user.name, "")
        keys.change(entry.store, keys.block(entry.store).without(Kind.PERSON, user.name), entry.key)


def change_passphrase(store: Path, name: str, old: str, new: str) -> None:
    """Change one's own passphrase. `name` is "" for a single owner. Raises KeyFileError and its kinds."""
    passphrases.check(new)
    if unicodedata.normalize("NFC", old) == unicodedata.normalize("NFC", new):
        raise KizashiError("The new passphrase is the old one. Choose another.")
    name = _whose(store, name)
    _choose(store, name, new, keys.unlock(store, name, old), "")


def recover_by_key(store: Path, name: str, untrusted_key: str, new: str) -> None:
    """Choose a new passphrase by the printed recovery key. Raises KeyFileError."""
    passphrases.check(new)
    _choose(store, _whose(store, name), new, keys.unlock_by_recovery(store, untrusted_key), "recovery key")


def recover_by_organisation(store: Path, name: str, private: bytes, new: str) -> None:
    """Choose a new passphrase by the private key of the organisation. Raises KeyFileError."""
    passphrases.check(new)
    _choose(store, _whose(store, name), new, keys.unlock_by_organisation(store, private), "organisation's key")


def reset_passphrase(entry: Entry, name: str, passphrase: str) -> None:
    """Give somebody a passphrase that they replace before they can work, since they forgot theirs."""
    authorise(entry.actor, Right.MANAGE_USERS)
    passphrases.check(passphrase)
    with entry.open() as db, db.atomic(durable=True):
        check_still_in(db, entry.actor)
        user = _active(db, name)
        _record(db, entry.actor, "reset-passphrase", user.name, "")
        _put_holder(entry, user.name, passphrase)
    attempts.forgive(entry.store, user.name)


def _whose(store: Path, untrusted_name: str) -> str:
    """Return for whom a passphrase is chosen: a person where the store has people, else "", its owner.

    Who held the key without being one of them would be seen by nobody, and keep it through every rekey. Raises KizashiError.
    """
    must_exist(store)
    name, has_people = unicodedata.normalize("NFC", untrusted_name.strip()), bool(keys.people(store))
    if has_people and not name:
        raise KizashiError("This store has people. Say by name whose passphrase it is.")
    if name and not has_people and keys.is_sealed(store):
        raise KizashiError("This store has one owner and no people. Leave the name out.")
    return name


def _choose(store: Path, name: str, new: str, unlocked: Unlocked, by: str) -> None:
    """Put a new passphrase in place of one's own, on record."""
    with opened(store, unlocked) as (db, key), db.atomic(durable=True):
        actor = person_of(db, name) if name else OWNER
        _record(db, actor, "passphrase", actor.name, by)
        keys.change(store, keys.block(store).having(blocks.person(name, new, key)), key)
    attempts.forgive(store, name)


def _put_holder(entry: Entry, name: str, passphrase: str) -> None:
    holder = blocks.person(name, passphrase, entry.key, temporary=True)
    keys.change(entry.store, keys.block(entry.store).having(holder), entry.key)


def _checked_name(untrusted_name: str) -> str:
    """Return a name as it is kept. Raises KizashiError for one that nobody can have."""
    name = unicodedata.normalize("NFC", untrusted_name.strip())
    letters = name.replace(IDEOGRAPHIC_SPACE, " ")  # between a family and a given name; Python calls it unprintable
    if not name or len(name) > LONGEST_NAME or not letters.isprintable() or _alike(name) in RESERVED:
        own = ", ".join(RESERVED)
        raise KizashiError(
            "A name has 1 to {longest} letters, and is none that the record has for itself: {own}.",
            longest=LONGEST_NAME,
            own=own,
        )
    return name


def _refuse_taken(db: Database, name: str) -> None:
    for user in users.everyone(db):
        if _alike(user.name) == _alike(name) and not (user.name == name and user.disabled_at):
            raise KizashiError(
                "The name {name} is taken. Choose another: the record tells people apart by it.", name=user.name
            )


def _alike(name: str) -> str:
    """Return what names have in common that a reader of the record would take for one: width, case and spaces aside."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _active(db: Database, untrusted_name: str) -> User:
    user = users.find(db, _checked_name(untrusted_name))
    if user is None or user.disabled_at:
        raise KizashiError("Nobody who may sign in is called {name}.", name=untrusted_name.strip())
    return user


def _record(db: Database, actor: Actor, act: str, name: str, new: str) -> None:
    audit.append(db, AuditEntry(now(), actor.name, act, f"user {name}", new=new))
