"""A table of any format: named columns and rows that can be read again and again, and how a row becomes a text."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from domain.text import Draft, Reading
from intake.notes import Note, NoteKind

SAMPLE_ROWS = 500
"""Rows that guesses about a file rest on."""

SAMPLE_SIZE = 1 << 20
"""Characters, and cells, after which no further row is taken into the sample: 500 rows can be the whole of a large file."""

_UNFIT = re.compile("[\0\ud800-\udfff]")


class Row(NamedTuple):
    """The cells of one row as they stand in the file, and what was wrong with it."""

    cells: Sequence[str]
    damage: NoteKind | None = None


Rows = Callable[[], Iterator[Row]]
"""Opens the file and streams its rows, each time from the first on."""


class ReadText(NamedTuple):
    """One text as it was read, and what was wrong with its row."""

    draft: Draft
    damage: NoteKind | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows. A row of fewer than `usual` cells is damaged; `delimiter` stands between cells in the file."""

    columns: tuple[str, ...]
    rows: Rows
    usual: int
    delimiter: str = ","
    notes: tuple[Note, ...] = ()

    def sample(self) -> list[Row]:
        """Return the first rows."""
        return list(sample(self.rows()))

    def texts(self, reading: Reading) -> Iterator[ReadText]:
        """Stream one text per row, also for a damaged or empty one. `reading` names columns of this table."""
        text, *roles = (
            self.columns.index(name) if name else -1
            for name in (reading.text_column, reading.id_column, reading.person_column, reading.date_column)
        )
        others = [self.columns.index(name) for name in reading.other_columns]
        for number, row in enumerate(self.rows(), 1):
            cells, damage = self._fit(row.cells, text)
            id_, person, written_at = (clean(cells[at])[0].strip() if at >= 0 else "" for at in roles)
            body, replaced = clean(cells[text])
            asked = tuple(clean(cells[at])[0].strip() for at in others)
            draft = Draft(number, body, id_ or str(number), person, written_at, replaced, asked)
            yield ReadText(draft, row.damage or damage)

    def _fit(self, cells: Sequence[str], text: int) -> tuple[Sequence[str], NoteKind | None]:
        """Return one cell per column, so that no word of a text is lost.

        The surplus of a long row goes to the text, where delimiters are most likely to have stood unquoted.
        The cells of a short row can't be told apart (half of a text with a line break?), so all of it is the text.
        """
        width = len(self.columns)
        surplus = len(cells) - width
        if surplus > 0 and any(cells[width:]):
            joined = self.delimiter.join(cells[text : text + surplus + 1])
            return [*cells[:text], joined, *cells[text + surplus + 1 :]], NoteKind.MANY_CELLS
        if len(cells) < self.usual:
            whole = [""] * width
            whole[text] = self.delimiter.join(cells)
            return whole, NoteKind.FEW_CELLS
        return [*cells[:width], *[""] * -surplus], None


def sample(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the first rows, as many as guesses about a file rest on: two at least, as the first may name the columns."""
    size = 0
    for number, row in enumerate(islice(rows, SAMPLE_ROWS), 1):
        yield row
        size += len(row.cells) + sum(map(len, row.cells))
        if number > 1 and size > SAMPLE_SIZE:
            return


def clean(cell: str) -> tuple[str, float]:
    """Return a cell with U+FFFD for what no store can hold, and the share of such characters.

    They are those that could not be decoded, and NULs, which would hide the rest of a text from whoever reads it in C.
    """
    text, lost = _UNFIT.subn("\ufffd", cell)
    return text, lost / len(text) if text else 0.0
