"""Plain text, Word and PDF: one file, one text."""

import io
import logging
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from domain.errors import IntakeError
from domain.text import Draft
from intake import encoding as encodings
from intake.notes import NoteKind
from intake.table import ReadText, clean

# pypdf's warnings quote the bytes of a damaged file, and no text may reach a log.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WORDS, _PARAGRAPH, _RUN = f"{_W}t", f"{_W}p", f"{_W}r"
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def body(path: Path, encoding: str = "") -> str:
    """Return a document's text, "" for a scanned PDF; `encoding` is of a plain text file, guessed where it is empty.

    Raises IntakeError for a file that can't be opened as what it is called, or for plain text too long to be a text.
    """
    suffix = path.suffix.lower()
    if suffix == ".txt":
        return _plain(path, encodings.resolve(path, encoding))
    data = path.read_bytes()
    try:
        return PARSERS[suffix](data)
    except Exception as error:  # a foreign file can make its parser raise anything
        said = "{file} can't be opened as a {kind} document: it is damaged or protected by a password."
        raise IntakeError(said, file=path.name, kind=suffix) from error


def texts(path: Path, encoding: str) -> Iterator[ReadText]:
    """Yield the one text of a document, an empty one where it can't be opened: its batch goes on."""
    try:
        (text, replaced), damage = clean(body(path, encoding)), None
    except IntakeError:
        (text, replaced), damage = ("", 0.0), NoteKind.UNREADABLE
    yield ReadText(Draft(1, text, clean(path.name)[0], replaced=replaced), damage)


def split_folder(folder: Path) -> tuple[list[Path], list[Path]]:
    """Return a folder's documents and what else is in it, by name, leaving out what systems and word processors leave there."""
    within = [path for path in folder.iterdir() if not path.name.startswith((".", "~$"))]
    documents = sorted(path for path in within if path.suffix.lower() in SUFFIXES and path.is_file())
    return documents, sorted({*within} - {*documents})


def _plain(path: Path, encoding: str) -> str:
    """Return a plain text file's text; it is held in memory whole, so it may be no longer than a line of a table."""
    pieces, size = list[str](), 0
    for line in encodings.lines(path, encoding):
        pieces.append(line)
        size += len(line)
        if size > encodings.LINE_LIMIT:
            raise IntakeError(
                "{file} is longer than {limit:,} characters, too long to be one text. Divide it into a file for each text.",
                file=path.name,
                limit=encodings.LINE_LIMIT,
            )
    return "".join(pieces).replace("\r\n", "\n").replace("\r", "\n")


def _docx(data: bytes) -> str:
    """Return all words of a Word file's body in their order, a line per paragraph.

    Walks the XML itself: python-docx's paragraphs leave out form fields, text boxes and tracked insertions.
    """
    import docx  # noqa: PLC0415 - it takes longer to load than the window may, and few files need it

    pieces: list[str] = []
    for element in docx.Document(io.BytesIO(data)).element.body.iter(_PARAGRAPH, _WORDS, *_SIGNS):
        if any(parent.tag == _FALLBACK for parent in element.iterancestors()):
            continue  # the same text box again, for programs of old
        if element.tag == _PARAGRAPH:
            pieces.append("\n")
        elif element.getparent().tag == _RUN:
            pieces.append(_SIGNS.get(element.tag, element.text or ""))
    return "".join(pieces).strip("\n")


def _pdf(data: bytes) -> str:
    """Return a PDF's text, with typesetters' signs (ligatures, CJK radicals) as the letters that they stand for."""
    from pypdf import PdfReader  # noqa: PLC0415 - as above

    pages = PdfReader(io.BytesIO(data)).pages
    return unicodedata.normalize("NFKC", "\n".join(page.extract_text() for page in pages))


PARSERS: dict[str, Callable[[bytes], str]] = {".docx": _docx, ".pdf": _pdf}
SUFFIXES = (".txt", *PARSERS)
