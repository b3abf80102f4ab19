"""Example sets: texts with the answer that a reader gave, kept as files that a person can review."""

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from domain.protocol import Protocol
from learning.errors import ExamplesError
from learning.metrics import Bools, Ints
from screening.protocols import SHIPPED, find
from screening.protocols import shipped as known_protocols
from screening.tables import Table


@dataclass(frozen=True, slots=True)
class Example:
    """One text and its answer.

    `severity` is "" where the protocol has no levels, `hard` names why it is easy to misread, "" where it is not.
    """

    id: str
    text: str
    positive: bool
    severity: str
    register: str
    hard: str
    rationale: str


@dataclass(frozen=True, slots=True)
class ExampleSet:
    """The examples of one protocol in one language.

    `beside` are texts of other protocols that a head learns from too. `sha256` is of the bytes of all files that a head
    learns from: an edited set is another one, and so is one whose head starts from a prior.
    """

    protocol: Protocol
    language: str
    sha256: str
    examples: tuple[Example, ...]
    beside: "ExampleSet | None" = None

    @property
    def texts(self) -> list[str]:
        """The texts in order."""
        return [example.text for example in self.examples]

    @property
    def all_texts(self) -> list[str]:
        """The texts with those beside them: all that a head learns from."""
        return [*self.texts, *(self.beside.texts if self.beside else [])]

    @property
    def positive(self) -> Bools:
        """Which of them the screening question should find."""
        return np.array([example.positive for example in self.examples])

    @property
    def ranks(self) -> Ints:
        """The place of each one's severity among the protocol's levels; all 0 where it has none."""
        places = {level.id: place for place, level in enumerate(self.protocol.levels)}
        return np.array([places.get(example.severity, 0) for example in self.examples], dtype=np.int64)

    @property
    def registers(self) -> tuple[str, ...]:
        """The register of each: what kind of text it is."""
        return tuple(example.register for example in self.examples)


def path(protocol: str, language: str) -> Path:
    """Return where the shipped examples of a protocol in a language lie; there may be none."""
    return SHIPPED / protocol / f"examples.{language}.toml"


def read(file: Path, protocol: Protocol, language: str) -> ExampleSet:
    """Return the examples in a TOML file. Raises ExamplesError, which names the file, the key and what it may hold."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise ExamplesError(f"{file}: can't be read: {error.strerror}.") from error
    table = Table.parse(str(file), content, ExamplesError)
    examples = tuple(_example(entry, protocol) for entry in table.tables("example"))
    table.done()
    twice = [name for name, count in Counter(example.id for example in examples).items() if count > 1]
    if not examples or twice:
        table.refuse("example", f"must hold ids that differ; '{twice[0]}' is there twice." if twice else "is missing.")
    return ExampleSet(protocol, language, hashlib.sha256(content).hexdigest(), examples)


def shipped(protocol: Protocol, language: str) -> ExampleSet:
    """Return the shipped examples of a protocol in a language, with those beside them. Raises ExamplesError."""
    own = read(path(protocol.id, language), protocol, language)
    beside = _neighbours(protocol, language) or _read_again(protocol, language)
    if beside is None:
        return own
    prior = " prior" if (protocol.id, language) in PRIOR else ""
    both = hashlib.sha256(f"{own.sha256} {beside.sha256}{prior}".encode()).hexdigest()
    return replace(own, sha256=both, beside=beside)


NEIGHBOUR = {"depression": "stress"}
"""Per protocol another one whose examples its head learns from too, with that one's labels.

In real posts depression goes with strain; in written ones hard cases hold the two apart, and a head that has seen only
those looks past what most depressed people write about: docs/decisions/009-learned-heads.md.
"""

PRIOR = {("depression", "en")}
"""The protocols and languages whose heads start from how real texts differ: docs/decisions/036-a-prior-from-real-texts.md."""


def _neighbours(protocol: Protocol, language: str) -> ExampleSet | None:
    other = NEIGHBOUR.get(protocol.id)
    if other is None or not path(other, language).is_file():
        return None
    return read(path(other, language), find(other), language)


def _read_again(protocol: Protocol, language: str) -> ExampleSet | None:
    """Return the other protocols' examples as they read under this one's definitions, where somebody has read them so."""
    file = path(protocol.id, language).with_name(f"readings.{language}.toml")
    if not file.is_file():
        return None
    content = file.read_bytes()
    table = Table.parse(str(file), content, ExamplesError)
    others = (other for other in known_protocols() if other.id != protocol.id and path(other.id, language).is_file())
    sets = [read(path(other.id, language), other, language) for other in others]
    readings = table.table("readings")
    levels = {level.id: level.positive for level in protocol.levels}
    examples = []
    for one in (example for known in sets for example in known.examples):
        severity = readings.text(one.id)
        if severity not in levels:
            readings.refuse(one.id, f"must be one of {', '.join(levels)}.")
        examples.append(replace(one, positive=levels[severity], severity=severity))
    readings.done()
    table.done()
    sha256 = hashlib.sha256(content + "".join(known.sha256 for known in sets).encode()).hexdigest()
    return ExampleSet(protocol, language, sha256, tuple(examples))


def _example(entry: Table, protocol: Protocol) -> Example:
    label = entry.text("label")
    if label not in {protocol.positive, protocol.negative}:
        entry.refuse("label", f"must be '{protocol.positive}' or '{protocol.negative}'.")
    positive = label == protocol.positive
    example = Example(
        id=entry.text("id"),
        text=entry.text("text"),
        positive=positive,
        severity=_severity(entry, protocol, positive=positive) if protocol.levels else "",
        register=entry.text("register"),
        hard=entry.text("hard", empty=True),
        rationale=entry.text("rationale"),
    )
    entry.done()
    return example


def _severity(entry: Table, protocol: Protocol, *, positive: bool) -> str:
    severity = entry.text("severity")
    allowed = [level.id for level in protocol.levels if level.positive == positive]
    if severity not in allowed:
        entry.refuse("severity", f"must be one of {', '.join(allowed)} beside this label.")
    return severity
