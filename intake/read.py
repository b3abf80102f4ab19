"""From a path to its texts: which reader a file gets, what identifies it, and a look at it before it is screened."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import chain, islice
from pathlib import Path

from domain.errors import IntakeError
from domain.text import Draft, Reading, Source
from intake import columns, delimited, documents, jsonlines, sheets
from intake import encoding as encodings
from intake.notes import Note, NoteKind, Tally
from intake.table import ReadText, clean


class Kind(StrEnum):
    """What a path is read as."""

    DELIMITED = "delimited"
    JSON_LINES = "json-lines"
    SHEET = "sheet"
    DOCUMENT = "document"
    FOLDER = "folder"


KINDS = {
    ".csv": Kind.DELIMITED,
    ".tsv": Kind.DELIMITED,
    ".jsonl": Kind.JSON_LINES,
    ".ndjson": Kind.JSON_LINES,
    ".xlsx": Kind.SHEET,
    ".ods": Kind.SHEET,
    **dict.fromkeys(documents.SUFFIXES, Kind.DOCUMENT),
}


@dataclass(frozen=True)
class SourceFile:
    """One file, ready to be read. `columns` are a table's, none a document's; `notes` are about the file as a whole."""

    path: Path
    source: Source
    columns: tuple[str, ...]
    notes: tuple[Note, ...]
    read: Callable[[], Iterator[ReadText]] = field(repr=False)

    def drafts(self) -> Iterator[Draft]:
        """Stream the texts in file order, one per row, however damaged. Raises IntakeError if the file is gone."""
        with _readable(self.path):
            for text in self.read():
                yield text.draft


@dataclass(frozen=True, slots=True)
class Preview:
    """A file or folder before it is screened: how it would be read, its first texts, and what was noticed.

    `rows` counts all of them. A table's notes are about all its rows, a folder's about the documents shown.
    """

    kind: Kind
    columns: tuple[str, ...]
    reading: Reading
    drafts: tuple[Draft, ...]
    rows: int
    notes: tuple[Note, ...]

    @property
    def encoding(self) -> str:
        """The encoding of a text file, "" for the others."""
        return self.reading.encoding


def find_sources(paths: Sequence[Path], reading: Reading) -> list[SourceFile]:
    """Return the files to read: a folder stands for its .txt, .docx and .pdf files by name, any other path for itself.

    Raises IntakeError, in one line that names the file, for one that is missing, empty, not what it is called, or lacks
    a column that `reading` names. In a folder, a document that can't be opened becomes an empty text.
    """
    reading = replace(reading, encoding=encodings.named(reading.encoding) if reading.encoding else "")
    return [source for path in paths for source in _sources(path, reading)]


def preview(path: Path, reading: Reading, rows: int = 20) -> Preview:
    """Read a whole table or a folder's first documents, and return the first `rows` texts. Raises as `find_sources`."""
    sources = find_sources([path], reading)
    first = sources[0]
    texts = chain.from_iterable(source.read() for source in sources)
    with _readable(path):
        drafts, count, noticed = _look(texts if first.columns else islice(texts, rows), rows)
    return Preview(
        kind=Kind.FOLDER if path.is_dir() else _kind(path),
        columns=first.columns,
        reading=first.source.reading,
        drafts=drafts,
        rows=count if first.columns else len(sources),
        notes=(*first.notes, *noticed, *_left_out(path)),
    )


def identity(path: Path) -> str:
    """Return the SHA-256 (hex) that identifies a file as a source.

    A document's name is part of it, so that two equal files of a folder stay two texts. Raises OSError.
    """
    name = os.fsencode(path.name) + b"\0" if path.suffix.lower() in documents.SUFFIXES else b""
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.sha256(name)).hexdigest()


def _look(texts: Iterable[ReadText], keep: int) -> tuple[tuple[Draft, ...], int, tuple[Note, ...]]:
    """Go through all texts; return the first `keep`, how many there are, and what was noticed."""
    tally, kept, row = Tally(), list[Draft](), 0
    for row, (draft, damage) in enumerate(texts, 1):
        if row <= keep:
            kept.append(draft)
        if damage:
            tally.add(damage, row)
        if draft.replaced:
            tally.add(NoteKind.REPLACED, row)
        if not draft.untrusted_body.strip():
            tally.add(NoteKind.EMPTY, row)
    return tuple(kept), row, tally.notes


def _sources(path: Path, reading: Reading) -> list[SourceFile]:
    with _readable(path):
        if path.is_dir():
            return _folder(path, reading)
        if not path.exists():
            raise IntakeError("There is no file or folder {path}.", path=path)
        if not path.is_file():
            said = "{path} is {kind}, not a file: save what comes out of it as one, and name that."
            raise IntakeError(said, path=path, kind=_special(path))
        if not path.stat().st_size:
            raise IntakeError("{file} is empty.", file=path.name)
        if _kind(path) is Kind.DOCUMENT:
            return [_document(path, reading, alone=True)]
        return [_table(path, reading)]


def _special(path: Path) -> str:
    """Return what a path is that is neither a file nor a folder; its bytes come once, and a source is read twice."""
    if path.is_fifo():
        return "a pipe"
    return "a socket" if path.is_socket() else "a device"


def _folder(path: Path, reading: Reading) -> list[SourceFile]:
    found, _ = documents.split_folder(path)
    if not found:
        said = "The folder {folder} holds no .txt, .docx or .pdf file. To screen a table, name the file itself."
        raise IntakeError(said, folder=path.name)
    return [_document(file, reading, alone=False) for file in found]


def _table(path: Path, reading: Reading) -> SourceFile:
    kind, wanted = _kind(path), columns.wanted(reading)
    encoding = "" if kind is Kind.SHEET else encodings.resolve(path, reading.encoding)
    match kind:
        case Kind.SHEET:
            table = sheets.table(path, wanted)
        case Kind.JSON_LINES:
            table = jsonlines.table(path, encoding)
        case _:
            table = delimited.table(path, encoding, wanted)
    if table is None:
        raise IntakeError("{file} holds no row that could be read as a text.", file=path.name)
    resolved = replace(columns.resolve(table, reading, path.name), encoding=encoding)
    source = Source(clean(path.name)[0], identity(path), resolved)
    return SourceFile(path, source, table.columns, table.notes, lambda: table.texts(resolved))


def _document(path: Path, reading: Reading, *, alone: bool) -> SourceFile:
    with _readable(path):
        sha256 = identity(path)
    encoding = ""
    try:
        if path.suffix.lower() == ".txt":
            encoding = encodings.resolve(path, reading.encoding)
        if alone:
            documents.body(path, encoding)
    except IntakeError:
        if alone:
            raise
    source = Source(clean(path.name)[0], sha256, Reading(encoding=encoding))
    return SourceFile(path, source, (), (), lambda: documents.texts(path, encoding))


def _left_out(path: Path) -> Iterator[Note]:
    others = documents.split_folder(path)[1] if path.is_dir() else []
    if others:
        yield Note(NoteKind.SKIPPED_FILES, detail=", ".join(file.name for file in others))


def _kind(path: Path) -> Kind:
    try:
        return KINDS[path.suffix.lower()]
    except KeyError:
        said = "{file} is of no kind that can be read. Save it as one of: {kinds}."
        raise IntakeError(said, file=path.name, kinds=", ".join(KINDS)) from None


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        said = "{file} can't be read: {reason}."
        raise IntakeError(said, file=path.name, reason=error.strerror or error) from error
