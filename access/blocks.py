"""The key block: the file beside a store that holds its data key, sealed for each person and for recovery.

Everybody who holds the key has a key pair. The data key is sealed for the public half, so that a rekey reaches people
who are not there; the private half of a person is sealed by their passphrase, that of recovery comes from what is
printed. A seal over the whole, made with the data key, shows holders that somebody put in without it.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag

from access import sealing
from access.sealing import KEY_BYTES, Box
from domain import files
from domain.errors import KeyFileError

VERSION = 2


class Kind(StrEnum):
    """Who holds a store's key."""

    PERSON = "person"
    RECOVERY = "recovery"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Holder:
    """A holder of the key. `next_key` is there while a rekey is under way.

    Persons alone have a name ("" for a single owner) and a `private` half, sealed by their passphrase; `temporary`:
    somebody else chose it.
    """

    kind: Kind
    public: bytes
    key: Box
    next_key: Box | None = None
    name: str = ""
    private: Box | None = None
    temporary: bool = False


@dataclass(frozen=True, slots=True)
class KeyBlock:
    """The holders of one store's key. `seal` is what the file says; `keys` compares it."""

    holders: tuple[Holder, ...]
    seal: str = ""

    @property
    def people(self) -> tuple[str, ...]:
        """The names of the people, without a single owner's."""
        return tuple(holder.name for holder in self.holders if holder.name)

    def holder(self, kind: Kind, name: str = "") -> Holder | None:
        """Return the holder of that kind and name, if there is one."""
        return next((one for one in self.holders if (one.kind, one.name) == (kind, name)), None)

    def having(self, holder: Holder) -> "KeyBlock":
        """Return the block with a holder, in place of the one of the same kind and name."""
        return KeyBlock((*self.without(holder.kind, holder.name).holders, holder))

    def open_to(self, organisation: bytes | None, key: bytes) -> "KeyBlock":
        """Return the block with an organisation among the holders, by its public key; as it is where none is named."""
        return self.having(public_holder(Kind.ORGANISATION, organisation, key)) if organisation else self

    def without(self, kind: Kind, name: str) -> "KeyBlock":
        """Return the block without a holder."""
        return KeyBlock(tuple(one for one in self.holders if (one.kind, one.name) != (kind, name)))

    def holding(self, key: bytes, next_key: bytes | None = None) -> "KeyBlock":
        """Return the block with this data key sealed for every holder, and the next one while a rekey is under way."""
        return KeyBlock(tuple(_given(holder, key, next_key) for holder in self.holders))

    def keys(self, holder: Holder, private: bytes) -> tuple[bytes, ...]:
        """Return the data keys that a holder's private half opens: one, or two while a rekey is under way.

        Raises InvalidTag where the private half is another's, and ValueError for a block that was changed without them.
        """
        boxes = [box for box in (holder.key, holder.next_key) if box]
        keys = tuple(sealing.opened_by_private(box, private) for box in boxes)
        if not hmac.compare_digest(self.seal, _seal(self.holders, keys[0])):
            raise ValueError("changed")
        return keys


def holder_of(kind: Kind, private: bytes, key: bytes) -> Holder:
    """Return a holder of the data key who has no passphrase."""
    return public_holder(kind, sealing.public_of(private), key)


def public_holder(kind: Kind, public: bytes, key: bytes) -> Holder:
    """Return a holder of the data key of whom only the public half is known."""
    return Holder(kind, public, sealing.for_public(key, public))


def person(name: str, passphrase: str, key: bytes, *, temporary: bool = False) -> Holder:
    """Return a person who holds the data key by a passphrase, with a key pair of their own."""
    private = sealing.new_private()
    return replace(
        holder_of(Kind.PERSON, private, key),
        name=name,
        private=sealing.by_passphrase(private, passphrase),
        temporary=temporary,
    )


def file_of(store: Path) -> Path:
    """Return where the key block of a store lies."""
    return files.key_block(store)


def written(block: KeyBlock, key: bytes) -> str:
    """Return a block as its file holds it, sealed with the data key that its holders have."""
    holders = [asdict(holder) for holder in block.holders]
    content = {"version": VERSION, "holders": holders, "seal": _seal(block.holders, key)}
    return json.dumps({**content, "sha256": _checksum(content)}, default=bytes.hex, ensure_ascii=False, indent=1)


