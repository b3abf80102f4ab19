"""Giving up, in the store's file, its log and its indexes, the space of words that were removed."""

from sqlcipher3 import dbapi2

from store.database import Database

INDEXES = ("body_trigrams", "body_pairs")
"""The indexes of the bodies, which triggers keep to what `bodies` holds: what is taken out leaves its words in old segments."""

HINDERED = {dbapi2.SQLITE_BUSY, dbapi2.SQLITE_LOCKED, dbapi2.SQLITE_FULL, dbapi2.SQLITE_IOERR}
"""What SQLite says where a store can't be written anew just then; a limit on the size of files looks like a failing disk."""

LEFT = "words left in the indexes"
"""The row of `settings` that stands as long as there may be such words."""
AT_ONCE = 100
"""So many pages of an index are merged in one transaction: a tenth of a second, in which nobody else can write."""


def leave(db: Database) -> None:
    """Note that words which are being removed leave something in the indexes, inside the caller's transaction."""
    db.tables.execute("INSERT OR REPLACE INTO settings (name, value) VALUES (?, 'true')", [LEFT])


def compact(db: Database) -> bool:
    """Give up the space of what was removed, in the file and in its log.

    False where that can't be done now: another program has the store open, or the disk or, since no temporary file may hold
    words, the memory has no room for it once more.
    """
    try:
        with db.tables.conn:
            for index in INDEXES:
                db.tables.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")
            db.tables.execute("DELETE FROM settings WHERE name = ?", [LEFT])
        db.tables.execute("VACUUM")
        busy, *_ = db.tables.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except MemoryError:
        return False
    except dbapi2.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in HINDERED:
            raise
        return False
    return not busy


def compact_some(db: Database) -> bool:
    """Merge some of the indexes' old segments, if they hold words that were removed; tell whether there is more to do.

    As `compact` does in one piece, beside other work (https://www.sqlite.org/fts5.html, "The 'merge' Command").
    """
    if not db.first("SELECT 1 FROM settings WHERE name = :name", name=LEFT):
        return False
    with db.atomic():
        more = any(_merged(db, index) for index in INDEXES)
        if not more:
            db.tables.execute("DELETE FROM settings WHERE name = ?", [LEFT])
    return more


def _merged(db: Database, index: str) -> bool:
    before = db.tables.conn.total_changes
    db.tables.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('merge', ?)", [-AT_ONCE])
    return bool(db.tables.conn.total_changes - before > 1)  # the command itself counts as one
