"""What of a store's tables, indexes, views and triggers is not as the numbered steps make it."""

from contextlib import closing

from sqlcipher3 import dbapi2
from sqlite_utils import Database as Tables

from store import migrations
from store.database import Database
from store.pairs import pairs

SCHEMA = """
    SELECT type, name, sql FROM sqlite_schema
    WHERE type IN ('trigger', 'view') OR tbl_name NOT GLOB 'body_trigrams_*' AND tbl_name NOT GLOB 'body_pairs_*'
        AND tbl_name != '_sqlite_migrations'
"""
"""All but the tables that FTS5 and sqlite-utils make for themselves, which another version of theirs may make otherwise."""


def unlike(db: Database) -> list[str]:
    """Return a sentence for each part that was added, taken away or changed: a dropped trigger protects no row any more."""
    with closing(dbapi2.connect(":memory:")) as connection:
        connection.create_function("pairs", 1, pairs, deterministic=True)
        migrations.apply(Tables(connection))
        made = set(connection.execute(SCHEMA))
    differing = {(kind, name) for kind, name, _ in made ^ set(db.rows(SCHEMA))}
    return [f"The {kind} {name} is not as Kizashi makes it." for kind, name in sorted(differing)]
