"""Files that tests write, and what comes back from them."""

import csv
import io
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from domain.text import Draft, Reading
from intake.notes import NoteKind
from intake.read import SourceFile, find_sources, preview


def as_csv(rows: Iterable[Sequence[object]], delimiter: str = ",", quoting: int = csv.QUOTE_MINIMAL) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=quoting).writerows(rows)  # type: ignore[arg-type]  # quoting is an int
    return out.getvalue()


def source(path: Path, reading: Reading | None = None) -> SourceFile:
    (only,) = find_sources([path], reading or Reading())
    return only


def drafts(content: str | bytes, name: str = "messages.csv", reading: Reading | None = None) -> list[Draft]:
    """Write a file of its own, since a property test runs many times, and read it back."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return list(source(path, reading).drafts())


def bodies(content: str | bytes, name: str = "messages.csv", reading: Reading | None = None) -> list[str]:
    return [draft.untrusted_body for draft in drafts(content, name, reading)]


def noted(path: Path) -> dict[NoteKind, int]:
    """How many rows each kind of note counts before a file or folder is screened."""
    return {note.kind: note.rows for note in preview(path, Reading()).notes}
