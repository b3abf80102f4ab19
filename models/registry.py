"""The packs on this machine."""

from pathlib import Path

from domain.pack import Pack
from models.catalogue import RECIPES
from models.errors import PackDamagedError, PackMissingError
from models.pack import DESCRIPTION, read, verify

HIDDEN = "."
"""Folders that begin with it are builds under way."""


def installed(packs: Path) -> list[Pack]:
    """Return the readable packs in the folder `packs`, by id, unverified."""
    found = []
    for folder in sorted(packs.glob(f"*/{DESCRIPTION}")):
        try:
            found.append(read(folder.parent))
        except PackDamagedError:
            continue
    return [pack for pack in found if not pack.folder.name.startswith(HIDDEN)]


def load(packs: Path, model: str) -> Pack:
    """Return the pack `model` after checking every file; nothing of a damaged pack is ever loaded."""
    pack = find(packs, model)
    verify(pack)
    return pack


def find(packs: Path, model: str) -> Pack:
    """Return the pack `model`, unverified. Raises PackMissingError, which says what to do, and PackDamagedError."""
    folder = packs / model
    if Path(model).name != model or not (folder / DESCRIPTION).is_file():
        step = f"Run: python main.py models build {model}" if model in RECIPES else _choices(packs)
        raise PackMissingError(f"The model pack {model} is not on this machine. {step}")
    return read(folder)


def megabytes(pack: Pack) -> int:
    """Return what a pack takes on disk."""
    return round(sum(pack.file(name).stat().st_size for name in pack.files if pack.file(name).is_file()) / 1e6)


def _choices(packs: Path) -> str:
    here = [pack.id for pack in installed(packs)]
    can = [f"{name} (to be built)" for name in RECIPES if name not in here]
    return f"There is: {', '.join(here + can)}."
