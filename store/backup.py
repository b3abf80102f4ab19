"""A store's copies, and what is wrong with a store."""

from collections.abc import Iterator
from pathlib import Path

from domain.audit import Head
from store import audit, copies, failures
from store.database import Database


def write(db: Database, target: Path) -> None:
    """Write a whole copy, with the key block if there is one, to `target` while others go on working. Raises StoreError."""
    with failures.named(target), failures.reached(target):
        copies.copy(db.tables, db.path, target)


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
