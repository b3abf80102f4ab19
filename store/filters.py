"""The filters that people have given a name, each person's own, in the store: they may hold words that were looked for."""

import json
from collections.abc import Mapping
from dataclasses import fields

from domain.outcome import Code, Outcome
from store.database import Database
from store.search import Filter


def saved(db: Database, actor: str) -> dict[str, Filter]:
    """Return a person's filters by name, in the order in which they were saved."""
    row = db.first("SELECT value FROM settings WHERE name = :name", name=_name(actor))
    return {name: _filter(values) for name, values in json.loads(row["value"]).items()} if row else {}


def save(db: Database, actor: str, wanted: Mapping[str, Filter]) -> None:
    """Keep these filters as a person's own, in place of those before."""
    value = json.dumps({name: _values(one) for name, one in wanted.items()})
    with db.atomic(durable=True):
        db.tables.table("settings").upsert({"name": _name(actor), "value": value}, pk="name")


def _name(actor: str) -> str:
    return f"filters of {actor}"


def _values(wanted: Filter) -> dict[str, object]:
    values: dict[str, object] = {field.name: getattr(wanted, field.name) for field in fields(wanted)}
    return values | {"outcomes": None if wanted.outcomes is None else sorted(wanted.outcomes)}


def _filter(values: Mapping[str, object]) -> Filter:
    outcomes, code = values["outcomes"], values["code"]
    parsed = {
        "outcomes": frozenset(map(Outcome, outcomes)) if isinstance(outcomes, list) else None,
        "code": None if code is None else Code(str(code)),
    }
    return Filter(**{**values, **parsed})  # type: ignore[arg-type]
