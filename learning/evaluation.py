"""The use case: ask every text of a labelled file in one or several ways, and measure what came of it.

Nothing is stored and no text leaves: an evaluation holds ids, labels and numbers.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from typing import cast

import numpy as np

from access.rights import authorise
from domain.actor import Actor, Right
from domain.clock import now
from domain.estimate import Estimate
from domain.head import EVEN
from domain.outcome import Outcome
from domain.routing import Evidence, route
from domain.screening import Screening
from inference.machine import give_back, held_mb
from learning import metrics, predictions
from learning.findings import Contender, Evaluation, Mistake, Order, Routed, WayMeasured
from learning.labels import Labelled, Task, bare
from learning.lessons import Lesson
from learning.metrics import Bools
from learning.planning import FEWEST, Planned, TooFewLabelsError, Wanted, plan
from learning.slices import NOT_SCREENED, slices
from learning.systems import NOTHING, System, decided, measured
from learning.thresholds import clopper_pearson

Progress = Callable[[str, int, int], None]
"""Told the way that is under way, the texts done, and all."""

WORST = 20
"""Mistakes of a kind that are listed."""


def evaluate(
    actor: Actor,
    order: Order,
    contenders: Iterable[Contender],
    progress: Progress,
    learn: Callable[[Labelled], Iterable[Lesson]] = lambda _file: (),
) -> Evaluation:
    """Return how well each of `contenders` (one or more) and of the other systems does on the file.

    The file and the predictions are read first: what is wrong with them is known before a contender is asked for.
    `learn` tells what heads reach that learn from the file itself, or at once that it can't. Raises IntakeError, LabelError,
    TooFewLabelsError, and what opening a way raises.
    """
    authorise(actor, Right.SCREEN)
    file = order.labels.read(order.file, order.reading)
    others = [predictions.read(path, file) for path in order.predictions]
    if order.wanted and len(file.texts) < FEWEST:
        raise TooFewLabelsError
    lessons = learn(file)
    ways: list[WayMeasured] = []
    for contender in contenders:
        ways.append(_way(file, contender, ways[0].measured.system if ways else None, progress))
    first, system = ways[0], ways[0].measured.system
    return Evaluation(
        file,
        tuple(ways),
        tuple(measured(file, other, system) for other in others),
        tuple(slices(file, system, first.screenings)),
        _mistakes(file, first),
        tuple(_plans(file, first, order.wanted)) if order.wanted else (),
        tuple(lessons),
    )


def _way(file: Labelled, contender: Contender, first: System | None, progress: Progress) -> WayMeasured:
    give_back()  # the way before this one has ended, and its memory is not this one's
    judge = contender.open()
    began, screenings = time.perf_counter(), list[Screening]()
    progress(contender.name, 0, len(file.texts))
    with closing(judge(file.texts)) as found:
        for screening in found:
            screenings.append(screening)
            progress(contender.name, len(screenings), len(file.texts))
    seconds = time.perf_counter() - began
    abstained = np.array([_abstains(screening, contender) for screening in screenings], dtype=np.float64)
    return WayMeasured(
        contender=contender,
        measured=measured(file, _system(file, contender, screenings), first),
        screenings=tuple(screenings),
        abstained=metrics.estimates(len(screenings), {"abstained": metrics.mean(abstained)})["abstained"],
        routed=_routed(file, np.array([screening.outcome is not Outcome.CLEAR for screening in screenings])),
        known=sum(bare(text.untrusted_body) in contender.learned_from for text in file.texts),
        texts_per_hour=3600 * sum(bool(screening.windows) for screening in screenings) / seconds,
        memory_mb=held_mb(),
    )


def _system(file: Labelled, contender: Contender, screenings: Sequence[Screening]) -> System:
    """Return the forced decisions: the probability against the way's one threshold, and the level that is suggested.

    What the screen gives less than even odds counts for the mildest level.
    """
    probability = np.array([_number(screening.probability) for screening in screenings])
    flag = np.array([contender.thresholds(screening.language).flag for screening in screenings])
    flagged = np.where(np.isnan(probability), NOTHING, probability >= flag)
    if file.labels.task is Task.SCREEN:
        return System(contender.name, flagged, probability=probability)
    places = {level: place for place, level in enumerate(file.labels.classes)}
    suggested = np.array([places.get(screening.severity, NOTHING) for screening in screenings])
    level = np.where(probability < EVEN, np.minimum(suggested, 0), suggested)
    top = np.where(suggested == NOTHING, np.nan, [screening.top_severity for screening in screenings])
    return System(contender.name, flagged, level, probability, top)


def _plans(file: Labelled, way: WayMeasured, wanted: Wanted) -> Iterator[Planned]:
    """Yield a plan per language that has enough labelled texts; those that the way learned from show nothing.

    Raises TooFewLabelsError where no language has enough.
    """
    contender = way.contender
    unseen = [bare(text.untrusted_body) not in contender.learned_from for text in file.texts]
    languages = np.array([one.language if new else "" for one, new in zip(way.screenings, unseen, strict=True)])
    enough = [code for code, rows in Counter(filter(None, languages.tolist())).items() if rows >= FEWEST]
    if not enough:
        raise TooFewLabelsError
    for code in enough:
        rows = languages == code
        part = [screening for screening, kept in zip(way.screenings, rows, strict=True) if kept]
        yield plan(wanted, contender.thresholds(code), contender.basis(code), part, file.positive[rows], now()[:10])


def _abstains(screening: Screening, contender: Contender) -> bool:
    """Return whether the model alone, without phrases and steering, would leave a text to people."""
    if screening.probability is None:
        return True
    evidence = Evidence(screening.probability, screening.top_severity, language_known=bool(screening.language))
    return route(evidence, contender.thresholds(screening.language), validated=True)[0] is Outcome.UNSURE


def _routed(file: Labelled, read: Bools) -> Routed:
    """Return the shares with exact intervals: that all of forty texts were found is no certainty, as a bootstrap has it."""
    top = _share(read, file.top) if file.labels.task is Task.SEVERITY else None
    return Routed(_share(read, file.positive), top, _share(read, np.ones(len(read), dtype=bool)))


def _share(read: Bools, among: Bools) -> Estimate:
    return clopper_pearson(int((read & among).sum()), int(among.sum()))


def _mistakes(file: Labelled, way: WayMeasured) -> tuple[Mistake, ...]:
    """Return the worst of the missed rows and then of the others that are wrong, each the farthest off first.

    Those of which nothing was said come before all.
    """
    system, names = way.measured.system, [*file.labels.classes, NOT_SCREENED]
    said, probability = decided(file, system), cast("metrics.Floats", system.probability)
    off = np.nan_to_num(np.abs(probability - file.positive), nan=2.0)
    if file.labels.task is Task.SEVERITY:
        off += np.where(said == NOTHING, len(names), np.abs(said - file.true))
    order = np.argsort(-off, kind="stable")
    missed, others = order[said[order] < file.true[order]], order[said[order] > file.true[order]]
    return tuple(
        Mistake(
            id=file.texts[at].id,
            row=file.texts[at].row,
            true=names[file.true[at]],
            said=names[said[at]],
            missed=bool(said[at] < file.true[at]),
            probability=way.screenings[at].probability,
            outcome=way.screenings[at].outcome,
            code=way.screenings[at].code,
            language=way.screenings[at].language,
        )
        for at in [*missed[:WORST].tolist(), *others[:WORST].tolist()]
    )


def _number(probability: float | None) -> float:
    return np.nan if probability is None else probability
