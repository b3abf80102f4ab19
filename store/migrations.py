"""The numbered steps from an empty file to today's tables. Append-only: a step that was shipped never changes."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlite_utils import Database as Tables
from sqlite_utils.migrations import Migrations

from domain.errors import StoreError
from store import copies

APPEND_ONLY = ("secrets", "screenings", "windows", "decisions", "audit")
APPEND_ONLY_SINCE_SECOND = ("erasures",)
APPEND_ONLY_SINCE_THIRD = ("steps", "withdrawals", "audit_samples")
FIRST, SECOND, THIRD, FOURTH = (
    Path(__file__).with_name(f"{name}.sql") for name in ("first", "second", "third", "fourth")
)


def m001_first(tables: Tables) -> None:
    """Make every table of the design, the triggers that keep the record as it was written, and the store's own keys."""
    tables.executescript(FIRST.read_text(encoding="utf-8"))
    tables.table("secrets").insert_all(
        {"name": name, "value": secrets.token_bytes(32)} for name in ("content", "audit")
    )
    for table in APPEND_ONLY:
        _make_append_only(tables, table)


def m002_second(tables: Tables) -> None:
    """Add whose batches are whose, what was erased, and what else of a person's words can be."""
    tables.executescript(SECOND.read_text(encoding="utf-8"))
    for table in APPEND_ONLY_SINCE_SECOND:
        _make_append_only(tables, table)


def m003_third(tables: Tables) -> None:
    """Add what a site sets, the life of a case, second readings, and samples of not-flagged texts."""
    tables.executescript(THIRD.read_text(encoding="utf-8"))
    for table in APPEND_ONLY_SINCE_THIRD:
        _make_append_only(tables, table)


def m004_fourth(tables: Tables) -> None:
    """Add what finds words of one and two characters that no pair is kept of."""
    tables.executescript(FOURTH.read_text(encoding="utf-8"))


STEPS: tuple[Callable[[Tables], None], ...] = (m001_first, m002_second, m003_third, m004_fourth)


def apply(tables: Tables) -> None:
    """Take all steps that a file, empty or not, has not taken yet, in one transaction."""
    with _alone(tables):
        _numbered().apply(tables)


def migrate(tables: Tables, path: Path, connect: Callable[[], Tables]) -> None:
    """Bring an older store to today's version, whole or not at all; a copy of the old one stays beside it.

    The copy is taken over another connection, from `connect`, once nobody else can migrate: who comes second waits and
    finds nothing left to do. Raises StoreError for a file that is no store, and for a store that a newer Kizashi made,
    naming the step. Foreign keys must be off, as rebuilding a table needs it.
    """
    numbered = _numbered()
    _refuse_others([migration.name for migration in numbered.applied(tables)], path)
    if not numbered.pending(tables):
        return
    with _alone(tables):
        if pending := numbered.pending(tables):
            with closing(connect()) as reader:
                copies.copy(reader, path, path.with_name(f"{path.name}.before-{pending[0].name}"))
            numbered.apply(tables)


@contextmanager
def _alone(tables: Tables) -> Iterator[None]:
    """Keep a transaction that is the store's only one that writes: kept whole, or rolled back."""
    tables.execute("BEGIN IMMEDIATE")
    try:
        yield
        tables.commit()
    except BaseException:
        tables.rollback()
        raise


def _make_append_only(tables: Tables, table: str) -> None:
    for act in ("UPDATE", "DELETE"):
        tables.execute(
            f"CREATE TRIGGER {table}_refuses_{act} BEFORE {act} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def _numbered() -> Migrations:
    migrations = Migrations("kizashi")
    for step in STEPS:
        migrations()(step)
    return migrations


def _refuse_others(applied: list[str], path: Path) -> None:
    if not applied:
        raise StoreError(f"The file {path.name} is empty or no store. Put a backup in its place, or delete it.")
    unknown = set(applied) - {step.__name__ for step in STEPS}
    if unknown:
        raise StoreError(
            f"The store {path.name} was made by a newer Kizashi (step {max(unknown)}). "
            "Open it with that version; nothing was changed."
        )
