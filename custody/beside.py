"""The copies of a store that stand beside it: backups, what a migration or a restore has kept, and what was cut short."""

import re
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

BACKUPS = "backups"
"""The folder beside a store that its backups go to where no other place is named."""
STAMP = "%Y%m%dT%H%M%SZ"
STAMPED = r"\d{8}T\d{6}Z"
ENDING = "backup"
KEPT = rf"before-m\d+\w*|replaced-{STAMPED}(-\d+)?"
CUT_SHORT = rf"({STAMPED}\.{ENDING}|{KEPT})\.partial|restoring"
UNSOUND = "unsound"
PARTS = ("", "-wal", "-shm", ".keys", ".keys.previous")
"""What belongs to a store, and to each copy of it, beside its own file."""


def stamp() -> str:
    """Return the time as the names of copies have it."""
    return datetime.now(UTC).strftime(STAMP)


def backup_name(store: Path) -> str:
    """Return the name of a backup that is made now."""
    return f"{store.name}.{stamp()}.{ENDING}"


def free_name(path: Path) -> Path:
    """Return a path, or one with a number behind it where there is a file: two copies can be of the same second."""
    names = (path if number == 1 else path.with_name(f"{path.name}-{number}") for number in count(1))
    return next(name for name in names if not name.exists())


def backups(store: Path, folder: Path) -> list[Path]:
    """Return the backups of a store in a folder, the oldest first: those alone that bear a name as Kizashi gives it."""
    return _named(store, folder, rf"{STAMPED}\.{ENDING}")


def unsound(store: Path, folder: Path) -> list[Path]:
    """Return the copies of a store in a folder that were no backups, since the store was not sound."""
    return _named(store, folder, rf"{STAMPED}\.{ENDING}\.{UNSOUND}")


def kept(store: Path) -> list[Path]:
    """Return the copies beside a store that are no backups, and what is left of one that was killed while it was made."""
    folder = store.parent / BACKUPS
    here = _named(store, store.parent, f"{KEPT}|{CUT_SHORT}")
    return [*here, *_named(store, folder, CUT_SHORT), *unsound(store, folder)]


def written(copy: Path) -> str:
    """Return when a copy was made, as a stamp to compare. Its name says it: the file of a replaced store may be far older."""
    found = re.search(rf"\.(?:replaced-)?({STAMPED})(?:\.{ENDING}|-\d+)?$", copy.name)
    return found[1] if found else datetime.fromtimestamp(copy.stat().st_mtime, UTC).strftime(STAMP)


def remove(store: Path) -> None:
    """Remove a store, or a copy of one, with all that belongs to it. Raises OSError."""
    for part in PARTS:
        store.with_name(store.name + part).unlink(missing_ok=True)


def mark_unsound(copy: Path) -> Path:
    """Give a copy, with all that belongs to it, the name that says that it is no backup, and return it. Raises OSError."""
    marked = copy.with_name(f"{copy.name}.{UNSOUND}")
    for part in PARTS:
        made = copy.with_name(copy.name + part)
        if made.exists():
            made.replace(marked.with_name(marked.name + part))
    return marked


def _named(store: Path, folder: Path, rest: str) -> list[Path]:
    """Return the files whose names are the store's and, after a dot, what the pattern `rest` says."""
    name = re.compile(rf"{re.escape(store.name)}\.({rest})")
    return sorted(file for file in folder.glob("*") if name.fullmatch(file.name))
