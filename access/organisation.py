"""An organisation's keys, for recovery and for signatures, in the PEM files that `openssl genpkey` writes."""

from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from domain.errors import KeyFileError


def public_key(file: Path) -> bytes:
    """Return the public key in a PEM file. Raises KeyFileError."""
    try:
        return parsed_public_key(_content(file))
    except ValueError:
        raise KeyFileError(f"The file {file} holds no X25519 public key. See docs/decisions/014-keys.md.") from None


def parsed_public_key(pem: bytes) -> bytes:
    """Return the public key in a PEM text. Raises ValueError."""
    try:
        key = load_pem_public_key(pem)
    except UnsupportedAlgorithm as error:
        raise ValueError(str(error)) from error
    if not isinstance(key, X25519PublicKey):
        raise ValueError(type(key).__name__)
    return key.public_bytes_raw()


def private_key(file: Path) -> bytes:
    """Return the private key in a PEM file without a password. Raises KeyFileError."""
    try:
        key = load_pem_private_key(_content(file), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, X25519PrivateKey):
        raise KeyFileError(f"The file {file} holds no X25519 private key, or it is sealed by a password of its own.")
    return key.private_bytes_raw()


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise KeyFileError(f"The key file {file} can't be read: {error.strerror}.") from error


def parsed_signing_key(pem: bytes) -> bytes:
    """Return the public key that signs what is carried by stick, Ed25519, in a PEM text. Raises ValueError."""
    try:
        key = load_pem_public_key(pem)
    except UnsupportedAlgorithm as error:
        raise ValueError(str(error)) from error
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError(type(key).__name__)
    return key.public_bytes_raw()


def signing_key_pem(key: bytes) -> bytes:
    """Return a signing public key as PEM text."""
    return Ed25519PublicKey.from_public_bytes(key).public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
