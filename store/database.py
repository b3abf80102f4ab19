"""The store's one door: `open_store` opens, creates and migrates; a `Database` belongs to the thread that opened it."""

import hmac
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Self, cast

from sqlcipher3 import dbapi2
from sqlite_utils import Database as Tables

from domain import files
from domain.errors import StoppedError, StoreError
from store import failures, migrations
from store.pairs import pairs

BUSY_SECONDS = 5.0
CACHE_KIB = 32_000
READING_CACHE_KIB = 128_000
"""For what walks whole indexes: decrypting one of a million screenings again costs three times the walk itself."""
STEPS = 100_000
"""The steps of SQLite's machine, some milliseconds, after which it asks whether its answer is still wanted."""

Row = dict[str, Any]


class Database:
    """An open store. `tables` writes, inside `atomic`; `query` reads. Raises StoreError and its kinds.

    `record` is where it is put down who has read: this store itself, unless it is open to be read only.
    """

    def __init__(self, path: Path, tables: Tables) -> None:
        self.path = path
        self.tables = tables
        self.record = self
        keys = {row["name"]: row["value"] for row in self.query("SELECT name, value FROM secrets")}
        self.audit_key: bytes = keys["audit"]
        self._content_key: bytes = keys["content"]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; the last one to close also folds the write-ahead log into the file."""
        self.tables.close()

    def only_read(self, record: "Database") -> None:
        """Write nothing from now on, which SQLite itself sees to; who has read is put down in `record`."""
        self.record = record
        self.tables.execute("PRAGMA query_only = ON")
        self.tables.execute(f"PRAGMA cache_size = -{READING_CACHE_KIB}")

    @contextmanager
    def only_while(self, wanted: Callable[[], bool]) -> Iterator[None]:
        """Cut short what the block asks once nobody wants it any more. Raises StoppedError then."""
        if not wanted():
            raise StoppedError
        self.tables.conn.set_progress_handler(lambda: not wanted(), STEPS)
        try:
            yield
        finally:
            self.tables.conn.set_progress_handler(None, 0)

    @contextmanager
    def atomic(self, *, durable: bool = False) -> Iterator[None]:
        """Make one transaction of a block; inside another `atomic`, a part of that one.

        It takes the writer's place at once, so that what the block reads is still true when it writes. `durable`: a
        power loss after the block can't undo it, which what people did needs and what a machine can redo does not.
        """
        with failures.named(self.path):
            if self.tables.conn.in_transaction:
                if durable and not self._durable():
                    raise RuntimeError("a durable write needs a durable transaction around it")
                with self.tables.atomic():
                    yield
                return
            self.tables.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self.tables.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.tables.commit()
            except BaseException:
                self.tables.rollback()
                raise

    def query(self, sql: str, **parameters: object) -> Iterator[Row]:
        """Yield the rows that `sql` selects, each by column name."""
        with failures.named(self.path):
            yield from self.tables.query(sql, parameters)

    def rows(self, sql: str, **parameters: object) -> Iterator[tuple[Any, ...]]:
        """Yield the rows that `sql` selects as tuples: for millions of them, which a dictionary each would slow down."""
        with failures.named(self.path):
            yield from self.tables.execute(sql, parameters)

    def first(self, sql: str, **parameters: object) -> Row | None:
        """Return the first row that `sql` selects, if there is one."""
        return next(self.query(sql, **parameters), None)

    def insert(self, table: str, row: Row) -> int:
        """Insert a row, inside `atomic`, and return its id."""
        return cast("int", self.tables.table(table).insert(row).last_pk)

    def rekey(self, key: bytes) -> None:
        """Encrypt the store anew under another data key: whole, or, when it is cut short, not at all.

        Raises StoreLockedError while anybody else has the store open: it leaves its write-ahead log for the time, which
        only a lone connection can; and StoreError where it fails, after which this connection is closed.
        """
        with failures.named(self.path):
            self.tables.execute("PRAGMA journal_mode = DELETE")
            try:
                self.tables.execute(f"PRAGMA rekey = \"x'{key.hex()}'\"")
            except dbapi2.DatabaseError as error:
                self.close()  # it would write with the new key from here on, over a file that has its old one again
                raise StoreError(
                    f"The store {self.path.name} could not be encrypted anew, and is as it was. Close what else works with "
                    "it, and free some space: it takes as much room again as the store has."
                ) from error
            self.tables.enable_wal()

    def content_hash(self, body: str) -> str:
        """Return the keyed hash (hex) of a text: equal texts show, and without the store's key none can be guessed."""
        return hmac.digest(self._content_key, body.encode(), "sha256").hex()

    def _durable(self) -> bool:
        return bool(self.tables.execute("PRAGMA synchronous").fetchone()[0] == 2)


def open_store(path: Path, key: bytes) -> Database:
    """Open the store at `path` with its 32-byte data key, making it (mode 0600) where there is none.

    An older store is migrated after a copy was taken. Raises KeyFileError for a wrong key, StoreLockedError,
    StoreFullError, and StoreError for a damaged, newer or unreachable one.
    """
    with failures.named(path), failures.reached(path):
        if not path.exists():
            _create(path, key)
        tables = _connect(path, key)
        try:
            migrations.migrate(tables, path, partial(_connect, path, key))
            tables.enable_wal()  # which a rekey that was cut short had left
            tables.execute("PRAGMA foreign_keys = ON")
            tables.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            tables.execute("PRAGMA secure_delete = ON")  # what is erased is overwritten, not only forgotten
            return Database(path, tables)
        except BaseException:
            tables.close()
            raise


def cipher_version() -> str:
    """Return the version of SQLCipher."""
    connection = dbapi2.connect(":memory:")
    try:
        return str(connection.execute("PRAGMA cipher_version").fetchone()[0])
    finally:
        connection.close()


def _create(path: Path, key: bytes) -> None:
    """Make a store under a name of its own, then give it its place: no half-made store is ever seen."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(handle)
    new = Path(name)
    try:
        tables = _connect(new, key)
        try:
            tables.enable_wal()
            migrations.apply(tables)
        finally:
            tables.close()
        files.place(new, path)
    finally:
        for leftover in (new, Path(f"{name}-wal"), Path(f"{name}-shm")):
            leftover.unlink(missing_ok=True)


def _connect(path: Path, key: bytes) -> Tables:
    """Return a connection to an existing file; a wrong key fails here, at the first read."""
    connection = dbapi2.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=BUSY_SECONDS)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")  # it would tell a terminal what we tell in one sentence
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        connection.create_function("pairs", 1, pairs, deterministic=True)  # which triggers ask for
        return Tables(connection)
    except BaseException:
        connection.close()
        raise
