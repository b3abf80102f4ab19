"""What an evaluation is given and what it found. It holds ids, labels and numbers, never a text."""

from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from domain.adjustment import Basis
from domain.estimate import Estimate
from domain.outcome import Code, Outcome
from domain.protocol import Thresholds
from domain.screening import Screening
from domain.text import Draft, Reading
from learning.labels import Labelled, Labels
from learning.lessons import Lesson
from learning.planning import Planned, Wanted
from learning.prompting import Weighed
from learning.slices import Slice
from learning.systems import Measured

Judge = Callable[[Iterable[Draft]], Generator[Screening, None, None]]
"""Texts in, what becomes of each out, in order: its probability, levels, language, and the outcome that people would see."""


@dataclass(frozen=True, slots=True)
class Contender:
    """One way of asking one model, to be opened when its turn comes.

    `thresholds` gives the way's own of a language, fixed before the file is read: at `flag` the decision is forced.
    `basis` gives what an adjustment of it would be measured with. `learned_from` holds the texts that it learned from, as
    `bare` writes them.
    """

    name: str
    model: str
    way: str
    thresholds: Callable[[str], Thresholds]
    open: Callable[[], Judge]
    basis: Callable[[str], Basis]
    learned_from: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Order:
    """What is evaluated: a labelled table (see `Labels.read`) and what other systems said of its rows.

    With something `wanted` of thresholds, such are chosen for the first way, which must be without adjustments.
    """

    file: Path
    reading: Reading
    labels: Labels
    predictions: Sequence[Path] = ()
    wanted: Wanted | None = None


@dataclass(frozen=True, slots=True)
class Routed:
    """What people would see of the file if this way had its validation record, phrases and steering included.

    `recall` is the share of positive rows among what they read, `top_recall` that of the top level (None for a screen),
    `share_read` the share of all rows that they read.
    """

    recall: Estimate
    top_recall: Estimate | None
    share_read: Estimate


@dataclass(frozen=True, slots=True)
class WayMeasured:
    """How well a way did and what it cost. `abstained`: the share that the model left to people, phrases aside.

    `texts_per_hour` counts the texts that the model was asked of, `memory_mb` is what the process held at the end.
    `known` counts the texts that it learned from; of them it knows the answer, so that its figures flatter.
    """

    contender: Contender
    measured: Measured
    screenings: tuple[Screening, ...]
    abstained: Estimate
    routed: Routed
    known: int
    texts_per_hour: float
    memory_mb: float


@dataclass(frozen=True, slots=True)
class Mistake:
    """One row that was decided wrongly, and what people would see of it. Never its text.

    `missed`: it was held for milder than it is, or was not screened.
    """

    id: str
    row: int
    true: str
    said: str
    missed: bool
    probability: float | None
    outcome: Outcome
    code: Code
    language: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that was found; the first way is the one that slices and mistakes are of, and that others are paired with.

    `weighed` tells why a head is asked alone where its prompt was to be asked beside it.
    """

    file: Labelled
    ways: tuple[WayMeasured, ...]
    others: tuple[Measured, ...]
    slices: tuple[Slice, ...]
    mistakes: tuple[Mistake, ...]
    plans: tuple[Planned, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    weighed: tuple[Weighed, ...] = ()
