"""Which encoding a file is in: a fixed ladder of evidence, the most certain first. A user's choice goes before all.

Statistical detectors are unreliable on Japanese: they give up on CP932 with circled numbers and miss up to half of
short EUC-JP. This ladder was right wherever there were three phrases to go by.
"""

import codecs
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from domain.errors import IntakeError

CHUNK = 1 << 16
TELLING_CHUNKS = 16
"""Chunks with anything but ASCII that are looked at: a million bytes of evidence, wherever in the file they begin."""

LINE_LIMIT = 1 << 22
"""Characters of one line. 200 windows of 512 tokens, the most that our protocols screen, have about a tenth."""

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
JAPANESE = ("cp932", "euc_jis_2004")
"""EUC-JP is read by its 2004 superset, because files from Windows hold circled numbers, which plain `euc_jp` lacks."""

STRAY_CONTROLS = 8
"""Control characters that get into a short text by accident; in a long one they are below one in a hundred."""

SIGNATURES = {
    b"PK\x03\x04": "a ZIP archive, such as an Excel or Word file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"%PDF-": "a PDF",
    b"{\\rtf": "a rich-text document",
    b"SQLite format 3\0": "a database",
}

LOST = "\udfff"
"""Stands for what could not be decoded. No decoder gives it out, while a U+FFFD may be the file's own."""

_ISO_2022_JP = re.compile(rb"\x1b(\$[@B]|\([IJ])")
_PLAIN_WIDE = re.compile("[\t\n\r -~\u3000-\u30ff]")
_KANA = re.compile("[\u3041-\u30ff]")
_JAPANESE_RUN = re.compile("[\u3000-\u30ff\u4e00-\u9fff\uff01-\uff5e]{2,}")
_COMMON_CHINESE = re.compile("[的了是我不在有这]")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_CONTROL = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def _lose(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return LOST, error.end


codecs.register_error("kizashi-lose", _lose)


def resolve(path: Path, override: str = "") -> str:
    """Return the name of the codec that reads the file: `override` where given, else what the bytes speak for.

    Raises IntakeError for an encoding that does not exist and for a file that is not text.
    """
    head, telling = _sample(path)
    found = _ordered(named(override), head) if override else detect(head, telling)
    kind = next((kind for signature, kind in SIGNATURES.items() if head.startswith(signature)), "")
    text = head.decode(found, "replace")
    if len(_CONTROL.findall(text)) > STRAY_CONTROLS + len(text) // 100:
        kind = kind or "binary data"
    if kind:
        said = "{file} is not a text file: it holds {kind}. Save it as CSV or plain text."
        raise IntakeError(said, file=path.name, kind=kind)
    return found


def named(encoding: str) -> str:
    """Return the one name of a user's `encoding`; raises IntakeError if there is none such."""
    try:
        "".encode(encoding)
        codecs.getincrementaldecoder(encoding)("kizashi-lose").decode(b"")  # those of host names take no damaged text
        return codecs.lookup(encoding).name
    except (LookupError, ValueError) as error:
        said = "There is no text encoding named {name!r}. Try utf-8, utf-16, cp932, euc_jp or cp1252."
        raise IntakeError(said, name=encoding) from error


def lines(path: Path, encoding: str) -> Iterator[str]:
    """Decode a file line by line, with line ends, without a byte order mark; what can't be decoded becomes `LOST`.

    Raises IntakeError at a line beyond `LINE_LIMIT`, of which no more than that is held.
    """
    with path.open(encoding=encoding, errors="kizashi-lose", newline="") as file:
        for number, line in enumerate(iter(partial(file.readline, LINE_LIMIT + 1), ""), 1):
            if len(line) > LINE_LIMIT:
                raise IntakeError(
                    "Line {number:,} of {file} is longer than {limit:,} characters, too long to be a person's text. "
                    "Check that the file has line breaks, and export it again with one text per row.",
                    number=number,
                    file=path.name,
                    limit=LINE_LIMIT,
                )
            if number > 1:
                yield line
            elif line.lstrip("\ufeff"):
                yield line.lstrip("\ufeff")


def detect(head: bytes, telling: bytes) -> str:
    """Return the codec that a file's first bytes (`head`) and its parts beyond ASCII (`telling`) speak for."""
    for mark, name in BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return name
    if telling.isascii() and _ISO_2022_JP.search(telling):
        return "iso2022_jp_ext"
    return _wide(head) or _utf8(telling) or _chinese(telling) or _japanese(telling) or "cp1252"


def _ordered(encoding: str, head: bytes) -> str:
    """Return UTF-16 or UTF-32 in the order that a file's first bytes tell, else in Windows': Python reads neither unmarked."""
    if encoding not in ("utf-16", "utf-32"):
        return encoding
    told = detect(head, b"")
    return told if told.startswith(encoding) else f"{encoding}-le"


def _sample(path: Path) -> tuple[bytes, bytes]:
    head, telling = b"", list[bytes]()
    with path.open("rb") as file:
        while (chunk := file.read(CHUNK)) and len(telling) < TELLING_CHUNKS:
            head = head or chunk
            if not chunk.isascii() or b"\x1b" in chunk:
                telling.append(chunk)
    return head, b"".join(telling)


def _wide(head: bytes) -> str:
    """Return the UTF-16 that `head` is in, or "". NUL bytes alone don't tell: they also get into damaged files."""
    if b"\0" not in head:
        return ""
    shares = {}
    for name in ("utf-16-le", "utf-16-be"):
        text = head.decode(name, "replace")
        shares[name] = len(_PLAIN_WIDE.findall(text)) / len(text)
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] > 0.3 else ""


def _utf8(telling: bytes) -> str:
    """Return "utf-8" where it fits. A few bad bytes in what is otherwise UTF-8 are damage, not another encoding."""
    text = telling.decode("utf-8", "replace")
    bad = text.count("\ufffd") - telling.count("\ufffd".encode())
    good = _beyond_ascii(text) - bad
    return "utf-8" if bad == 0 or good > 2 * bad else ""


def _chinese(telling: bytes) -> str:
    """Return "gb18030" where that gives the commonest Chinese characters, or "".

    EUC-JP fits the same bytes, but has its kana where GB18030 has the same kana: Japanese stays Japanese.
    """
    text = telling.decode("gb18030", "replace")
    common = _COMMON_CHINESE.findall(text)
    good = len(common) - len(_KANA.findall(text)) - 3 * text.count("\ufffd")
    return "gb18030" if len(set(common)) > 2 and good > 0.05 * _beyond_ascii(text) else ""


def _japanese(telling: bytes) -> str:
    """Return the Japanese encoding with the better score, or "" if neither makes the bytes look like Japanese."""
    scores = {name: _japanese_score(telling.decode(name, "replace")) for name in JAPANESE}
    best = max(JAPANESE, key=lambda name: scores[name])
    return best if scores[best] > 0.1 else ""


def _japanese_score(text: str) -> float:
    """Weigh kana and runs of signs against what a wrong reading gives: private-use signs and undecodable bytes."""
    runs = sum(map(len, _JAPANESE_RUN.findall(text)))
    good = len(_KANA.findall(text)) + runs / 4
    bad = 3 * text.count("\ufffd") + 2 * len(_PRIVATE_USE.findall(text))
    return (good - bad) / max(1, _beyond_ascii(text))


def _beyond_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))
