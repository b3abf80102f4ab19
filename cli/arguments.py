"""Paths, numbers and days as arguments of commands, and the check of a path that is written to."""

from argparse import ArgumentTypeError
from datetime import UTC, datetime
from pathlib import Path

from domain.errors import KizashiError

MOST_DIGITS = 18
"""Digits of a number that the store can hold."""


def file_path(text: str) -> Path:
    """Return the path of a file or folder. An empty one, as of a script's unset variable, is not the folder one is in."""
    if not text:
        raise ArgumentTypeError("the name of a file or folder is empty")
    return Path(text)


def check_out(out: Path, *endings: str) -> None:
    """Return if a file of one of these endings can be written, which takes no store's, key's or document's place by a slip.

    Raises KizashiError: better before the work than after it.
    """
    if not out.parent.is_dir():
        raise KizashiError(f"There is no folder {out.parent} to write to. Make it first.")
    if out.resolve().suffix.lower() not in endings:
        raise KizashiError(f"{out.name} would not be what its name says. Give it the ending {' or '.join(endings)}.")


def number(text: str) -> int:
    """Return a whole number from 1 on."""
    if not text.isdecimal() or len(text) > MOST_DIGITS or not int(text):
        raise ArgumentTypeError(f"{text} is not a whole number from 1 on")
    return int(text)


def day(text: str) -> str:
    """Return the beginning of a day as records carry times."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).isoformat(timespec="seconds")
    except ValueError:
        raise ArgumentTypeError(f"{text} is not a day, such as 2026-05-03") from None
