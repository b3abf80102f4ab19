"""The data keys of stores: in the key block beside the store, or in the account's own key file where nobody is named."""

import os
import secrets
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from access import attempts, blocks, passphrases, recovery, sealing
from access.blocks import KeyBlock, Kind
from access.sealing import KEY_BYTES
from domain import files
from domain.errors import KeyFileError, PassphraseError

OWNER = ""
"""The name under which a block keeps a single owner."""
UNATTENDED = "unattended.key"
FIRST_CONTEXT = b"kizashi key block 1"


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A store's data keys: one, or two after a rekey that was cut short. `temporary`: somebody else chose the passphrase."""

    keys: tuple[bytes, ...]
    temporary: bool = False


def new_key() -> bytes:
    """Return a new data key."""
    return secrets.token_bytes(KEY_BYTES)


def is_sealed(store: Path) -> bool:
    """Tell whether a store has a key block: it then opens for a passphrase alone."""
    return blocks.file_of(store).exists()


def people(store: Path) -> tuple[str, ...]:
    """Return the names of the people who can unlock a store; none for a single owner's. Raises KeyFileError."""
    if not is_sealed(store):
        return ()
    content = blocks.content_of(store)
    return () if content["version"] == 1 else _block(store, content).people


def unattended_key(folder: Path, store: Path) -> bytes:
    """Return the key of the account whose settings lie in `folder`, made once, for a `store` that is or is to be made.

    Raises KeyFileError when the store has a passphrase, and when it is there but the key is missing or damaged.
    """
    if is_sealed(store):
        raise KeyFileError(f"The store {store.name} is sealed by a passphrase. Give it to open the store.")
    file = folder / UNATTENDED
    if not file.exists():
        if store.exists():
            block = blocks.file_of(store)
            raise KeyFileError(
                f"The key file of the store {store.name} is missing. Put it back, since only it opens the store: "
                f"{block.name} beside the store where people sign in{blocks.copy_hint(block)}, else {file}."
            )
        _write_new(file, new_key().hex())
    with blocks.damage_named(file):
        return _key(bytes.fromhex(file.read_text(encoding="ascii")))


def keep_unattended_key(folder: Path, key: bytes, replaced: Path | None) -> None:
    """Write the account's own key file for a store that was restored.

    The one that was there is kept by the name of the store that it opens: `replaced`, where that stays beside this one.
    """
    file = folder / UNATTENDED
    if file.exists() and file.read_text(encoding="ascii") != key.hex():
        file.replace(file.with_name(f"{replaced.name}.key" if replaced else f"{UNATTENDED}.previous"))
    _write_new(file, key.hex())


def forget_unattended_key(folder: Path, key: bytes) -> None:
    """Remove the account's own key file if it holds this key, whose store is sealed by passphrases now."""
    file = folder / UNATTENDED
    if file.exists() and file.read_text(encoding="ascii").strip() == key.hex():
        file.unlink()


def unlock_as_owner(store: Path, passphrase: str, organisation: bytes | None = None) -> Unlocked:
    """Return the keys that a passphrase unseals for a `store` that is or, with a new block beside it, is to be made.

    `organisation`: the public key of an organisation that can open the new block too. Raises KeyFileError for a wrong
    passphrase, a damaged block, and a store that has none.
    """
    if not is_sealed(store):
        if store.exists():
            raise KeyFileError(
                f"The store {store.name} has no passphrase: the file {blocks.file_of(store).name} is not beside it."
            )
        key = new_key()
        own = KeyBlock((blocks.person(OWNER, passphrases.check(passphrase), key),))
        seal(store, own.open_to(organisation, key), key)
    return unlock(store, OWNER, passphrase)


