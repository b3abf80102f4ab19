"""`pack.toml`: writing it when a pack is made, reading and checking it ever after."""

import hashlib
import tomllib
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import tomli_w

from domain.pack import Kind, Pack, Sizes, Table
from domain.program import command
from models.errors import MALFORMED, PackDamagedError, PackMissingError, PackVersionError
from models.weights import sha256

DESCRIPTION, ADDITIONS = "pack.toml", "variants.toml"
"""What seals a pack, and what says outside the seal which variants were made of it here, and which one its heads read."""

PART_OF = "part_of"
"""In the description of a part: the SHA-256 of the whole pack's description, which heads and records belong to."""

SEAL = b"# SHA-256 of all below: "
"""Begins the first line of a description, so that one which was cut off or altered is known; packs of before have none."""

FORMAT = 1
"""Raised when `pack.toml` changes so that an older Kizashi could misread it."""


def describe(folder: Path, facts: dict[str, Any]) -> Pack:
    """Write `pack.toml` for the files in `folder` (size and SHA-256 of each) and return the pack."""
    files = {path.name: {"size": path.stat().st_size, "sha256": sha256(path)} for path in sorted(folder.iterdir())}
    _write(folder, {"format": FORMAT, **facts, "files": files})
    return read(folder)


def reseal(pack: Pack) -> Pack:
    """Describe a pack anew with the files that have come into its folder since; the others are as they were."""
    content = tomllib.loads(pack.file(DESCRIPTION).read_text(encoding="utf-8"))
    more = sorted(path for path in pack.folder.iterdir() if path.name not in {DESCRIPTION, *content["files"]})
    content["files"] |= {path.name: {"size": path.stat().st_size, "sha256": sha256(path)} for path in more}
    _write(pack.folder, content)
    return read(pack.folder)


def facts(pack_facts: dict[str, Any], sizes: Sizes, labels: Table | None = None) -> dict[str, Any]:
    """Return the content of `pack.toml` without its files."""
    return {**pack_facts, "sizes": asdict(sizes), **({"labels": asdict(labels)} if labels else {})}


def _write(folder: Path, content: dict[str, Any]) -> None:
    """Write a description behind its seal, in equal bytes on every system."""
    body = tomli_w.dumps(content).encode()
    (folder / DESCRIPTION).write_bytes(SEAL + _digest(body) + b"\n" + body)


def _digest(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()


def read(folder: Path, *, added: bool = True) -> Pack:
    """Read a pack's description, and with `added` what was made of it and decided about it on this machine.

    Raises PackMissingError, or PackDamagedError when it is not one that this version reads.
    """
    path = folder / DESCRIPTION
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        raise PackMissingError(f"There is no model pack in {folder}.") from None
    except OSError as error:
        raise PackDamagedError(f"The description of the pack in {folder} can't be read: {error.strerror}.") from error
    first, _, below = text.partition(b"\n")
    body = below if first.startswith(SEAL) else text
    try:
        content = tomllib.loads(body.decode())
        if content.pop("format") != FORMAT:
            raise PackVersionError(f"The pack in {folder} was made for another version of Kizashi. Make it again.")
        if body is below and first != SEAL + _digest(body):
            raise ValueError(first)
        files = {name: entry["sha256"] for name, entry in content.pop("files").items()}
        for key in ("languages", "exits"):
            content[key] = tuple(content[key])
        content["classes"] = tuple(content.get("classes", ()))
        content |= {
            "kind": Kind(content["kind"]),
            "sizes": Sizes(**content["sizes"]),
            "labels": Table(**content["labels"]) if "labels" in content else None,
        }
        whole = content.pop(PART_OF, "")
        identity = whole or _digest(body).decode()
        sealed = _checked(Pack(**content, files=files, folder=folder, sha256=identity, heads_only=bool(whole)))
        return _with_additions(sealed) if added else sealed
    except MALFORMED as error:
        raise PackDamagedError(
            f"The description of the pack in {folder} is damaged: {path.name} can't be read."
        ) from error


def _checked(pack: Pack) -> Pack:
    """Return the pack if each file that is run or read is one of those whose hashes it keeps; ValueError names the others."""
    labels = [pack.labels.file] if pack.labels and not pack.heads_only else []  # a part is asked nothing
    used = {*pack.graphs.values(), *pack.prefixes.values(), *labels}
    if strange := used - pack.files.keys():
        raise ValueError(strange)
    return pack


def _with_additions(pack: Pack) -> Pack:
    """Return a pack with what was added on this machine; a description that belongs to another pack counts for nothing."""
    try:
        content = tomllib.loads(pack.file(ADDITIONS).read_text(encoding="utf-8"))
        if content["pack"] != pack.sha256:
            return pack
        files = {name: entry["sha256"] for name, entry in content["files"].items()}
        graphs = {**pack.graphs, **content["graphs"]}
        heads = content.get("heads", "")
        return _checked(replace(pack, graphs=graphs, files={**pack.files, **files}, heads_variant=heads))
    except (OSError, *MALFORMED):
        return pack


def verify(pack: Pack) -> None:
    """Check every file of a pack against its SHA-256.

    PackDamagedError names the first that differs, is missing, or is a link: what lies elsewhere changes unseen.
    """
    for name, expected in pack.files.items():
        path = pack.file(name)
        if path.is_symlink() or not path.is_file() or sha256(path) != expected:
            changed = "has been changed or cut off" if path.is_file() else "is missing"
            state = "is a link and not the file itself" if path.is_symlink() else changed
            sealed = name in read(pack.folder, added=False).files
            again = "Install Kizashi again." if pack.heads_only else "Build or import it again."
            step = again if sealed else f"Run: {command(f'models tune {pack.id}')}"
            raise PackDamagedError(
                "The model pack {pack} is damaged: {name} {state}. {step}",
                pack=pack.id,
                name=name,
                state=state,
                step=step,
            )
