"""Example sets: texts with the answer that a reader gave, kept as files that a person can review."""

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from domain.protocol import Protocol
from learning.errors import ExamplesError
from learning.metrics import Bools, Ints
from screening import protocols
from screening.protocols import SHIPPED
from screening.tables import Table


@dataclass(frozen=True, slots=True)
class Example:
    """One text and its answer.

    `severity` is "" where the protocol has no levels, `hard` names why it is easy to misread, "" where it is not, and
    `rationale` why this answer, "" where a text of another protocol was read again.
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
    """The examples of one protocol in one language. `sha256` is of the file's bytes: an edited set is another one."""

    protocol: Protocol
    language: str
    sha256: str
    examples: tuple[Example, ...]

    @property
    def texts(self) -> list[str]:
        """The texts in order."""
        return [example.text for example in self.examples]

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
    """Return all shipped texts that were read under a protocol's definitions, in the order of `pool`.

    Those are its own examples, and those of the other protocols that `labels.<language>.toml` beside its own names.
    Raises ExamplesError.
    """
    file = path(protocol.id, language).with_name(f"labels.{language}.toml")
    content = file.read_bytes() if file.is_file() else b"[labels]"
    table = Table.parse(str(file), content, ExamplesError)
    labels = table.table("labels")
    found: list[Example] = []
    digest = hashlib.sha256(content)
    for known in _sets(language):
        own = known.protocol.id == protocol.id
        digest.update(known.sha256.encode())
        found += known.examples if own else filter(None, (_again(one, protocol, labels) for one in known.examples))
    labels.done()
    return ExampleSet(protocol, language, digest.hexdigest(), tuple(found))


def pool(language: str) -> dict[str, str]:
    """Return every shipped text of a language by its id, whatever protocol it was written for."""
    return {example.id: example.text for known in _sets(language) for example in known.examples}


@cache
def _sets(language: str) -> tuple[ExampleSet, ...]:
    there = ((protocol, path(protocol.id, language)) for protocol in protocols.shipped())
    return tuple(read(file, protocol, language) for protocol, file in there if file.is_file())


def _again(example: Example, protocol: Protocol, labels: Table) -> Example | None:
    """Return another protocol's example with what was read in it under this one, None where that was left open."""
    said = labels.take(example.id)
    if said is None:
        return None
    levels = {level.id: level.positive for level in protocol.levels}
    known = levels or {protocol.positive: True, protocol.negative: False}
    if said not in known:
        labels.refuse(example.id, f"must be one of {', '.join(known)}.")
    return replace(example, positive=known[str(said)], severity=str(said) if levels else "", rationale="")


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