def parsed(content: Mapping[str, Any]) -> KeyBlock:
    """Return the block that a file of this version holds. Raises ValueError, KeyError or TypeError for a damaged one.

    Its checksum tells damage from a wrong passphrase; against changes on purpose there is the seal.
    """
    if content["sha256"] != _checksum({name: content[name] for name in ("version", "holders", "seal")}):
        raise ValueError("damaged")
    return KeyBlock(tuple(_holder(**holder) for holder in content["holders"]), str(content["seal"]))


def content_of(store: Path) -> dict[str, Any]:
    """Return what a store's key file holds, whatever its version up to this one. Raises KeyFileError."""
    file = file_of(store)
    with damage_named(file):
        content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        if content["version"] > VERSION:
            raise KeyFileError(
                f"The key file {file.name} was made by a newer Kizashi. Open the store with that version."
            )
        return content


def replace_file(store: Path, block: KeyBlock, key: bytes) -> None:
    """Write a block in place of the one that is there, which stays beside it as a copy. Raises KeyFileError."""
    file = file_of(store)
    with _unwritable_named(file):
        if file.exists():
            _write(file.with_name(f"{file.name}.previous"), file.read_text(encoding="utf-8"))
        _write(file, written(block, key))


def put_back(store: Path, content: str | None) -> None:
    """Write what a key file held before, or remove it where there was none. Raises KeyFileError."""
    file = file_of(store)
    with _unwritable_named(file):
        if content is None:
            file.unlink(missing_ok=True)
        else:
            _write(file, content)


def _write(file: Path, content: str) -> None:
    with files.whole_file(file) as out:
        out.write(content)


@contextmanager
def damage_named(file: Path) -> Iterator[None]:
    """Turn what goes wrong with reading a key file into a KeyFileError that names it."""
    try:
        yield
    except FileNotFoundError as error:
        raise KeyFileError(
            f"The key file {file} is missing. Put it or a copy of it back{copy_hint(file)}: only it opens the store."
        ) from error
    except OSError as error:
        raise KeyFileError(f"The key file {file} can't be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError, AttributeError, InvalidTag) as error:
        raise KeyFileError(f"The key file {file} is damaged. Put a copy in its place{copy_hint(file)}.") from error


@contextmanager
def _unwritable_named(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise KeyFileError(f"The key file {file} can't be written: {error.strerror}.") from error


def copy_hint(file: Path) -> str:
    """Return the end of a sentence that tells to put a key file back: the copy that lies beside it, if one does."""
    previous = file.with_name(f"{file.name}.previous")
    return f", such as {previous.name}" if previous.exists() else ""


def _given(holder: Holder, key: bytes, next_key: bytes | None) -> Holder:
    public = holder.public
    following = sealing.for_public(next_key, public) if next_key else None
    return replace(holder, key=sealing.for_public(key, public), next_key=following)


def _checksum(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, default=bytes.hex, sort_keys=True).encode()).hexdigest()


def _seal(holders: tuple[Holder, ...], key: bytes) -> str:
    body = json.dumps([asdict(holder) for holder in holders], default=bytes.hex, sort_keys=True)
    return hmac.digest(sealing.derived(key, b"seal"), body.encode(), "sha256").hex()


def _holder(
    kind: str,
    public: str,
    key: Mapping[str, str],
    next_key: Mapping[str, str] | None,
    private: Mapping[str, str] | None,
    **rest: Any,
) -> Holder:
    boxes = [_box(**box) if box else None for box in (next_key, private)]
    return Holder(Kind(kind), _sized(public), _box(**key), boxes[0], private=boxes[1], **rest)


def _box(salt: str, nonce: str, sealed: str) -> Box:
    return Box(bytes.fromhex(salt), bytes.fromhex(nonce), bytes.fromhex(sealed))


def _sized(key: str) -> bytes:
    value = bytes.fromhex(key)
    if len(value) != KEY_BYTES:
        raise ValueError(len(value))
    return value
