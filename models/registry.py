"""The packs on this machine."""

from pathlib import Path

from access.release import PACKS
from domain.errors import ModelError
from domain.pack import Pack
from domain.program import command
from models.catalogue import RECIPES
from models.errors import PackDamagedError, PackMissingError
from models.names import pack_id
from models.pack import DESCRIPTION, read, verify

HIDDEN = "."
"""Folders that begin with it are builds under way."""


def installed(packs: Path) -> list[Pack]:
    """Return the readable packs in the folder `packs` and those that came with the program, by id, unverified."""
    found = []
    for folder in folders(packs):
        try:
            found.append(read(folder))
        except (PackMissingError, PackDamagedError):  # missing meanwhile
            continue
    return found


def folders(packs: Path) -> list[Path]:
    """Return the folders of all packs by name: those in `packs`, and those that came with the program and are not there too."""
    found = {path.parent.name: path.parent for place in (PACKS, packs) for path in place.glob(f"*/{DESCRIPTION}")}
    return [found[name] for name in sorted(found) if not name.startswith(HIDDEN)]


def load(packs: Path, model: str) -> Pack:
    """Return the pack `model` after checking every file; nothing of a damaged pack is ever loaded."""
    pack = find(packs, model)
    verify(pack)
    return pack


def find(packs: Path, model: str) -> Pack:
    """Return the pack `model`, unverified. Raises PackMissingError, which says what to do, and PackDamagedError."""
    folder = next((folder for folder in folders(packs) if folder.name == model), None)
    if folder is None:
        step = f"Run: {command(f'models build {model}')}" if model in RECIPES else _choices(packs)
        raise PackMissingError(f"The model pack {model} is not on this machine. {step}")
    return read(folder)


def check_free(packs: Path, name: str) -> None:
    """Raise ModelError where a new model called `name` would take the place of another, which would be gone without a word."""
    model = pack_id(name)
    title = next((pack.title for pack in installed(packs) if pack.id == model), name)
    if model in RECIPES or title != name:
        other = RECIPES[model].title if model in RECIPES else title
        raise ModelError(
            f"The model of {name} would be called {model}, as {other} is. Rename what you bring, then try again."
        )


def megabytes(pack: Pack) -> int:
    """Return what a pack takes on disk."""
    return round(sum(pack.file(name).stat().st_size for name in pack.files if pack.file(name).is_file()) / 1e6)


def _choices(packs: Path) -> str:
    here = [pack.id for pack in installed(packs)]
    can = [f"{name} (to be built)" for name in RECIPES if name not in here]
    return f"There is: {', '.join(here + can)}."
