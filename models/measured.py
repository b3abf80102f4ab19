"""What was measured of a pack on this machine, and what was chosen: one small file per pack and machine in the data folder.

It is no part of the pack, whose bytes are the same everywhere. A data folder on a stick serves several machines, so the file's
name tells them apart; another version of ONNX Runtime is another machine, since it may round otherwise.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from domain.clock import now
from domain.files import whole_file
from domain.pack import Pack
from inference.machine import describe
from inference.session import versions
from models.errors import MALFORMED
from models.parity import Parity, inside

FOLDER = "measured"
FORMAT = 1
NAMED = 12
"""Characters of a hash in a file's name."""


class Use(StrEnum):
    """What a variant is run for: a protocol's questions, or the states that learned heads read."""

    QUESTIONS = "questions"
    HEADS = "heads"


@dataclass(frozen=True, slots=True)
class Figures:
    """One variant on this machine. `parity` is by protocol and language; `peak_mb` of a process that runs nothing else."""

    use: Use
    variant: str
    threads: int
    parity: Mapping[str, Parity]
    texts_per_second: float
    peak_mb: float

    @property
    def inside(self) -> bool:
        """Whether the variant is within the bounds of the gate."""
        return inside(self.parity)

    @property
    def worst(self) -> Parity:
        """The differences under the protocol and language that the variant does worst at."""
        return max(self.parity.values(), key=lambda gap: gap.mean, default=Parity(0, 0, 1, 0))


@dataclass(frozen=True, slots=True)
class Choice:
    """What runs by default after tuning."""

    variant: str
    threads: int


@dataclass(frozen=True, slots=True)
class Measured:
    """All that is known of a pack here; nothing is chosen before it was tuned. `at` is UTC, ISO 8601."""

    at: str
    figures: Sequence[Figures] = ()
    chosen: Mapping[Use, Choice] | None = None

    def with_figures(self, fresh: Sequence[Figures]) -> "Measured":
        """Return the same with newer figures in place of those of the same use and variant."""
        newer = {(one.use, one.variant) for one in fresh}
        kept = [one for one in self.figures if (one.use, one.variant) not in newer]
        return Measured(now(), (*kept, *fresh), self.chosen)


def load(data: Path, pack: Pack) -> Measured:
    """Return what was measured here; nothing where the file is missing, damaged or another version's: it can be made again."""
    try:
        content = json.loads(_path(data, pack).read_bytes())
        if content["format"] != FORMAT:
            return Measured("")
        figures = tuple(_figures(entry) for entry in content["figures"])
        chosen = {Use(use): Choice(**choice) for use, choice in content["chosen"].items()}
        return Measured(content["at"], figures, chosen or None)
    except (OSError, *MALFORMED):
        return Measured("")


def save(data: Path, pack: Pack, measured: Measured) -> None:
    """Write what was measured, in place of what was there."""
    path = _path(data, pack)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    chosen = {use: asdict(choice) for use, choice in (measured.chosen or {}).items()}
    figures = [asdict(one) for one in measured.figures]
    content = {"format": FORMAT, "at": measured.at, "machine": describe(), "figures": figures, "chosen": chosen}
    with whole_file(path) as file:
        json.dump(content, file, indent=1)


def _path(data: Path, pack: Pack) -> Path:
    return data / FOLDER / f"{pack.id}-{pack.sha256[:NAMED]}-{_machine()}.json"


def _machine() -> str:
    """Return a short name for what numbers and speed depend on."""
    known = describe()
    parts = [known[name] for name in ("processor", "cores", "threads", "int8_instructions")]
    return hashlib.sha256(json.dumps([*parts, versions()]).encode()).hexdigest()[:NAMED]


def _figures(entry: Mapping[str, Any]) -> Figures:
    parity = {name: Parity(**one) for name, one in entry["parity"].items()}
    return Figures(**{**entry, "use": Use(entry["use"]), "parity": parity})
