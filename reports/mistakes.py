"""The worst mistakes of the first way, by id alone: those that cost somebody help apart from those that cost time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domain.outcome import OUTCOMES
from learning.findings import Evaluation, Mistake
from learning.labels import Task
from learning.slices import NOT_SCREENED
from reports.language import Language
from reports.terms import CODES

MISSED = {
    Task.SCREEN: "Missed, or not screened: {0}",
    Task.SEVERITY: "Held for milder than they are, or not screened: {0}",
}
OTHERS = {Task.SCREEN: "Flagged without need: {0}", Task.SEVERITY: "Held for more severe than they are: {0}"}


@dataclass(frozen=True, slots=True)
class Kind:
    """What is wrong with all of some rows, and how many there are; `rows` are the worst of them."""

    title: str
    rows: list[Mapping[str, object]]


def kinds(found: Evaluation, language: Language) -> list[Kind]:
    """Return the kinds of mistakes that were made."""
    counts, task = found.ways[0].measured.confusion, found.file.labels.task
    classes = len(counts)
    missed = sum(int(counts[true, said]) for true in range(classes) for said in (*range(true), classes))
    wrong = int(counts.sum() - counts.diagonal().sum())
    told = ((MISSED[task], missed, True), (OTHERS[task], wrong - missed, False))
    return [
        Kind(language.say(title).format(count), list(_rows(found, language, missed=kind)))
        for title, count, kind in told
        if count
    ]


def _rows(found: Evaluation, language: Language, *, missed: bool) -> Iterator[Mapping[str, object]]:
    for one in found.mistakes:
        if one.missed is missed:
            yield {
                "id": one.id,
                "row": one.row,
                "true": language.label(one.true),
                "said": language.say(NOT_SCREENED) if one.said == NOT_SCREENED else language.label(one.said),
                "probability": "–" if one.probability is None else f"{one.probability:.3f}",
                "seen": _seen(one, language),
                "language": language.named(one.language),
            }


def _seen(one: Mistake, language: Language) -> str:
    """Return what people would see of a row, and why."""
    outcome = language.say(OUTCOMES[one.outcome])
    return language.say("{0}: {1}").format(outcome, language.say(CODES[one.code])) if one.code else outcome
