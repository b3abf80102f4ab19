"""A pack as one `.kzpack` file to carry on a stick: a zip archive, nothing compressed, equal bytes for equal packs.

What comes out of such a file is checked against the hashes inside before it is placed; the SHA-256 of the file itself, shown
where it is written and where it is read, tells people that it is the same one.
"""

import hashlib
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from domain.pack import Pack
from domain.program import command, quoted
from models import onnx_file
from models.errors import NotAModelError, PackDamagedError
from models.names import GGUF, pack_id
from models.pack import DESCRIPTION, read
from models.placing import publish, refused, scratch
from models.weights import CHUNK, sha256

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first time that a zip archive can hold: every entry bears it, so that equal packs give equal files."""

LARGEST_DESCRIPTION = 1 << 20

ENCRYPTED = 1
"""The bit of an entry's flags that says so."""

Progress = Callable[[str, float], None]


def write(pack: Pack, path: Path, progress: Progress) -> str:
    """Write the sealed files of a pack into `path` and return the archive's SHA-256; what was added here stays here.

    A file that was there is replaced once the new one is whole. Raises what `refused` says.
    """
    names = (DESCRIPTION, *sorted(read(pack.folder, added=False).files))
    fresh = path.with_name(f".{path.name}.part")
    try:
        with zipfile.ZipFile(fresh, "w", zipfile.ZIP_STORED) as archive:
            for done, name in enumerate(names):
                progress(f"Writing {path.name}", done / len(names))
                _copy_in(archive, name, pack.file(name))
        digest = sha256(fresh)
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise refused(error, path.parent) from error
    return digest


def look(path: Path, packs: Path, progress: Progress) -> tuple[Pack, str]:
    """Return what the file `path` says of the pack in it, and the file's SHA-256; nothing is placed and little is checked.

    `packs` is the folder that the pack could be placed into. Raises PackDamagedError and PackVersionError.
    """
    progress(f"Checking {path.name}", 0.0)
    with _border(path):
        digest = sha256(path)
        with zipfile.ZipFile(path) as archive, scratch(packs, "carried") as folder:
            return _description(archive, folder, path), digest


def unpack(path: Path, packs: Path, progress: Progress, accepted: str = "") -> tuple[Pack, str]:
    """Place the pack in the file `path` into the folder `packs`; return it and the file's SHA-256.

    `accepted`: the SHA-256 that somebody has looked at and agreed to; another file is refused. Nothing is placed before all of
    it is checked: names, sizes, hashes, and the graphs' own places for their weights. Raises PackDamagedError,
    PackVersionError, SourceDamagedError, OpsetError, or StoreFullError when the disk is full.
    """
    progress(f"Checking {path.name}", 0.0)
    with _border(path):
        digest = sha256(path)
        if accepted not in ("", digest):
            raise PackDamagedError(f"{path.name} is not the file that was looked at: its SHA-256 is {digest} now.")
        with zipfile.ZipFile(path) as archive, scratch(packs, "carried") as folder:
            pack = _description(archive, folder, path)
            for done, name in enumerate(pack.files):
                progress(f"Taking in {pack.id}", done / len(pack.files))
                _copy_out(archive, name, pack, path)
            for graph in set(pack.graphs.values()):
                onnx_file.read(pack.file(graph))
            return publish(folder, packs / pack.id), digest


@contextmanager
def _border(path: Path) -> Iterator[None]:
    """Say of a file that is no archive, or only a part of one, that it is no pack."""
    try:
        yield
    except (zipfile.BadZipFile, FileNotFoundError, EOFError, NotImplementedError) as error:
        if path.suffix.lower() == GGUF:
            raise NotAModelError(
                f"{path.name} holds weights, no pack. Run: {command(f'models export {quoted(str(path))}')}"
            ) from error
        raise PackDamagedError(
            "{file} is no whole model pack: it was cut off, or is another kind of file.", file=path.name
        ) from error


def _copy_in(archive: zipfile.ZipFile, name: str, source: Path) -> None:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.create_system, entry.external_attr = 3, 0o600 << 16  # the same on every system
    entry.file_size = source.stat().st_size  # tells whether the entry needs 64-bit lengths
    with source.open("rb") as file, archive.open(entry, "w") as member:
        while chunk := file.read(CHUNK):
            member.write(chunk)


def _description(archive: zipfile.ZipFile, folder: Path, path: Path) -> Pack:
    """Take the description out and check that it and the archive name the same files, all inside the pack's folder."""
    inside = {entry.filename: entry for entry in archive.infolist()}
    if not all(map(_is_plain, inside.values())):
        raise zipfile.BadZipFile  # as what isn't one at all
    if DESCRIPTION not in inside or inside[DESCRIPTION].file_size > LARGEST_DESCRIPTION:
        raise PackDamagedError(f"{path.name} is no model pack: it holds no {DESCRIPTION}.")
    (folder / DESCRIPTION).write_bytes(archive.read(DESCRIPTION))
    pack = read(folder)
    plain = all(Path(name).name == name and "\\" not in name and not name.startswith(".") for name in inside)
    if not plain or set(inside) != {DESCRIPTION, *pack.files} or pack.id != pack_id(pack.id):
        raise PackDamagedError(f"{path.name} is no whole model pack: it does not hold the files that it lists.")
    return pack


def _is_plain(entry: zipfile.ZipInfo) -> bool:
    """Tell whether an entry lies in the archive as `write` puts it there: as it is, and behind the archive's beginning."""
    return entry.compress_type == zipfile.ZIP_STORED and not entry.flag_bits & ENCRYPTED and entry.header_offset >= 0


def _copy_out(archive: zipfile.ZipFile, name: str, pack: Pack, path: Path) -> None:
    digest = hashlib.sha256()
    with archive.open(name) as member, pack.file(name).open("wb") as file:
        while chunk := member.read(CHUNK):
            file.write(chunk)
            digest.update(chunk)
    if digest.hexdigest() != pack.files[name]:
        raise PackDamagedError(f"{path.name} is damaged: {name} is not what it was when the pack was made.")
