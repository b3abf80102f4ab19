"""How a key is sealed: by a passphrase, or for a public key, so that it can be sealed anew without the other's secret."""

import secrets
import unicodedata
from dataclasses import dataclass

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from domain.errors import KeyFileError

KEY_BYTES = 32
SALT_BYTES = 16
CONTEXT = b"kizashi key block 2"
MEMORY_KIB = 64 * 1024
"""What each guess at a passphrase costs; another cost would be another version of the key block."""


@dataclass(frozen=True, slots=True)
class Box:
    """A sealed key. `salt` is the passphrase's salt, or the public half of the key pair made for this box alone."""

    salt: bytes
    nonce: bytes
    sealed: bytes


def new_private() -> bytes:
    """Return a new X25519 private key (RFC 7748)."""
    return X25519PrivateKey.generate().private_bytes_raw()


def public_of(private: bytes) -> bytes:
    """Return the public half of an X25519 private key."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def by_passphrase(key: bytes, passphrase: str) -> Box:
    """Seal a key under Argon2id of a passphrase and AES-256-GCM."""
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(12)
    return Box(salt, nonce, AESGCM(stretched(passphrase, salt)).encrypt(nonce, key, CONTEXT))


def opened_by_passphrase(box: Box, passphrase: str) -> bytes:
    """Return what `by_passphrase` sealed. Raises InvalidTag for another passphrase."""
    return AESGCM(stretched(passphrase, box.salt)).decrypt(box.nonce, box.sealed, CONTEXT)


def for_public(key: bytes, public: bytes) -> Box:
    """Seal a key for who holds the private half of `public`: a fresh X25519 exchange, HKDF-SHA256, AES-256-GCM."""
    passing, nonce = X25519PrivateKey.generate(), secrets.token_bytes(12)
    salt = passing.public_key().public_bytes_raw()
    wrapping = _agreed(passing, public, salt + public)
    return Box(salt, nonce, AESGCM(wrapping).encrypt(nonce, key, CONTEXT))


def opened_by_private(box: Box, private: bytes) -> bytes:
    """Return what `for_public` sealed. Raises InvalidTag for another key."""
    own = X25519PrivateKey.from_private_bytes(private)
    wrapping = _agreed(own, box.salt, box.salt + own.public_key().public_bytes_raw())
    return AESGCM(wrapping).decrypt(box.nonce, box.sealed, CONTEXT)


def derived(secret: bytes, purpose: bytes) -> bytes:
    """Return a key for one purpose alone, from a secret that can't be guessed (HKDF-SHA256)."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=CONTEXT + b" " + purpose).derive(secret)


def stretched(passphrase: str, salt: bytes) -> bytes:
    """Return Argon2id of the passphrase: RFC 9106, section 4, the second choice.

    In NFC, since two keyboards may write one character in two ways. Raises ValueError for a salt that is none, and
    KeyFileError where the 64 MiB that it takes are not there.
    """
    if len(salt) != SALT_BYTES:
        raise ValueError(len(salt))
    try:
        return hash_secret_raw(
            unicodedata.normalize("NFC", passphrase).encode(errors="surrogatepass"),  # a wrong one, and no more
            salt,
            time_cost=3,
            memory_cost=MEMORY_KIB,
            parallelism=4,
            hash_len=KEY_BYTES,
            type=Type.ID,
        )
    except HashingError as error:
        raise KeyFileError(
            "Too little memory is free to open the store. Close other programs, then try again."
        ) from error


def _agreed(private: X25519PrivateKey, public: bytes, binding: bytes) -> bytes:
    return derived(private.exchange(X25519PublicKey.from_public_bytes(public)), binding)
