"""Putting a pack in its place: whole or not at all."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from domain.errors import DISK_FULL, BugError, KizashiError, ModelError, StoreFullError, described
from domain.pack import Pack
from models.pack import read


@contextmanager
def scratch(packs: Path, model: str) -> Iterator[Path]:
    """Give an empty folder beside the pack's final place; what killed builds left is removed first."""
    try:
        packs.mkdir(parents=True, exist_ok=True)
        for left in packs.glob(f".{model}-*"):
            if not psutil.pid_exists(_builder(left)):
                shutil.rmtree(left, ignore_errors=True)
        own = f".{model}-{os.getpid()}-"
        with tempfile.TemporaryDirectory(prefix=own, dir=packs, ignore_cleanup_errors=True) as holder:
            folder = Path(holder) / model
            folder.mkdir()
            yield folder
    except OSError as error:
        raise refused(error, packs) from error


def refused(error: OSError, place: Path) -> KizashiError:
    """Return what is said where the system refuses a file while a pack is written to `place`: which, and for what reason.

    What lies in `place` is scratch, whose names tell nobody anything.
    """
    if error.errno == errno.EFBIG:
        return ModelError(
            f"{place} takes no file of that size, as a stick in FAT32 takes none over 4 GB. Choose another disk."
        )
    if error.errno in DISK_FULL:
        return StoreFullError(
            f"The pack could not be written to {place}: the disk is full. Free some space, then try again."
        )
    file = Path(error.filename or place)
    at = place if file.is_relative_to(place) else file
    known = described(OSError(error.errno, error.strerror, str(at)))
    return ModelError(f"{at} can't be used: {error.strerror or error}.") if isinstance(known, BugError) else known


def publish(folder: Path, final: Path) -> Pack:
    """Move the whole pack to its name, in place of an older one, after its bytes have reached the disk."""
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
    if final.exists():
        final.rename(folder.parent / "replaced")
    folder.rename(final)
    return read(final)


def _builder(folder: Path) -> int:
    """Return the id of the process that a scratch folder belongs to; -1 when its name tells none."""
    *_, process, _ = folder.name.split("-")
    return int(process) if process.isdecimal() else -1
