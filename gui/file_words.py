"""What a file is read as, and what was noticed in it, in the language of the window."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from gui import words
from intake.notes import Note, NoteKind
from intake.read import Kind

_KINDS = {
    Kind.DELIMITED: QT_TRANSLATE_NOOP("Words", "Delimited table"),
    Kind.JSON_LINES: QT_TRANSLATE_NOOP("Words", "JSON Lines"),
    Kind.SHEET: QT_TRANSLATE_NOOP("Words", "Spreadsheet"),
    Kind.DOCUMENT: QT_TRANSLATE_NOOP("Words", "Document"),
    Kind.FOLDER: QT_TRANSLATE_NOOP("Words", "Folder of documents"),
}

_NOTES = {
    NoteKind.QUOTE: QT_TRANSLATE_NOOP("Words", "A quote is opened and not closed properly; the line is read by itself"),
    NoteKind.FEW_CELLS: QT_TRANSLATE_NOOP("Words", "Too few cells; the whole row is read as the text"),
    NoteKind.MANY_CELLS: QT_TRANSLATE_NOOP(
        "Words", "Too many cells; those beyond the columns are read as part of the text"
    ),
    NoteKind.NOT_JSON: QT_TRANSLATE_NOOP("Words", "Not a JSON object; the whole line is read as the text"),
    NoteKind.NO_HEADER: QT_TRANSLATE_NOOP("Words", "The first row is read as data, because the file names no columns"),
    NoteKind.OTHER_SHEETS: QT_TRANSLATE_NOOP("Words", "Only one sheet is read"),
    NoteKind.SKIPPED_FILES: QT_TRANSLATE_NOOP("Words", "Folders in this one and files of another kind are left out"),
    NoteKind.UNREADABLE: QT_TRANSLATE_NOOP("Words", "The document can't be opened"),
    NoteKind.REPLACED: QT_TRANSLATE_NOOP("Words", "Some characters can't be read in this encoding"),
    NoteKind.EMPTY: QT_TRANSLATE_NOOP("Words", "There is no text"),
}


def kind(value: Kind) -> str:
    """Return what a file is read as."""
    return words.translated(_KINDS[value])


def note(value: Note) -> str:
    """Return what a reader noticed, with the rows that it is about."""
    parts = [words.translated(_NOTES[value.kind])]
    if value.rows:
        rows = QCoreApplication.translate("Words", "rows: {0}, the first is row {1}")
        parts.append(f"({rows.format(words.number(value.rows), words.number(value.first_row))})")
    return " ".join(parts) + (f": {value.detail}" if value.detail else "")
