"""What a person reads at a terminal: results on standard output, everything else on standard error."""

import sys
import unicodedata

from rich.console import Console
from rich.table import Column, Table

FILE_COLUMNS = 200
"""How wide a table may grow in a file or a pipe, which has no edge at which a figure must be cut."""


class _Results(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to the command line's border, which rich would go past without a word."""
        raise BrokenPipeError


_AT_A_TERMINAL = sys.stdout is not None and sys.stdout.isatty()

RESULTS = _Results(width=None if _AT_A_TERMINAL else FILE_COLUMNS, markup=False, highlight=False, emoji=False)
PROGRESS = Console(stderr=True, markup=False, highlight=False, emoji=False)


def say(sentence: str) -> None:
    """Print a sentence as a result, unbroken, so that a path or a command in it can be copied."""
    RESULTS.print(sentence, soft_wrap=True)


def uncut(*names: str, title: str | None = None, show_header: bool = True, show_lines: bool = False) -> Table:
    """Return a table that cuts nothing off: a word longer than its column, as a Japanese sentence is, goes on below."""
    columns = (Column(name, overflow="fold") for name in names)
    return Table(*columns, title=title, title_justify="left", show_header=show_header, show_lines=show_lines)


def printable(untrusted_text: str) -> str:
    """Return a text on one line without control characters, so that a file's contents can't steer the terminal.

    Spaces stay, the wide one of Japanese among them, which Python calls unprintable.
    """
    return "".join(
        character if character.isprintable() or unicodedata.category(character) == "Zs" else "\N{REPLACEMENT CHARACTER}"
        for character in untrusted_text
    )
