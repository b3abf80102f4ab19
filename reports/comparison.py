"""Everything that was measured, one row each: the ways, other systems, what heads of the file's own texts reach, and papers."""

from collections.abc import Iterator, Mapping, Sequence

from domain.estimate import Estimate
from learning.findings import Evaluation
from learning.labels import Task
from learning.systems import Measured
from reports.language import Language
from reports.published import PUBLISHED
from reports.terms import drawn, estimate

COMPARED = {
    Task.SCREEN: ("balanced_accuracy", "f1", "recall", "auroc", "ece"),
    Task.SEVERITY: ("balanced_accuracy", "mae", "quadratic_kappa", "top_recall", "read_at_95"),
}
NOT_KNOWN, AS_THE_HEAD = "not known", "as the head"
UNSCREENED, UNANSWERED = "{0} not screened", "{0} without a usable answer"


def rows(found: Evaluation, language: Language) -> Iterator[Mapping[str, object]]:
    """Yield a row per system: its name with a note, figures, how far it is behind the first, and what it costs on this machine."""
    task, say = found.file.labels.task, language.say
    for way in found.ways:
        yield {
            **_measured(way.measured, task, UNSCREENED, language),
            "pace": f"{way.texts_per_hour:,.0f}",
            "memory": f"{way.memory_mb:,.0f} MB",
        }
    for other in found.others:
        yield {**_measured(other, task, UNANSWERED, language), "pace": say(NOT_KNOWN), "memory": say(NOT_KNOWN)}
    for lesson in found.lessons:
        yield {
            "name": say(lesson.kind).format(lesson.model, lesson.examples),
            "note": drawn(lesson, language),
            "cells": cells(lesson.metrics, COMPARED[task], language),
            "lead": "",
            "pace": say(AS_THE_HEAD),
            "memory": say(AS_THE_HEAD),
        }


def weighed(found: Evaluation, language: Language) -> Iterator[str]:
    """Yield, for each head that its prompt was to be asked beside, whether that helps."""
    for one in found.weighed:
        yield language.say(one.said).format(language.named(one.language), one.model, *one.losses)


def published(found: Evaluation, language: Language) -> list[tuple[str, str]]:
    """Return what papers report of the same kind of task: the system, and its figure."""
    labels, say = found.file.labels, language.say
    figures = PUBLISHED.get((labels.protocol.id, labels.task), ())
    named = [(f"{one.system}, {say(one.how)}" if one.how else one.system, one.balanced_accuracy) for one in figures]
    return [(say("{0}, published").format(name), f"{figure:.3f}") for name, figure in named]


def cells(metrics: Mapping[str, Estimate], names: Sequence[str], language: Language) -> list[str]:
    """Return figures with their intervals, as they are written."""
    return [estimate(metrics.get(name), language) for name in names]


def _measured(measured: Measured, task: Task, unsaid: str, language: Language) -> dict[str, object]:
    lead = measured.lead.get("balanced_accuracy")
    left = int(measured.confusion[:, -1].sum())
    return {
        "name": measured.system.name,
        "note": language.say(unsaid).format(left) if left else "",
        "cells": cells(measured.metrics, COMPARED[task], language),
        "lead": estimate(lead, language) if lead else "",
    }
