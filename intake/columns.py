"""Which columns hold the text, the id, the person and the date: the user's choice, else a guess by names and cells."""

from collections.abc import Sequence
from dataclasses import replace

from domain.errors import IntakeError
from domain.text import Reading
from intake.names import NAMES, normal
from intake.table import Row, Table


def wanted(reading: Reading) -> frozenset[str]:
    """Return the columns that the user names, in the form in which names are compared."""
    named = (
        *(reading.text_column, reading.id_column, reading.person_column, reading.date_column),
        *reading.other_columns,
    )
    return frozenset(normal(name) for name in named if name)


def resolve(table: Table, reading: Reading, file: str) -> Reading:
    """Return `reading` with every column named as the table names it; one left open is guessed, "" where there is none.

    The text's column is taken for nothing else, as what is: ids stand in plain exports, which hold no text. Raises
    IntakeError, naming the columns of `file`, for a column that it does not have.
    """
    others = tuple(_find(table, name, file) for name in reading.other_columns)
    named = {role: _find(table, getattr(reading, f"{role}_column"), file) for role in ("id", "person", "date")}
    text = _find(table, reading.text_column, file) or _longest(table, (*others, *named.values()))
    taken = {text, *others}
    found = {}
    for role, column in named.items():
        field = f"{role}_column"
        found[field] = column if column and column != text else _called(role, table.columns, taken)
        taken.add(found[field])
    return replace(reading, text_column=text, other_columns=others, **found)


def _find(table: Table, name: str, file: str) -> str:
    if not name or name in table.columns:
        return name
    for column in table.columns:
        if normal(column) == normal(name):
            return column
    said = "{file} has no column {name!r}. Its columns are: {columns}."
    raise IntakeError(said, file=file, name=name, columns=", ".join(table.columns))


def _called(role: str, columns: Sequence[str], taken: set[str]) -> str:
    """Return the column called by the role itself ("id", and "post_id" stands beside it), else the first of its names."""
    found = [name for name in columns if name not in taken and normal(name) in NAMES[role]]
    return next((name for name in found if normal(name) == role), found[0] if found else "")


def _longest(table: Table, taken: Sequence[str]) -> str:
    """Return the column with the longest cells: of those called like texts, else of those called like nothing known."""
    free = [name for name in table.columns if name not in taken]
    texts = [name for name in free if normal(name) in NAMES["text"]]
    others = [name for name in free if not any(normal(name) in names for names in NAMES.values())]
    at, sample = {name: at for at, name in enumerate(table.columns)}, table.sample()
    return max(texts or others or free or table.columns, key=lambda name: _length(at[name], sample))


def _length(at: int, sample: Sequence[Row]) -> int:
    return sum(len(row.cells[at]) for row in sample if len(row.cells) > at)
