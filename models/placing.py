"""Putting a pack in its place: whole or not at all."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from domain.errors import StoreFullError
from domain.pack import Pack
from models.pack import read


@contextmanager
def scratch(packs: Path, model: str) -> Iterator[Path]:
    """Give an empty folder beside the pack's final place; what earlier, killed builds left is removed first."""
    try:
        packs.mkdir(parents=True, exist_ok=True)
        for left in packs.glob(f".{model}-*"):
            shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix=f".{model}-", dir=packs, ignore_cleanup_errors=True) as holder:
            folder = Path(holder) / model
            folder.mkdir()
            yield folder
    except OSError as error:
        raise StoreFullError(f"The pack could not be written to {packs}: {error.strerror}.") from error


def publish(folder: Path, final: Path) -> Pack:
    """Move the whole pack to its name, in place of an older one, after its bytes have reached the disk."""
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
    if final.exists():
        final.rename(folder.parent / "replaced")
    folder.rename(final)
    return read(final)
