"""JSON Lines: one object per line, nested fields named by their path ("user.id"). Other lines are rows all the same."""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from intake import encoding as encodings
from intake.notes import NoteKind
from intake.table import SAMPLE_ROWS, Row, Table


def table(path: Path, encoding: str) -> Table | None:
    """Open a file; its columns are the fields of its first objects. None where its first lines hold no object."""
    sample = islice(_objects(path, encoding), SAMPLE_ROWS)
    columns = tuple(dict.fromkeys(name for _, fields in sample for name in fields or {}))
    if not columns:
        return None

    def rows() -> Iterator[Row]:
        for line, fields in _objects(path, encoding):
            if fields is None:
                yield Row([line], NoteKind.NOT_JSON)
            else:
                yield Row([fields.get(name, "") for name in columns])

    return Table(columns, rows, usual=len(columns))


def _objects(path: Path, encoding: str) -> Iterator[tuple[str, dict[str, str] | None]]:
    for line in encodings.lines(path, encoding):
        if line.strip():
            yield line.strip(), _fields(line)


def _fields(line: str) -> dict[str, str] | None:
    try:
        value = json.loads(line)
        return dict(_flat("", value)) if isinstance(value, dict) else None
    except (ValueError, RecursionError):  # not JSON; a number or a nesting beyond all bounds
        return None


def _flat(name: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(f"{name}.{key}" if name else key, inner)
    elif isinstance(value, str):
        yield name, value
    else:
        yield name, "" if value is None else json.dumps(value, ensure_ascii=False)
