"""A site's own protocols: files in the data folder, made from another protocol, each change of them on record.

A protocol's file is read and written here as one flat mapping of dotted keys, as `screening.protocols` names them when one is
wrong ("thresholds.flag", "levels[2].colour"): what a form edits and what two protocols are compared by.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import tomli_w

from access.rights import authorise, failures_witnessed
from domain.actor import Actor, Right
from domain.audit import AuditEntry
from domain.clock import now
from domain.errors import KizashiError, ProtocolError
from domain.files import whole_file
from domain.protocol import Protocol
from screening import changes, protocols
from screening.protocols import SHIPPED, parse, read, shipped
from store import audit
from store.database import Database

FOLDER, RETIRED = "protocols", "retired"

Value = str | int | float | bool | list[str]
Values = Mapping[str, Value]

_PLACE = re.compile(r"(\w+)(?:\[(\d+)\])?")


def own(data: Path) -> tuple[list[Protocol], list[str]]:
    """Return the site's own protocols by id, and a sentence for each file that is none. `data` is the data folder."""
    found, problems, taken = [], [], {protocol.id for protocol in shipped()}
    for path in sorted((data / FOLDER).glob("*.toml")):
        try:
            protocol = read(path)
        except ProtocolError as error:
            problems.append(str(error))
            continue
        if protocol.id in taken:
            problems.append(f"{path}: there is another protocol '{protocol.id}'.")
        else:
            found.append(protocol)
            taken.add(protocol.id)
    return found, problems


def values(protocol: Protocol, data: Path) -> Values:
    """Return a protocol's file by dotted keys. Raises KizashiError where the file has been changed since it was read."""
    for path in (SHIPPED / f"{protocol.id}.toml", path_of(protocol.id, data)):
        if path.is_file() and read(path).sha256 == protocol.sha256:
            return dict(_flat("", tomllib.loads(path.read_text(encoding="utf-8-sig"))))
    raise KizashiError(f"The file of the protocol {protocol.id} has been changed or moved. Open the page again.")


def copied(values: Values, taken: set[str]) -> Values:
    """Return the values of a protocol as those of another one, with an id that is not `taken`."""
    stem = f"{values['id']}-site"
    ids = (stem if place == 1 else f"{stem}-{place}" for place in range(1, len(taken) + 2))
    return {**values, "id": next(one for one in ids if one not in taken), "version": "1.0"}


def check(values: Values, *, before: Protocol | None) -> Protocol:
    """Return the protocol that the values make. `before`: what is edited, None for another one.

    Raises ProtocolError, whose `key` is the value that is wrong.
    """
    protocol = parse(str(values["id"]), _content(values))
    if before and protocol.id != before.id:
        raise _refused("id", protocol.id, "can't be changed. Duplicate the protocol instead.")
    _check_place(protocol, before)
    return protocol


def save(
    actor: Actor, open_database: Callable[[], Database], data: Path, values: Values, before: Protocol | None
) -> Protocol:
    """Write a protocol's file, put it to use and on record, and return it: from now on everybody may screen with it.

    What it was measured with stays behind: no record speaks for a file of other bytes. Raises NotAllowedError, ProtocolError.
    """
    authorise(actor, Right.CHANGE_PROTOCOLS)
    protocol = check(values, before=before)
    if before is None and path_of(protocol.id, data).exists():
        raise _refused("id", protocol.id, "is another protocol's. Choose another one.")
    with open_database() as db:
        _place(db, actor, data, protocol, _content(values).decode())
    return protocol


def take_in(actor: Actor, open_database: Callable[[], Database], data: Path, file: Path) -> Protocol:
    """Put a protocol's file that was brought here to use, byte for byte as it is, and return it.

    One that this site has under the same id is replaced by another version alone. Raises NotAllowedError, ProtocolError.
    """
    authorise(actor, Right.CHANGE_PROTOCOLS)
    with failures_witnessed(actor, changes.PROTOCOL, f"file {file.name}"):
        return _taken_in(actor, open_database, data, file)


