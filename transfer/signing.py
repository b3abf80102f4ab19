"""An organisation's signature: Ed25519 (RFC 8032) over the bytes of a list, with the keys that `openssl genpkey` writes.

The signature lies beside the list as 64 bytes, so that openssl checks it too, where Kizashi is not installed yet.
"""

from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from access.organisation import parsed_signing_key, signing_key_pem
from domain.errors import KeyFileError
from transfer import lists
from transfer.errors import SignatureError


def sign(made: Path, key: Path) -> None:
    """Sign a list with the private key in a PEM file. Raises KeyFileError."""
    try:
        private = load_pem_private_key(key.read_bytes(), password=None)
    except (OSError, ValueError, TypeError):
        private = None
    if not isinstance(private, Ed25519PrivateKey):
        raise KeyFileError(f"The file {key} holds no Ed25519 private key, or it is sealed by a password of its own.")
    lists.publish(lists.signature(made), private.sign(made.read_bytes()))
    lists.publish(made.parent / lists.KEY, signing_key_pem(private.public_key().public_bytes_raw()))


def public_key(file: Path) -> bytes:
    """Return the public key in a PEM file. Raises KeyFileError."""
    try:
        return parsed_signing_key(file.read_bytes())
    except (OSError, ValueError):
        raise KeyFileError(f"The file {file} holds no Ed25519 public key. See docs/it/verify.md.") from None


def signed(made: Path, key: bytes) -> bool:
    """Tell whether a list bears a signature; SignatureError when it bears one by anything but `key`."""
    signature = lists.signature(made)
    if not signature.is_file():
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature.read_bytes(), made.read_bytes())
    except InvalidSignature as error:
        raise SignatureError from error
    return True
