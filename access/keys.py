"""The data keys of stores: sealed by a passphrase in a file beside the store, or kept in the account's own key file."""

import json
import os
import secrets
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain import files
from domain.errors import KeyFileError

KEY_BYTES = 32
VERSION = 1
CONTEXT = b"kizashi key block 1"


def unattended_key(folder: Path, store: Path) -> bytes:
    """Return the key of the account whose settings lie in `folder`, made once, for a `store` that is or is to be made.

    Raises KeyFileError when the store has a passphrase, and when it is there but the key is missing or damaged.
    """
    if _block(store).exists():
        raise KeyFileError(f"The store {store.name} is sealed by a passphrase. Give it to open the store.")
    file = folder / "unattended.key"
    if not file.exists():
        if store.exists():
            raise KeyFileError(f"The key file {file} is missing. Put it back: only it opens the store {store.name}.")
        _write_new(file, secrets.token_hex(KEY_BYTES))
    with _damage_named(file):
        return _key(bytes.fromhex(file.read_text(encoding="ascii")))


def owner_key(store: Path, passphrase: str) -> bytes:
    """Return the key that a passphrase unseals for a `store` that is, or, with a new block beside it, is to be made.

    Raises KeyFileError for a wrong passphrase, a damaged block, and a store that has none.
    """
    if not passphrase:
        raise KeyFileError("The passphrase is empty. Choose one of several words.")
    block = _block(store)
    if not block.exists():
        if store.exists():
            raise KeyFileError(f"The store {store.name} has no passphrase: the file {block.name} is not beside it.")
        _write_new(block, _sealed(secrets.token_bytes(KEY_BYTES), passphrase))
    with _damage_named(block):
        return _key(_unsealed(json.loads(block.read_text(encoding="ascii")), passphrase))


def _block(store: Path) -> Path:
    return store.with_name(f"{store.name}.keys")


def _sealed(key: bytes, passphrase: str) -> str:
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    sealed = AESGCM(_wrapping_key(passphrase, salt)).encrypt(nonce, key, CONTEXT)
    return json.dumps({"version": VERSION, "salt": salt.hex(), "nonce": nonce.hex(), "sealed": sealed.hex()})


def _unsealed(block: dict[str, Any], passphrase: str) -> bytes:
    if block["version"] != VERSION:
        raise KeyFileError("The store's key file was made by a newer Kizashi. Open the store with that version.")
    salt, nonce, sealed = (bytes.fromhex(block[name]) for name in ("salt", "nonce", "sealed"))
    try:
        return AESGCM(_wrapping_key(passphrase, salt)).decrypt(nonce, sealed, CONTEXT)
    except InvalidTag as error:
        raise KeyFileError("This passphrase does not open the store, or its key file is damaged.") from error


def _wrapping_key(passphrase: str, salt: bytes) -> bytes:
    """Return Argon2id of the passphrase: RFC 9106, section 4, the second choice. Other costs would be another version.

    In NFC, since two keyboards may write one character in two ways.
    """
    return hash_secret_raw(
        unicodedata.normalize("NFC", passphrase).encode(),
        salt,
        time_cost=3,
        memory_cost=64 * 1024,
        parallelism=4,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )


def _key(key: bytes) -> bytes:
    if len(key) != KEY_BYTES:
        raise ValueError(len(key))
    return key


def _write_new(path: Path, content: str) -> None:
    """Write a key file whole, readable by this account alone; one that another process wrote first stays."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(content)
                file.flush()
                os.fsync(handle)
            files.place(Path(name), path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise KeyFileError(f"The key file {path} can't be written: {error.strerror}.") from error


@contextmanager
def _damage_named(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise KeyFileError(f"The key file {file} can't be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError, HashingError) as error:
        raise KeyFileError(f"The key file {file} is damaged. Put a copy in its place.") from error
