"""What a site has set of its own, the response times that cases are due by, and the last date that the store saw."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from domain.site import Crisis, DeskRules
from store.database import Database

CRISIS, RULES, DATE = "crisis", "rules", "date"
"""The names of what is set, each a JSON object: of its dataclass's fields, and of the date seen last."""

DUE = """
    coalesce((
        SELECT strftime('%Y-%m-%dT%H:%M:%S+00:00', runs.started_at, round(hours * 3600) || ' seconds')
        FROM screenings
            JOIN runs ON runs.id = screenings.run
            JOIN protocols ON protocols.id = runs.protocol
            JOIN response_times ON response_times.protocol = protocols.protocol AND response_times.level =
                iif(lane = 0, json_extract(levels, '$[#-1]'), iif(outcome = 'flagged', screenings.severity, ''))
        WHERE screenings.id = cases.screening
    ), '')
"""
"""When a case is due, from the start of the run that its text was imported for: "" without a time for its severity."""


def crisis(db: Database) -> Crisis:
    """Return what people are told in an emergency; empty until the site has set it."""
    return Crisis(**_values(db, CRISIS))


def put_crisis(db: Database, crisis: Crisis) -> None:
    """Set what people are told in an emergency."""
    _put(db, CRISIS, asdict(crisis))


def rules(db: Database) -> DeskRules:
    """Return how cases are decided."""
    return DeskRules(**_values(db, RULES))


def put_rules(db: Database, rules: DeskRules) -> None:
    """Set how cases are decided."""
    _put(db, RULES, asdict(rules))


def date_seen(db: Database) -> str:
    """Return the last date (UTC, ISO 8601) that the computer had and nobody had to doubt, "" before the first."""
    return str(_values(db, DATE).get("seen", ""))


def put_date_seen(db: Database, at: str) -> None:
    """Keep the date that the computer has now."""
    _put(db, DATE, {"seen": at})


def response_times(db: Database, protocol: str) -> dict[str, float]:
    """Return the hours for each level of a protocol that has a time."""
    rows = db.query("SELECT level, hours FROM response_times WHERE protocol = :protocol", protocol=protocol)
    return {row["level"]: row["hours"] for row in rows}


def put_response_time(db: Database, protocol: str, level: str, hours: float | None) -> None:
    """Set a level's time, None for none; what waits is due by it from now on."""
    with db.atomic(durable=True):
        db.tables.execute("DELETE FROM response_times WHERE protocol = ? AND level = ?", [protocol, level])
        if hours is not None:
            db.insert("response_times", {"protocol": protocol, "level": level, "hours": hours})
        db.tables.execute(f"UPDATE cases SET due_at = {DUE} WHERE protocol = ? AND decided = 0", [protocol])


def offer_response_times(db: Database, protocol: str, hours: Mapping[str, float | None]) -> None:
    """Take a protocol file's times for those levels that the site has not set one for."""
    with db.atomic():
        db.tables.conn.executemany(
            "INSERT OR IGNORE INTO response_times (protocol, level, hours) VALUES (?, ?, ?)",
            [(protocol, level, value) for level, value in hours.items() if value is not None],
        )


def _values(db: Database, name: str) -> dict[str, Any]:
    found = db.first("SELECT value FROM settings WHERE name = :name", name=name)
    return dict(json.loads(found["value"])) if found else {}


def _put(db: Database, name: str, values: Mapping[str, object]) -> None:
    with db.atomic(durable=True):
        db.tables.execute("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", [name, json.dumps(values)])
