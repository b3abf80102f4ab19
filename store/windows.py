"""Windows: what the machine said of each part of a text. Append-only."""

import json
from collections.abc import Iterable, Sequence

from domain.screening import Window
from store.database import Database, Row


def add(db: Database, screening: int, windows: Sequence[Window]) -> None:
    """Store the windows of a screening, in text order, inside the caller's transaction."""
    db.tables.table("windows").insert_all(
        {
            "screening": screening,
            "ordinal": ordinal,
            "start_char": window.start,
            "end_char": window.end,
            "log_odds": window.log_odds,
            "severity": json.dumps(window.severity),
        }
        for ordinal, window in enumerate(windows)
    )


def of_screening(db: Database, screening: int) -> list[Window]:
    """Return what was said of each window of a text, in text order."""
    return _windows(
        db.query(
            "SELECT start_char, end_char, log_odds, severity FROM windows WHERE screening = :screening ORDER BY ordinal",
            screening=screening,
        )
    )


def of_case(db: Database, case: int) -> list[Window]:
    """Return what was said of each window of a case's text, in text order."""
    return _windows(
        db.query(
            """
            SELECT start_char, end_char, log_odds, windows.severity
            FROM cases JOIN windows USING (screening) WHERE cases.id = :case ORDER BY ordinal
            """,
            case=case,
        )
    )


def _windows(rows: Iterable[Row]) -> list[Window]:
    return [
        Window(row["start_char"], row["end_char"], row["log_odds"], tuple(json.loads(row["severity"]))) for row in rows
    ]
