"""Heads as small JSON files: written whole or not at all, read back to the last bit."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from domain.estimate import Estimate
from domain.files import whole_binary
from domain.head import Calibration, Head, Ordinal, Probe, Record, Tie
from domain.protocol import Thresholds
from learning.errors import HeadDamagedError, HeadMissingError

FORMAT = 1
"""Raised when the file changes so that an older Kizashi could misread it."""


def write(head: Head, path: Path) -> None:
    """Write a head in place of the one that was there."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with whole_binary(path) as file:
        file.write(content(head))


def read(path: Path) -> Head:
    """Return the head in a file. Raises HeadMissingError and HeadDamagedError."""
    try:
        return parse(path.read_bytes(), path.name)
    except OSError:
        raise HeadMissingError from None


def parse(found: bytes, name: str) -> Head:
    """Return the head that a file's content holds. Raises HeadDamagedError, which names the file."""
    try:
        values = json.loads(found)
        if values.pop("format") != FORMAT:
            raise HeadDamagedError(f"{name} was written by another version of Kizashi. Train the heads again.")
        return _head(values)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise HeadDamagedError(f"{name} can't be read. Train the heads of this model again.") from error


def content(head: Head) -> bytes:
    """Return a head as the content of its file."""
    return json.dumps({"format": FORMAT, **asdict(head)}, indent=0).encode()


def _head(values: dict[str, Any]) -> Head:
    severity, record = values["severity"], values["record"]
    metrics = {name: Estimate(**metric) for name, metric in record["metrics"].items()}
    made = {
        "tie": Tie(**values["tie"]),
        "screen": _probe(values["screen"]),
        "severity": severity and Ordinal(severity["quiet"], tuple(map(_probe, severity["steps"]))),
        "thresholds": Thresholds(**values["thresholds"]),
        "record": Record(**{**record, "metrics": metrics}),
    }
    return Head(**{**values, **made})


def _probe(values: Mapping[str, Any]) -> Probe:
    return Probe(tuple(values["weights"]), values["bias"], Calibration(**values["calibration"]))