def retire(actor: Actor, open_database: Callable[[], Database], data: Path, protocol: Protocol) -> Path:
    """Let a site's own protocol be chosen no more, and return where its file lies now. Past results stay as they are.

    Raises NotAllowedError, and KizashiError where its file is not as it was read.
    """
    authorise(actor, Right.CHANGE_PROTOCOLS)
    path, kept = path_of(protocol.id, data), data / FOLDER / RETIRED / f"{protocol.id}-{protocol.version}.toml"
    if not path.is_file() or read(path).sha256 != protocol.sha256:
        raise KizashiError(f"The file of the protocol {protocol.id} has been changed or moved. Open the page again.")
    kept.parent.mkdir(mode=0o700, exist_ok=True)
    with open_database() as db, db.atomic(durable=True):
        path.replace(kept)
        subject = f"protocol {protocol.id}"
        audit.append(db, AuditEntry(now(), actor.name, changes.PROTOCOL, subject, protocol.sha256))
    return kept


def find(id_or_path: str, data: Path) -> Protocol:
    """Return the shipped protocol or the site's own of that id, or the one in that file. Raises ProtocolError."""
    found = {one.id: one for one in own(data)[0]}
    return found[id_or_path] if id_or_path in found else protocols.find(id_or_path, found)


def path_of(protocol: str, data: Path) -> Path:
    """Return where the file of a site's protocol lies."""
    return data / FOLDER / f"{protocol}.toml"


def _taken_in(actor: Actor, open_database: Callable[[], Database], data: Path, file: Path) -> Protocol:
    brought = read(file)
    known = {one.id: one for one in own(data)[0]}.get(brought.id)
    _check_place(brought, known)
    with open_database() as db:
        _place(db, actor, data, brought, file.read_bytes().decode())
    return brought


def _check_place(protocol: Protocol, before: Protocol | None) -> None:
    """Return if a protocol may be the site's own: no shipped one's name, and no other words under a version of `before`."""
    if before is None and protocol.id in {one.id for one in shipped()}:
        raise _refused("id", protocol.id, "is a shipped protocol's. Choose another one.")
    if before and protocol.sha256 != before.sha256 and protocol.version == before.version:
        raise _refused("version", protocol.id, "must be raised: a changed file is another protocol.")


def _place(db: Database, actor: Actor, data: Path, protocol: Protocol, content: str) -> None:
    """Write a protocol's file, and put it on record that it is in use."""
    path = path_of(protocol.id, data)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with db.atomic(durable=True):
        with whole_file(path) as file:
            file.write(content)
        subject = f"protocol {protocol.id}"
        old = audit.last(db, changes.PROTOCOL, subject)
        audit.append(db, AuditEntry(now(), actor.name, changes.PROTOCOL, subject, old, protocol.sha256))


def _refused(key: str, protocol: str, why: str) -> ProtocolError:
    error = ProtocolError(f"{protocol}: key '{key}' {why}")
    error.key = key
    return error


def _flat(where: str, value: Any) -> Iterator[tuple[str, Value]]:
    """Yield the leaves of a parsed file; a list of texts is one leaf."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(f"{where}.{key}" if where else key, inner)
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        for place, item in enumerate(value, 1):
            yield from _flat(f"{where}[{place}]", item)
    else:
        yield where, value


def _content(values: Values) -> bytes:
    tree: dict[str, Any] = {}
    for key, value in values.items():
        *path, last = key.split(".")
        table = tree
        for part in path:
            table = _inner(table, part)
        table[last] = value
    return tomli_w.dumps(tree, multiline_strings=True).encode()


def _inner(table: dict[str, Any], part: str) -> dict[str, Any]:
    """Return the table under a part of a key, made where it is not there: of a list, the one at its place."""
    matched = _PLACE.fullmatch(part)
    assert matched, part  # noqa: S101 - keys come from `_flat`
    name, place = matched.groups()
    if not place:
        inner: dict[str, Any] = table.setdefault(name, {})
        return inner
    rows: list[dict[str, Any]] = table.setdefault(name, [])
    while len(rows) < int(place):
        rows.append({})
    return rows[int(place) - 1]
