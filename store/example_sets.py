"""Example sets: which texts with which answers, and which set is in use. The texts themselves are rows of `texts`."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from store.database import Database, Row


@dataclass(frozen=True, slots=True)
class SetRow:
    """One set. `texts` counts those that are still there; `adopted_at` and `retired_at` are "" where it was not."""

    id: int
    protocol: str
    language: str
    sha256: str
    created_at: str
    adopted_at: str
    retired_at: str
    texts: int

    @property
    def in_use(self) -> bool:
        """Whether it was adopted and not rolled back; of several the one adopted last is used."""
        return bool(self.adopted_at) and not self.retired_at


@dataclass(frozen=True, slots=True)
class Entry:
    """One example: the text's id, its words, and its label as the protocol writes it."""

    text: int
    untrusted_body: str = field(repr=False)
    label: str


def add(
    db: Database, protocol: str, language: str, sha256: str, source: int, labels: Sequence[tuple[int, str]], at: str
) -> SetRow:
    """Return the set that holds these rows of a source, (row, label) each, new or known."""
    with db.atomic():
        known = db.first("SELECT id FROM example_sets WHERE sha256 = :sha256", sha256=sha256)
        if known:
            return _one(db, known["id"])
        parent = current(db, protocol, language)
        row = {"protocol": protocol, "language": language, "sha256": sha256, "created_at": at}
        found = db.insert("example_sets", row | {"parent": parent.id if parent else None})
        db.tables.conn.executemany(
            "INSERT INTO examples (example_set, text, label) SELECT ?, id, ? FROM texts WHERE source = ? AND row = ?",
            [(found, label, source, row) for row, label in labels],
        )
        return _one(db, found)


def every(db: Database) -> list[SetRow]:
    """Return all sets, the newest first."""
    return [_row(row) for row in db.query(f"{_SETS} ORDER BY id DESC")]


def current(db: Database, protocol: str, language: str) -> SetRow | None:
    """Return the set in use for a protocol and language, if there is one."""
    found = db.first(
        f"""
        {_SETS} WHERE protocol = :protocol AND language = :language AND adopted_at IS NOT NULL AND retired_at IS NULL
        ORDER BY adopted_at DESC, id DESC
        """,
        protocol=protocol,
        language=language,
    )
    return _row(found) if found else None


def adopt(db: Database, example_set: int, at: str) -> None:
    """Put a set to use, inside the caller's transaction."""
    db.tables.table("example_sets").update(example_set, {"adopted_at": at, "retired_at": None})


def retire(db: Database, example_set: int, at: str) -> None:
    """Take a set out of use, inside the caller's transaction; the one that was in use before it is again."""
    db.tables.table("example_sets").update(example_set, {"retired_at": at})


def entries(db: Database, example_set: int) -> list[Entry]:
    """Return the examples of a set whose words are still there, in the order of their file."""
    rows = db.query(
        """
        SELECT examples.text, body, label FROM examples JOIN texts ON texts.id = text JOIN bodies USING (text)
        WHERE example_set = :example_set ORDER BY texts.source, texts.row
        """,
        example_set=example_set,
    )
    return [Entry(row["text"], row["body"], row["label"]) for row in rows]


_SETS = "SELECT *, (SELECT count(*) FROM examples WHERE example_set = example_sets.id) AS texts FROM example_sets"


def _one(db: Database, example_set: int) -> SetRow:
    [found] = db.query(f"{_SETS} WHERE id = :id", id=example_set)
    return _row(found)


def _row(row: Row) -> SetRow:
    return SetRow(
        id=row["id"],
        protocol=row["protocol"],
        language=row["language"],
        sha256=row["sha256"],
        created_at=row["created_at"],
        adopted_at=row["adopted_at"] or "",
        retired_at=row["retired_at"] or "",
        texts=row["texts"],
    )
