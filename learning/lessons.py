"""How much labelled texts of the site's own would help: heads learned from a few of a file's rows, tested on the rest.

They are learned as `examples adopt` learns: with the shipped examples beside them unless they do clearly better alone.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from domain.errors import KizashiError
from domain.estimate import Estimate
from domain.head import Ordinal
from domain.odds import logit
from domain.pack import Pack
from inference.scorer import open_scorer
from learning import beside, features, makers, prior
from learning.calibration import probabilities
from learning.features import States
from learning.heads import Neighbours
from learning.labels import Labelled, Task
from learning.metrics import LEVEL, Floats, Ints
from learning.systems import System, graded, measured, statistics
from learning.training import Unseen, fit, predict_unseen
from screening.language import detect
from screening.ways import OpenScorer, served

COUNTS = (10, 30, 50, 100)
DRAWS = 20
FEWEST_OF_A_LABEL = 2
FEWEST_TO_TEST = 20
FROM_SOME, FROM_MOST = "{0} head, {1} of these texts added", "{0} head, nine tenths of these texts"

Progress = Callable[[str, float], None]


class LessonError(KizashiError):
    """The file holds too few labelled texts to learn from some and test on others: 30 are needed, with both labels."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What heads reach that learned from `examples` of the file's rows alone.

    With `draws`, each of that many random ones is tested on the rows that it did not draw, and `metrics` hold their mean
    and where 95% of them lie. Without, every row is tested by a head that did not see its tenth, with bootstrap intervals.
    """

    model: str
    examples: int
    draws: int
    metrics: Mapping[str, Estimate]

    @property
    def kind(self) -> str:
        """What it is called, with places for the model and the number of examples."""
        return FROM_SOME if self.draws else FROM_MOST

    @property
    def name(self) -> str:
        """What it is called."""
        return self.kind.format(self.model, self.examples)


@dataclass(frozen=True, slots=True)
class _Material:
    """The rows with their states; `beside` and `levels` are the shipped examples and the starter head's levels, if any."""

    file: Labelled
    states: States
    beside: Neighbours | None
    levels: Ordinal | None

    @property
    def ranks(self) -> Ints:
        return self.file.true if self.file.labels.task is Task.SEVERITY else np.zeros(len(self.file.true), np.int64)


def lessons(
    file: Labelled,
    pack: Pack,
    data: Path,
    progress: Progress,
    open_engine: OpenScorer = open_scorer,
    draws: int = DRAWS,
) -> Iterator[Lesson]:
    """Return an iterator over a lesson per number of examples that leaves enough to test on, and one with nine tenths of all.

    Rows that the pack can't read are left out; `data` is the data folder. Raises LessonError at once, before anything is
    read with the model, and ModelError for a pack without states.
    """
    known = file.where(np.array([_readable(file, pack, at) for at in range(len(file.texts))]))
    if len(known.texts) < COUNTS[0] + FEWEST_TO_TEST or min(_counts(known)) < 2 * FEWEST_OF_A_LABEL:
        raise LessonError
    return _lessons(known, pack, data, progress, open_engine, draws)


def _lessons(
    known: Labelled, pack: Pack, data: Path, progress: Progress, open_engine: OpenScorer, draws: int
) -> Iterator[Lesson]:
    material = _read(known, pack, data, progress, open_engine)
    with threadpool_limits(1):
        for count in COUNTS:
            if len(known.texts) - count >= FEWEST_TO_TEST:
                progress(f"Learning from {count} of its texts", count / len(known.texts))
                yield _drawn(material, count, draws, pack)
        progress("Learning from nine tenths of its texts", 1.0)
        yield _tenfold(material, pack)


