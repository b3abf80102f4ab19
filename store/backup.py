"""A store's copies, and what is wrong with a store."""

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from functools import partial
from pathlib import Path
from threading import Event

from domain.audit import Head
from store import audit, copies, failures, schema
from store.database import Database

if sys.platform != "win32":
    import fcntl

OpenDatabase = Callable[[], Database]
Check = Callable[[Database], list[str]]
Progress = Callable[[float], None]
"""Is told how much of something is done (0 to 1)."""

LEGIBLE = partial(str, encoding="utf-8", errors="backslashreplace")
"""What turns a column into text: bytes that are no UTF-8, which Kizashi never writes, end no check in the middle."""

BEAT_SECONDS = 0.2
STEPS_AT_ONCE = 100_000
"""So many steps of its machine SQLite takes before it asks whether to go on."""

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


def problems(
    open_database: OpenDatabase, noted: Head | None = None, progress: Progress = lambda _share: None
) -> list[str]:
    """Return a sentence for each thing that is wrong: pages changed without the key, broken tables, a broken audit chain.

    `noted`: a head of the chain that was written down earlier. A sound store gives nothing. The three are looked at side
    by side, each over a connection of its own; `progress` is told several times a second how much of it is done, and what
    it raises ends the rest. Raises StoreError for damage that lets nothing be read.
    """
    open_database().close()  # an older store is migrated here, once, and not by three connections at a time
    stopped = Event()
    checks: tuple[Check, ...] = (_pages, _tables, partial(audit.verify, noted=noted))
    with ThreadPoolExecutor(len(checks)) as pool:
        going = [pool.submit(_looked, open_database, check, stopped) for check in checks]
        try:
            while left := wait(going, timeout=BEAT_SECONDS).not_done:
                progress(1 - len(left) / len(going))
        except BaseException:
            stopped.set()
            raise
    pages, *others = going
    return pages.result() or [
        found for other in others for found in other.result()
    ]  # of damaged pages nothing is certain


def _looked(open_database: OpenDatabase, check: Check, stopped: Event) -> list[str]:
    with open_database() as db, failures.named(db.path):
        db.tables.conn.set_progress_handler(stopped.is_set, STEPS_AT_ONCE)
        db.tables.conn.text_factory = LEGIBLE
        return check(db)


def _pages(db: Database) -> list[str]:
    pages = [page for (page,) in db.tables.execute("PRAGMA cipher_integrity_check")]
    return [f"The file was changed or damaged in {len(pages)} of its pages. The first: {pages[0]}."] if pages else []


def _tables(db: Database) -> list[str]:
    rows = db.tables.execute("PRAGMA quick_check")
    damaged = [f"The tables are damaged: {found}." for (found,) in rows if found != "ok"]
    return [*damaged, *schema.unlike(db)]
