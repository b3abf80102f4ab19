"""The time as records carry it."""

from datetime import UTC, datetime


def now() -> str:
    """Return the time in UTC as ISO 8601, to the second: it sorts as text."""
    return datetime.now(UTC).isoformat(timespec="seconds")
