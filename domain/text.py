"""A text as a user's file holds it, before any model has seen it."""

from dataclasses import dataclass
from unicodedata import east_asian_width

MARKED_REPLACED_SHARE = 0.02
"""Up to this share of replaced characters a text is screened and marked; above it, it is `undecodable`."""

SHORT = 120
"""Columns, of which a Chinese or Japanese character takes two, under which a head's probability is coarse: docs/quality.md."""


def is_short(untrusted_text: str) -> bool:
    """Return whether a text is so short that a head says too much of it."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in untrusted_text) < SHORT


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is read: which columns mean what, and in which encoding. Empty means "to be guessed".

    `other_columns` are wanted as they stand, such as a label.
    """

    text_column: str = ""
    id_column: str = ""
    person_column: str = ""
    date_column: str = ""
    encoding: str = ""
    other_columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One file: its name as shown, the SHA-256 that identifies it, and how it is read."""

    name: str
    sha256: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Draft:
    """One text of a source.

    `row` counts from 1 in file order; `replaced` is the share of characters that could not be decoded. `others` holds a
    cell for each of `Reading.other_columns`, "" in a damaged row.
    """

    row: int
    untrusted_body: str
    id: str = ""
    person: str = ""
    written_at: str = ""
    replaced: float = 0.0
    others: tuple[str, ...] = ()
