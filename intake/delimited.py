"""CSV and TSV: which delimiter and quoting a file uses, and its rows, so that one broken quote can't swallow the rest.

An unclosed quote makes every line up to the next quote part of one cell. The strict parser notices when that quote
stands where none can, or never comes; then the line that opened the cell is read by itself, as damaged, and reading
goes on with the line after it.
"""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from intake import encoding as encodings
from intake.header import with_header
from intake.names import KNOWN_NAMES, normal
from intake.notes import NoteKind
from intake.table import Row, Table, sample

RECORD_LIMIT = 1 << 22
"""Characters of one row. A quoted cell that goes on for longer than any person writes was never closed."""

_FOR_SPREADSHEETS = re.compile('"?sep=.?"?', re.IGNORECASE)

# The module's own limit (128 KiB) would end the run at a long text; RECORD_LIMIT stands in its place.
csv.field_size_limit(2**31 - 1)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file separates and quotes its cells."""

    delimiter: str = ","
    quote: str | None = '"'
    escape: str | None = None
    space_after_delimiter: bool = False

    def parse(self, lines: Iterable[str], *, strict: bool) -> Iterator[list[str]]:
        """Return the rows of `lines`; raises csv.Error at a misplaced or unclosed quote if `strict`."""
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quotechar=self.quote,
            escapechar=self.escape,
            skipinitialspace=self.space_after_delimiter,
            quoting=csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            strict=strict,
        )

    def unquoted(self) -> "Dialect":
        """Return the same without quoting."""
        return replace(self, quote=None, escape=None)


QUOTINGS = (
    Dialect(),
    Dialect(space_after_delimiter=True),
    Dialect(escape="\\"),
    Dialect(quote="'"),
    Dialect(quote=None),
)
DIALECTS = tuple(replace(quoting, delimiter=delimiter) for quoting in QUOTINGS for delimiter in ",\t;|")
"""All that are tried; where several fit equally well, the first of them."""


def table(path: Path, encoding: str, wanted: frozenset[str]) -> Table | None:
    """Open a CSV or TSV file; None where it holds no row. A line with nothing in it is not a row."""
    dialect = max(DIALECTS, key=lambda dialect: _fitness(path, encoding, dialect, wanted))
    return with_header(lambda: records(_lines(path, encoding), dialect), wanted, dialect.delimiter)


def records(lines: Iterable[str], dialect: Dialect) -> Iterator[Row]:
    """Parse lines into rows; none is lost and no row takes in more than its own lines where a quote is broken."""
    source = _Lines(lines)
    reader = dialect.parse(source, strict=True)
    width = 0
    while True:
        try:
            row = Row(next(reader))
        except StopIteration:
            return
        except csv.Error:
            row = _salvaged(source.rewind(), dialect, width)
            reader = dialect.parse(source, strict=True)
        source.forget()
        width = width or len(row.cells)
        if row.cells:
            yield row


def _lines(path: Path, encoding: str) -> Iterator[str]:
    """Yield a file's lines without a first one that tells spreadsheets the delimiter ("sep=;"): it would hide the header."""
    lines = encodings.lines(path, encoding)
    first = next(lines, "")
    if not _FOR_SPREADSHEETS.fullmatch(first.strip("\r\n")):
        yield first
    yield from lines


class _Lines:
    """Hands out lines, and can go back to the second line of the row under way."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._again: deque[str] = deque()
        self._row: list[str] = []
        self._size = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if self._size > RECORD_LIMIT:
            raise csv.Error("a quote that is never closed")
        line = self._again.popleft() if self._again else next(self._lines)
        self._row.append(line)
        self._size += len(line)
        return line

    def rewind(self) -> str:
        """Return the first line of the row; the others are handed out again."""
        first, *others = self._row
        self._again.extendleft(reversed(others))
        return first

    def forget(self) -> None:
        """Begin a new row."""
        self._row.clear()
        self._size = 0


def _salvaged(line: str, dialect: Dialect, width: int) -> Row:
    """Read a line with a broken quote: quotes as plain signs, or leniently where only that gives `width` cells."""
    line = line.rstrip("\r\n")
    plain = [_bare(cell) for cell in next(dialect.unquoted().parse([line], strict=False))]
    lenient = next(dialect.parse([line], strict=False))
    return Row(lenient if len(lenient) == width != len(plain) else plain, NoteKind.QUOTE)


def _bare(cell: str) -> str:
    """Return a cell without the quotes that properly wrap it."""
    inner = cell.strip()[1:-1]
    return inner.replace('""', '"') if _in_quotes(cell) and '"' not in inner.replace('""', "") else cell


def _in_quotes(cell: str) -> bool:
    stripped = cell.strip()
    return len(stripped) > 1 and stripped[0] == stripped[-1] == '"'


def _fitness(path: Path, encoding: str, dialect: Dialect, wanted: frozenset[str]) -> float:
    """Return how well a dialect explains the first rows: the share of sound ones, one more for known column names.

    Half the share counts where no row is split. A dialect without double quotes has to explain more than a row and a
    twentieth of all rows beyond what the usual one explains: so much can be broken quotes, and they are to be reported.
    """
    rows = list(sample(records(_lines(path, encoding), dialect)))
    if not rows:
        return 0.0
    first, *others = rows
    split = len(first.cells) > 1
    known = not (KNOWN_NAMES | wanted).isdisjoint(map(normal, set(first.cells)))
    if not others:
        return known + 0.5 * (not split)
    sound = sum(_is_sound(row, len(first.cells), dialect) for row in others)
    handicap = 0 if dialect.quote == '"' else 1 + sound / 20
    return known + (sound - handicap) / len(others) * (1.0 if split else 0.5)


def _is_sound(row: Row, width: int, dialect: Dialect) -> bool:
    """Return whether a row is as wide as it should be and no cell still stands in quotes that were not understood."""
    misread = any(_in_quotes(cell) and (dialect.quote != '"' or cell[0] == " ") for cell in row.cells)
    return len(row.cells) == width and not row.damage and not misread
