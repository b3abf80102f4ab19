"""Lists of files with their SHA-256, as `sha256sum` writes and checks them: a folder's, or that of one file beside it.

A folder's list names every file in it, so that nothing can be added, taken away or changed unnoticed. What is written about the
list, its signature and the key, lies beside it and is not in it.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from domain.files import whole_binary
from models.weights import sha256
from transfer.errors import ListError

FOLDERS = "SHA256SUMS"
"""The name of a folder's list; a file's bears the file's name and this ending:"""
FILES = ".sha256"
SIGNATURE, KEY = ".sig", "organisation.pem"


def write(what: Path) -> Path:
    """Write the list of a folder or of a file and return its path. An older signature goes: it would be of another list."""
    if what.is_dir():
        found, made = [path for path in _files(what) if path.name != KEY], what / FOLDERS
        lines = [f"{sha256(path)}  {path.relative_to(what).as_posix()}" for path in found]
    else:
        lines, made = [f"{sha256(what)}  {what.name}"], what.with_name(what.name + FILES)
    publish(made, "".join(f"{line}\n" for line in lines).encode())
    signature(made).unlink(missing_ok=True)
    return made


def publish(file: Path, content: bytes) -> None:
    """Write a file that other accounts than this one check by: readable for all, where the file system knows accounts.

    Whole or not at all, and in place of a link that a stick may bring under that name, not through it.
    """
    with whole_binary(file) as out:
        out.write(content)
    with suppress(OSError):  # FAT, which most sticks have, takes no mode; each driver says so in its own way
        file.chmod(0o644)


def signature(made: Path) -> Path:
    """Return where a list's signature lies."""
    return made.with_name(made.name + SIGNATURE)


def of(what: Path) -> Path | None:
    """Return the list that names a folder's files, or a file: its own, or that of a folder around it. None without one."""
    if what.is_dir():
        return what / FOLDERS if (what / FOLDERS).is_file() else None
    own = what.with_name(what.name + FILES)
    around = (folder / FOLDERS for folder in what.absolute().parents[:2])
    return next((made for made in (own, *around) if made.is_file() and what.absolute() in read(made)), None)


def read(made: Path) -> dict[Path, str]:
    """Return the SHA-256 of each file that a list names. Raises ListError for what is no list, or names files elsewhere."""
    found = {}
    try:
        for line in made.read_text(encoding="utf-8").splitlines():
            digest, _, name = line.partition("  ")
            if len(digest) != 64 or not name or Path(name).is_absolute() or ".." in Path(name).parts:
                raise ListError(f"{made} is no list of files.")
            found[made.absolute().parent / name] = digest
    except (OSError, ValueError) as error:
        raise ListError(f"{made} can't be read.") from error
    return found


def check(what: Path, made: Path) -> int:
    """Return how many files were found to be as their list says. Raises ListError, which names the first that is not."""
    listed = read(made)
    if what.is_dir():
        stray = {path.absolute() for path in _files(what) if path.name != KEY} - set(listed)
        if stray:
            raise ListError(f"{ListError()} {min(stray).name} is not in the list.")
    wanted = listed if what.is_dir() else {what.absolute(): listed.get(what.absolute(), "")}
    for path, digest in wanted.items():
        if not path.is_file() or sha256(path) != digest:
            raise ListError(f"{ListError()} {path.name} {'was changed' if path.is_file() else 'is missing'}.")
    return len(wanted)


def _files(folder: Path) -> Iterator[Path]:
    """Yield a folder's files in order, but its list and signature."""
    own = {folder / FOLDERS, signature(folder / FOLDERS)}
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and path not in own)