def _read(file: Labelled, pack: Pack, data: Path, progress: Progress, open_engine: OpenScorer) -> _Material:
    protocol, bodies = file.labels.protocol, [text.untrusted_body for text in file.texts]
    [(language, _)] = Counter(detect(body) for body in bodies).most_common(1)
    scorer, exits = makers.engine(pack, open_engine)
    states = features.read(scorer, bodies, exits, partial(progress, "Reading the file to learn from it"))
    states = replace(states, prior=prior.of(pack, protocol, language))
    others = beside.shipped(protocol, language, bodies)
    offered = beside.neighbours(others, scorer, exits, partial(progress, "Reading the shipped examples"))
    return _Material(file, states, offered, beside.levels(data, pack, protocol, language, exits[0], scorer))


def _readable(file: Labelled, pack: Pack, at: int) -> bool:
    body = file.texts[at].untrusted_body
    return bool(body.strip()) and detect(body) in {"", *served(file.labels.protocol, pack)}


def _counts(file: Labelled) -> tuple[int, int]:
    return int(file.positive.sum()), int((~file.positive).sum())


def _drawn(material: _Material, count: int, draws: int, pack: Pack) -> Lesson:
    random, positive = np.random.default_rng(count), material.file.positive
    found: list[dict[str, float]] = []
    while len(found) < draws:
        picked = np.sort(random.permutation(len(positive))[:count])
        if min(positive[picked].sum(), count - positive[picked].sum()) >= FEWEST_OF_A_LABEL:
            found.append(_tested(material, picked))
    told = {name: _over([one[name] for one in found]) for name in found[0]}
    return Lesson(pack.id, count, draws, told)


def _tested(material: _Material, picked: Ints) -> dict[str, float]:
    """Return the metrics on the other rows of a head that learned from some."""
    file, states = material.file, material.states
    others = np.setdiff1d(np.arange(len(file.texts)), picked)
    known = states.only(picked), file.positive[picked], material.ranks[picked]
    fitted = fit(file.labels.protocol, *known, (), material.beside)
    rows = states.by_exit[fitted.setting.exit][others].tolist()
    severity = fitted.severity or material.levels
    levels = np.array([severity.given_positive(row) for row in rows]) if severity else None
    unseen = Unseen(np.array([fitted.screen.log_odds(row) for row in rows]), levels, "")
    rest = file.where(np.isin(np.arange(len(file.texts)), others))
    system = _system(rest, unseen, float(file.positive[picked].mean()))
    ones = np.ones((1, len(others)))
    with np.errstate(invalid="ignore", divide="ignore"):
        return {name: float(statistic(ones)[0]) for name, statistic in statistics(rest, system).items()}


def _tenfold(material: _Material, pack: Pack) -> Lesson:
    file = material.file
    unseen = predict_unseen(file.labels.protocol, material.states, file.positive, material.ranks, (), material.beside)
    system = _system(file, unseen, float(file.positive.mean()))
    return Lesson(pack.id, len(file.texts) * 9 // 10, 0, measured(file, system).metrics)


def _system(file: Labelled, unseen: Unseen, share: float) -> System:
    """Return the answers at even odds, as a shipped head decides; probabilities are at the share that was learned from."""
    flagged = (unseen.log_odds >= 0).astype(np.int64)
    probability = probabilities(unseen.log_odds + logit(share))
    if file.labels.task is Task.SCREEN:
        return System("", flagged, probability=probability)
    levels = unseen.levels if unseen.levels is not None else _mildest(file, len(flagged))
    return System(
        "", flagged, graded(unseen.log_odds, levels), probability, probabilities(unseen.log_odds) * levels[:, -1]
    )


def _mildest(file: Labelled, rows: int) -> Floats:
    """Return the mildest positive level for each row: all that can be said where too few examples tell the levels apart."""
    levels = np.zeros((rows, len(file.labels.classes)))
    levels[:, file.labels.positive.index(True)] = 1
    return levels


def _over(values: list[float]) -> Estimate:
    """Return the mean over the draws and where most of them lie; NaN where no draw defines it."""
    told = np.array([value for value in values if np.isfinite(value)])
    if not told.size:
        return Estimate(np.nan, np.nan, np.nan)
    low, high = np.percentile(told, [(100 - LEVEL) / 2, (100 + LEVEL) / 2])
    return Estimate(float(told.mean()), float(low), float(high))
