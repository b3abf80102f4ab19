"""A user's labelled file: what its label values mean under a protocol, and its rows with the truth beside each text."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

import numpy as np

from domain.errors import KizashiError
from domain.protocol import Protocol
from domain.text import Draft, Reading, Source
from intake.read import find_sources
from learning.metrics import Bools, Ints

LEFT_OUT = -1
"""The class of a row whose label was mapped to nothing."""

VALUES_SHOWN = 5
LONGEST_VALUE = 30
"""A longer value may be a text; it is not shown."""


class LabelError(KizashiError):
    """The labels of this file can't be used."""


class Task(StrEnum):
    """What is evaluated: the screening question's yes or no, or the severity levels."""

    SCREEN = "screen"
    SEVERITY = "severity"


class Labels:
    """What the label values mean: the protocol's own, and those that the user maps to them.

    `classes` stand mildest first; `positive` says of each whether the screening question should find it. `label_map`
    maps a value to one of the protocol's, or to "" to leave its rows out. Raises LabelError.
    """

    def __init__(self, protocol: Protocol, task: Task, label_map: Mapping[str, str]) -> None:
        if task is Task.SEVERITY and not protocol.levels:
            raise LabelError(f"The protocol {protocol.id} asks for no severity. Evaluate its screen.")
        self.protocol = protocol
        self.task = task
        self.classes, self.positive = _classes(protocol, task)
        self._meanings = _own(protocol, task)
        self._meanings |= {_normal(value): self._mapped(meaning) for value, meaning in label_map.items()}

    def meaning(self, value: str) -> int | None:
        """Return the class that a value stands for, LEFT_OUT, or None where it stands for nothing."""
        return self._meanings.get(_normal(value))

    def read(self, path: Path, reading: Reading) -> "Labelled":
        """Read a table; the first of `reading.other_columns` holds the labels, the second, if any, the groups.

        Raises IntakeError, and LabelError for a label that means nothing, where no row is left, and where the column of the
        texts is one of these.
        """
        if path.is_dir():
            raise LabelError(f"{path.name} is a folder. Evaluate a table that has a label column.")
        (source,) = find_sources([path], reading)
        if not source.columns:
            raise LabelError(
                f"{path.name} is a document and holds no labels. Evaluate a table that has a label column."
            )
        read = source.source.reading
        if read.text_column in read.other_columns:
            raise LabelError(
                f"{path.name}: the column {read.text_column} can't hold both the texts and their labels or groups. "
                "Name a column for each."
            )
        texts = tuple(source.drafts())
        meant = [self.meaning(text.others[0]) for text in texts]
        self._refuse(source.source, texts, meant)
        kept = [(text, true) for text, true in zip(texts, meant, strict=True) if true not in {None, LEFT_OUT}]
        if not kept:
            raise LabelError(f"{path.name} holds no row with a label to evaluate by.")
        true = np.array([true for _, true in kept], dtype=np.int64)
        labelled = tuple(text for text, _ in kept)
        return Labelled(source.source, labelled, true, self, len(texts) - len(kept))

    def _mapped(self, meaning: str) -> int:
        if not meaning:
            return LEFT_OUT
        found = self.meaning(meaning)
        if found is None:
            raise LabelError(f"'{meaning}' is no label of {self.protocol.id}. Map to one of: {self._choices()}.")
        return found

    def _refuse(self, source: Source, texts: Sequence[Draft], meant: Iterable[int | None]) -> None:
        """Refuse values that mean nothing: a guess would be a wrong figure."""
        unknown = [text for text, true in zip(texts, meant, strict=True) if true is None]
        if unknown:
            counts = Counter(_shown(text.others[0]) for text in unknown).most_common()
            values = ", ".join(f"{value} ({rows} rows)" for value, rows in counts[:VALUES_SHOWN])
            more = f" and {len(counts) - VALUES_SHOWN} more" if len(counts) > VALUES_SHOWN else ""
            column, row = source.reading.other_columns[0], unknown[0].row
            raise LabelError(
                f"{source.name}: the column {column} holds {values}{more}, first in row {row}. The labels of "
                f"{self.protocol.id} are: {self._choices()}. Map each other value: --label-map VALUE=LABEL "
                "(VALUE= leaves its rows out)."
            )

    def _choices(self) -> str:
        levels = [level.id for level in self.protocol.levels]
        both = [self.protocol.positive, self.protocol.negative]
        return ", ".join(levels if self.task is Task.SEVERITY else [*both, *levels])


@dataclass(frozen=True, slots=True)
class Labelled:
    """The rows of a file that have a label. `true` [rows] counts in `labels.classes`; `left_out` rows were mapped away."""

    source: Source
    texts: tuple[Draft, ...]
    true: Ints
    labels: Labels
    left_out: int

    @property
    def positive(self) -> Bools:
        """Which rows the screening question should find."""
        return np.array(self.labels.positive)[self.true]

    @property
    def top(self) -> Bools:
        """Which rows are of the last class."""
        return np.asarray(self.true == len(self.labels.classes) - 1)

    @property
    def groups(self) -> tuple[str, ...]:
        """The value of the group column in each row; empty where none was asked for."""
        return tuple(text.others[1] for text in self.texts if len(text.others) > 1)

    def where(self, rows: Bools) -> "Labelled":
        """Return the same file with some of its rows."""
        texts = tuple(text for text, kept in zip(self.texts, rows, strict=True) if kept)
        return replace(self, texts=texts, true=self.true[rows])


def bare(text: str) -> str:
    """Return a text in the form in which texts are compared: case and spaces don't count."""
    return " ".join(text.casefold().split())


def _classes(protocol: Protocol, task: Task) -> tuple[tuple[str, ...], tuple[bool, ...]]:
    if task is Task.SCREEN:
        return (protocol.negative, protocol.positive), (False, True)
    return tuple(level.id for level in protocol.levels), tuple(level.positive for level in protocol.levels)


def _own(protocol: Protocol, task: Task) -> dict[str, int]:
    """Return the protocol's own values, in all its languages, with the class that each stands for."""
    levels = [[level.id for level in protocol.levels]]
    levels += [list(wording.severity.answers) for wording in protocol.wordings.values() if wording.severity]
    if task is Task.SEVERITY:
        return {_normal(name): place for names in levels for place, name in enumerate(names)}
    found = {
        _normal(name): int(protocol.levels[place].positive) for names in levels for place, name in enumerate(names)
    }
    pairs = [(protocol.positive, protocol.negative)]
    pairs += [(wording.screen.answers[0], wording.screen.answers[1]) for wording in protocol.wordings.values()]
    return found | {_normal(name): int(not place) for pair in pairs for place, name in enumerate(pair)}


def _normal(value: str) -> str:
    """Return a value in the form in which values are compared: width, case and spaces don't count."""
    return " ".join(unicodedata.normalize("NFKC", value).casefold().split())


def _shown(value: str) -> str:
    if not value:
        return "no value"
    return f"'{value}'" if len(value) <= LONGEST_VALUE else f"a text of {len(value)} characters"
