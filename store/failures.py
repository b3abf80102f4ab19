"""SQLite's failures in a user's words. Whatever is not the environment's fault passes as it is: it is a bug."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2

from domain.errors import DISK_FULL, KeyFileError, StoppedError, StoreError, StoreFullError, StoreLockedError

Known = tuple[type[StoreError], str]
"""A kind of error and what it says; "" is the kind's own sentence."""

UNWRITABLE: Known = (StoreError, "The store {name} can't be opened for writing in {folder}. Check the folder's rights.")

BY_CODE: dict[int, Known] = {
    dbapi2.SQLITE_BUSY: (StoreLockedError, ""),
    dbapi2.SQLITE_LOCKED: (StoreLockedError, ""),
    dbapi2.SQLITE_FULL: (StoreFullError, ""),
    # A limit on the size of files looks like a disk that fails.
    dbapi2.SQLITE_IOERR: (
        StoreFullError,
        "The disk that holds the store {name} is full or fails. Free some space, then go on.",
    ),
    dbapi2.SQLITE_NOTADB: (KeyFileError, "This key does not open the store {name}, or its file is damaged."),
    dbapi2.SQLITE_CORRUPT: (
        StoreError,
        "The file of the store {name} is damaged. Keep it, and put a backup in its place.",
    ),
    dbapi2.SQLITE_READONLY: UNWRITABLE,
    dbapi2.SQLITE_CANTOPEN: UNWRITABLE,
    dbapi2.SQLITE_PERM: UNWRITABLE,
}

BY_ERRNO: dict[int | None, Known] = {
    **dict.fromkeys(DISK_FULL, (StoreFullError, "")),
    errno.ENAMETOOLONG: (StoreError, "The name {name} is too long for this disk. Choose a shorter one."),
    errno.ENOENT: (StoreError, "There is no folder {folder} for the store {name}. Make it first."),
}


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Turn the database's failures into StoreError or one of its kinds, and what was cut short into StoppedError."""
    try:
        yield
    except dbapi2.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the bits above tell more than we do
        if code == dbapi2.SQLITE_INTERRUPT:
            raise StoppedError from error
        known = BY_CODE.get(code)
        if known is None:
            raise
        raise _error(known, path) from error


@contextmanager
def reached(path: Path) -> Iterator[None]:
    """Turn the file system's failures at the store's file into StoreError or one of its kinds; other errors pass."""
    try:
        yield
    except UnicodeEncodeError as error:
        raise StoreError("SQLite takes no name of a file or folder that is no text. Choose another place.") from error
    except OSError as error:
        raise _error(BY_ERRNO.get(error.errno, UNWRITABLE), path) from error


def _error(known: Known, path: Path) -> StoreError:
    kind, message = known
    return kind(message.format(name=path.name, folder=path.parent))
