"""Whether a table's first row names its columns, and what they are then called.

A row taken for a header is a person's text lost, a header taken for a row is one odd row more: in doubt it is a row.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from intake.names import KNOWN_NAMES, normal
from intake.notes import Note, NoteKind
from intake.table import Rows, Table, clean, sample

_VALUE = re.compile(r"(?=.*\d)[\d.,:/年月日時分秒\sTZ%+-]{1,40}")


def with_header(rows: Rows, wanted: frozenset[str], delimiter: str = ",") -> Table | None:
    """Return the table, its first row taken as column names or not; None where there is no row of data.

    `wanted`: the columns that the user names, in `normal` form.
    """
    seen = [row.cells for row in sample(rows())]
    if not seen:
        return None
    first, *others = seen
    usual = Counter(map(len, others or seen)).most_common(1)[0][0]
    if not is_header(first, others, wanted):
        return Table(column_names([""] * usual), rows, usual, delimiter, (Note(NoteKind.NO_HEADER),))
    if not others:
        return None
    return Table(column_names(first), lambda: islice(rows(), 1, None), min(usual, len(first)), delimiter)


def is_header(first: Sequence[str], others: Sequence[Sequence[str]], wanted: frozenset[str]) -> bool:
    """Return whether `first` names the columns of the rows `others`."""
    names = set(map(normal, set(first)))
    if names & wanted:
        return True
    if any(map(_VALUE.fullmatch, first)):
        return False
    known = names & KNOWN_NAMES
    if len(known) > 1:
        return True
    columns = [[row[at] for row in others if len(row) > at and row != first] for at in range(len(first))]
    if any(name in column for name, column in zip(first, columns, strict=True) if name):
        return False
    return bool(known) or any(map(_names, first, columns))


def column_names(cells: Sequence[str]) -> tuple[str, ...]:
    """Return one name per cell, no two the same: an empty one is "column 3", a second "text" is "text (2)"."""
    names: dict[str, None] = {}
    counts: Counter[str] = Counter()
    for at, cell in enumerate(cells, 1):
        name = base = " ".join(clean(cell)[0].split()) or f"column {at}"
        while name in names:
            counts[base] += 1
            name = f"{base} ({counts[base] + 1})"
        names[name] = None
    return tuple(names)


def _names(name: str, column: Sequence[str]) -> bool:
    """Return whether a cell, no value itself, stands over values, or is a few words over whole texts."""
    filled = [cell for cell in column if cell.strip()]
    if not filled or not name.strip():
        return False
    values = sum(bool(_VALUE.fullmatch(cell)) for cell in filled)
    length = sum(map(len, filled)) / len(filled)
    short = len(name) <= 40 and len(name) * 4 < length and not name.rstrip().endswith((".", "!", "?", "。", "！", "？"))
    return values > 0.9 * len(filled) or short