def unlock(store: Path, name: str, passphrase: str) -> Unlocked:
    """Return the keys that a person's passphrase unseals. A wrong one counts, and the next attempts have to wait.

    A block of the first version is written anew as one of this version. Raises PassphraseError, LockedOutError, and
    KeyFileError for a block that is missing, damaged or newer.
    """
    content = blocks.content_of(store)
    if content["version"] == 1:
        return _upgraded(store, content, name, passphrase)
    sealed = _block(store, content)
    holder = sealed.holder(Kind.PERSON, name)
    with attempts.attempt(store, name if holder else attempts.NOBODY), blocks.damage_named(blocks.file_of(store)):
        if not holder or not holder.private:
            raise PassphraseError
        try:
            private = sealing.opened_by_passphrase(holder.private, passphrase)
        except InvalidTag as error:
            raise PassphraseError from error
        return Unlocked(sealed.keys(holder, private), holder.temporary)


def unlock_by_recovery(store: Path, untrusted_text: str) -> Unlocked:
    """Return the keys that a typed recovery key unseals. Raises KeyFileError."""
    return _unlock_by_private(store, Kind.RECOVERY, recovery.private_key(untrusted_text), "recovery key")


def unlock_by_organisation(store: Path, private: bytes) -> Unlocked:
    """Return the keys that an organisation's private key unseals. Raises KeyFileError."""
    return _unlock_by_private(store, Kind.ORGANISATION, private, "organisation's key")


def seal(store: Path, block: KeyBlock, key: bytes) -> None:
    """Write the first block of a store; one that another process wrote first stays. Raises KeyFileError."""
    _write_new(blocks.file_of(store), blocks.written(block, key))


def block(store: Path) -> KeyBlock:
    """Return the block of a store. Raises KeyFileError."""
    return _block(store, blocks.content_of(store))


def change(store: Path, block: KeyBlock, key: bytes) -> None:
    """Write a store's block in place of the one that is there, if any, which stays as a copy. Raises KeyFileError."""
    blocks.replace_file(store, block, key)


@contextmanager
def put_back_unless(store: Path, begun: Callable[[], bool]) -> Iterator[None]:
    """Put the block that is there now back, or none, if the block fails and what it was changed for has not `begun`."""
    file = blocks.file_of(store)
    before = file.read_text(encoding="utf-8") if file.exists() else None
    try:
        yield
    except BaseException:
        if not begun():
            blocks.put_back(store, before)
        raise


def _unlock_by_private(store: Path, kind: Kind, private: bytes, named: str) -> Unlocked:
    content = blocks.content_of(store)
    holder = _block(store, content).holder(kind) if content["version"] > 1 else None
    with attempts.attempt(store, attempts.of_key(named)):
        if holder is None or holder.public != sealing.public_of(private):
            raise KeyFileError(f"This {named} does not open the store {store.name}.")
    with blocks.damage_named(blocks.file_of(store)):
        return Unlocked(_block(store, content).keys(holder, private))


def _block(store: Path, content: dict[str, Any]) -> KeyBlock:
    with blocks.damage_named(blocks.file_of(store)):
        return blocks.parsed(content)


def _upgraded(store: Path, content: dict[str, Any], name: str, passphrase: str) -> Unlocked:
    """Open a block of the first version, which one owner's passphrase seals, and write it as one of this version."""
    with attempts.attempt(store, name), blocks.damage_named(blocks.file_of(store)):
        if name != OWNER:
            raise PassphraseError
        salt, nonce, sealed = (bytes.fromhex(content[field]) for field in ("salt", "nonce", "sealed"))
        cipher = AESGCM(sealing.stretched(passphrase, salt))
        try:
            key = _key(cipher.decrypt(nonce, sealed, FIRST_CONTEXT))
        except InvalidTag as error:
            raise PassphraseError(
                f"This passphrase does not open the store {store.name}, or its key file is damaged."
            ) from error
    blocks.replace_file(store, KeyBlock((blocks.person(OWNER, passphrase, key),)), key)
    return Unlocked((key,))


def _key(key: bytes) -> bytes:
    if len(key) != KEY_BYTES:
        raise ValueError(len(key))
    return key


def _write_new(path: Path, content: str) -> None:
    """Write a key file whole, readable by this account alone; one that another process wrote first stays."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(content)
                file.flush()
                os.fsync(handle)
            files.place(Path(name), path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise KeyFileError(f"The key file {path} can't be written: {error.strerror}.") from error
