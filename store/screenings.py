"""Screenings: what the machine said of a text. Append-only."""

import json

from domain.outcome import Outcome
from domain.screening import Screening
from store import cases, windows
from store.cases import RANK
from store.database import Database, Row


def add(db: Database, run: int, screening: Screening, at: str) -> int:
    """Store one screening with its windows and, unless it is clear, its case, in one transaction. Return its id.

    Two processes may do the same run: what was said first of a text stays.
    """
    with db.atomic():
        known = db.first("SELECT id FROM screenings WHERE run = :run AND text = :text", run=run, text=screening.text)
        return int(known["id"]) if known else _add(db, run, screening, at)


def _add(db: Database, run: int, screening: Screening, at: str) -> int:
    place = _place(db, run, screening.text)
    levels: list[str] = json.loads(place["levels"])
    row = {
        "run": run,
        "text": screening.text,
        "position": place["position"],
        "row": place["row"],
        "outcome": screening.outcome,
        "outcome_rank": RANK[screening.outcome],
        "code": screening.code,
        "probability": screening.probability,
        "severity": screening.severity,
        "level": levels.index(screening.severity) if screening.severity else None,
        "severity_probability": screening.severity_probability,
        "language": screening.language,
        "marked": screening.marked,
        "phrase": screening.phrase,
        "at": at,
    }
    stored = db.insert("screenings", row)
    windows.add(db, stored, screening.windows)
    db.tables.execute("UPDATE texts SET language = ? WHERE id = ?", [screening.language, screening.text])
    if screening.outcome is not Outcome.CLEAR:
        cases.add(db, screening, stored, place["protocol"], levels, at)
    return stored


def _place(db: Database, run: int, text: int) -> Row:
    """Return where a text stands in the run's input, and what the run's protocol is."""
    found = db.first(
        """
        SELECT position, row, protocols.protocol, levels
        FROM runs
            JOIN protocols ON protocols.id = runs.protocol
            JOIN batch_sources USING (batch)
            JOIN texts USING (source)
        WHERE runs.id = :run AND texts.id = :text
        """,
        run=run,
        text=text,
    )
    if found is None:
        raise KeyError(text)
    return found
