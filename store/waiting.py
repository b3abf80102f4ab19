"""The files that wait to be screened, each person's own, in the store: where a file lies may say whose it is."""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from domain.mandate import Mandate
from domain.text import Reading
from domain.waiting import Waiting
from store.database import Database

NAMED = "name GLOB 'waiting for *'"
"""Which rows of `settings` are such files."""


def saved(db: Database, actor: str) -> list[Waiting]:
    """Return the files that wait for a person, the next one first."""
    rows = db.query(f"SELECT value FROM settings WHERE {_OF} ORDER BY json_extract(value, '$.place')", actor=actor)
    return [_waiting(json.loads(row["value"])) for row in rows]


def save(db: Database, actor: str, files: Sequence[Waiting]) -> None:
    """Let these files wait for a person, in place of those before."""
    with db.atomic(durable=True):
        db.tables.execute(f"DELETE FROM settings WHERE {_OF}", {"actor": actor})
        db.tables.table("settings").insert_all(
            {"name": f"waiting for {actor} {place}", "value": json.dumps(_values(file, actor, place))}
            for place, file in enumerate(files)
        )


def forget(db: Database, files: Collection[str], persons: Collection[str]) -> None:
    """Let what waits be forgotten that leads to erased texts: by a file's name, or by a person's id in its path.

    A folder is forgotten for any of the files in it. What can't be looked into now, on a stick that is somewhere else, is
    judged by its path.
    """
    for row in list(db.query(f"SELECT name, value FROM settings WHERE {NAMED}")):
        path = Path(json.loads(row["value"])["path"])
        if _leads_to(path, files) or not {*path.parts, path.stem}.isdisjoint(persons):
            db.tables.execute("DELETE FROM settings WHERE name = ?", [row["name"]])


_OF = f"{NAMED} AND json_extract(value, '$.of') = :actor"


def _values(file: Waiting, actor: str, place: int) -> dict[str, object]:
    return {**asdict(file), "of": actor, "place": place}


def _leads_to(path: Path, files: Collection[str]) -> bool:
    try:
        return path.name in files or any(inner.name in files for inner in path.iterdir())
    except OSError:
        return False


def _waiting(values: dict[str, Any]) -> Waiting:
    reading = Reading(**{**values["reading"], "other_columns": tuple(values["reading"]["other_columns"])})
    mandate = Mandate(**values["mandate"])
    return Waiting(values["path"], values["protocol"], values["pack"], reading, mandate, values["new"])
