"""The audit chain: each row's digest covers the row before it, so that a change, a gap or a new order shows."""

import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from itertools import groupby
from json.encoder import encode_basestring as _quoted
from typing import Self

from domain.errors import KizashiError

FIRST = "0" * 64
"""The digest that the first row follows."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what to what, when (UTC, ISO 8601). Never a text body, never a note."""

    at: str
    actor: str
    act: str
    subject: str
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the chain with its place in it."""

    row: int
    entry: AuditEntry


@dataclass(frozen=True, slots=True)
class Sought:
    """Which rows of the chain somebody looks for; what is "" or None is left open.

    `since` (included) and `until` (not included): UTC, ISO 8601. `batch` takes in its runs, cases, texts and what left of it.
    """

    actor: str = ""
    act: str = ""
    since: str = ""
    until: str = ""
    batch: int | None = None
    case: int | None = None

    def __str__(self) -> str:
        given = ((one.name, getattr(self, one.name)) for one in fields(self))
        return ", ".join(f"{name} {value}" for name, value in given if value not in ("", None)) or "everything"


@dataclass(frozen=True, slots=True)
class Head:
    """The chain's last row and its digest; written down elsewhere (`str`), it shows when the chain's end is cut off."""

    row: int = 0
    digest: str = FIRST

    def __str__(self) -> str:
        return f"{self.row}:{self.digest}"

    @classmethod
    def parse(cls, noted: str) -> Self:
        """Read what `str` wrote. Raises KizashiError."""
        found = re.fullmatch(r"(\d{1,15}):([0-9a-f]{64})", noted.strip().lower())
        if not found:
            raise KizashiError(
                "This is not a head of the audit chain. It reads ROW:DIGEST, as an export's note gives it."
            )
        return cls(int(found[1]), found[2])


def link(key: bytes, previous: str, entry: AuditEntry) -> str:
    """Return the HMAC-SHA256 (hex) of `entry` chained to the digest `previous`."""
    return linked(key, previous, (entry.at, entry.actor, entry.act, entry.subject, entry.old, entry.new))


def linked(key: bytes, previous: str, values: Iterable[str]) -> str:
    """Return what `link` does, of an entry's fields in their order: a million rows are verified while somebody waits.

    The digest covers JSON without spaces: a list of the digest before, and of an object with its keys in order.
    """
    at, actor, act, subject, old, new = map(_quoted, values)
    body = (
        f'[{_quoted(previous)},{{"act":{act},"actor":{actor},"at":{at},"new":{new},"old":{old},"subject":{subject}}}]'
    )
    return hmac.digest(key, body.encode(), "sha256").hex()


def ranges(numbers: Iterable[int]) -> str:
    """Return numbers in few words, as a row of the chain names many texts: "1-3 7 9-12"."""
    runs = groupby(enumerate(sorted(set(numbers))), key=lambda pair: pair[1] - pair[0])
    ends = ([number for _, number in run] for _, run in runs)
    return " ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in ends)
