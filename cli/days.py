"""Days as arguments of commands."""

from argparse import ArgumentTypeError
from datetime import UTC, datetime


def day(text: str) -> str:
    """Return the beginning of a day as records carry times."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).isoformat(timespec="seconds")
    except ValueError:
        raise ArgumentTypeError(f"{text} is not a day, such as 2026-05-03") from None
