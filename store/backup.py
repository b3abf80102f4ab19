"""A store's copies, and what is wrong with a store."""

import sys
from collections.abc import Iterator
from pathlib import Path

from domain.audit import Head
from store import audit, copies, failures
from store.database import Database

if sys.platform != "win32":
    import fcntl

SHARED_FIRST, SHARED_SIZE = 0x40000002, 510


def write(db: Database, target: Path) -> None:
    """Write a whole copy, with the key block if there is one, to `target` while others go on working. Raises StoreError."""
    with failures.named(target), failures.reached(target):
        copies.copy(db.tables, db.path, target)


def in_use(store: Path) -> bool:
    """Tell whether another program has the store open, without its key. Not while this one has: its locks would go.

    Each connection to a file in WAL mode keeps a shared lock on these bytes as long as it lives (SQLite's os.h,
    SHARED_FIRST). On Windows a file that is open can't be given another name, which says the same.
    """
    if sys.platform != "win32" and store.exists():
        with failures.reached(store), store.open("r+b") as file:
            try:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, SHARED_SIZE, SHARED_FIRST)
            except BlockingIOError:
                return True
    return False


def problems(db: Database, noted: Head | None = None) -> Iterator[str]:
    """Yield a sentence for each thing that is wrong: pages changed without the key, broken tables, a broken audit chain.

    `noted`: a head of the chain that was written down earlier. A sound store gives nothing. Raises StoreError for
    damage that lets nothing be read.
    """
    with failures.named(db.path):
        pages = [page for (page,) in db.tables.execute("PRAGMA cipher_integrity_check")]
        if pages:  # nothing more can be read for certain
            yield f"The file was changed or damaged in {len(pages)} of its pages. The first: {pages[0]}."
            return
        yield from (
            f"The tables are damaged: {found}." for (found,) in db.tables.execute("PRAGMA quick_check") if found != "ok"
        )
        yield from audit.verify(db, noted)
