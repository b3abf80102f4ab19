"""What a reader noticed about a file. Nothing here stops a run: every row that a note counts is still a row."""

from dataclasses import dataclass
from enum import StrEnum


class NoteKind(StrEnum):
    """What was noticed, about some rows or about the whole file or folder."""

    QUOTE = "quote"
    FEW_CELLS = "few-cells"
    MANY_CELLS = "many-cells"
    NOT_JSON = "not-json"
    NO_HEADER = "no-header"
    OTHER_SHEETS = "other-sheets"
    SKIPPED_FILES = "skipped-files"
    UNREADABLE = "unreadable"
    REPLACED = "replaced"
    EMPTY = "empty"


SENTENCES = {
    NoteKind.QUOTE: "A quote is opened and not closed properly; the line is read by itself",
    NoteKind.FEW_CELLS: "Too few cells; the whole row is read as the text",
    NoteKind.MANY_CELLS: "Too many cells; those beyond the columns are read as part of the text",
    NoteKind.NOT_JSON: "Not a JSON object; the whole line is read as the text",
    NoteKind.NO_HEADER: "The first row is read as data, because the file names no columns",
    NoteKind.OTHER_SHEETS: "Only one sheet is read",
    NoteKind.SKIPPED_FILES: "Folders in this one and files of another kind are left out",
    NoteKind.UNREADABLE: "The document can't be opened",
    NoteKind.REPLACED: "Some characters can't be read in this encoding",
    NoteKind.EMPTY: "There is no text",
}


@dataclass(frozen=True, slots=True)
class Note:
    """One thing noticed, of how many rows and which first; `detail` holds names, never a text."""

    kind: NoteKind
    rows: int = 0
    first_row: int = 0
    detail: str = ""

    def __str__(self) -> str:
        where = f" ({self.rows:,} rows, the first is row {self.first_row:,})" if self.rows > 1 else ""
        where = where or (f" (row {self.first_row:,})" if self.rows else "")
        detail = f": {self.detail}" if self.detail else ""
        return f"{SENTENCES[self.kind]}{where}{detail}."


class Tally:
    """Counts what was noticed row by row, in memory that does not grow with the file."""

    def __init__(self) -> None:
        self._notes: dict[NoteKind, Note] = {}

    def add(self, kind: NoteKind, row: int) -> None:
        """Count `row` under `kind`; rows come in file order."""
        known = self._notes.get(kind, Note(kind, 0, row))
        self._notes[kind] = Note(kind, known.rows + 1, known.first_row)

    @property
    def notes(self) -> tuple[Note, ...]:
        """What was counted, in the order of `NoteKind`."""
        return tuple(self._notes[kind] for kind in NoteKind if kind in self._notes)
