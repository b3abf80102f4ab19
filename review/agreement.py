"""How well readers agree: per protocol over all of them, and one reader's own figures."""

from dataclasses import dataclass
from itertools import groupby

import numpy as np

from access.rights import authorise, refused
from domain.actor import Actor, Right
from domain.case import Verdict
from domain.errors import NotAllowedError
from domain.estimate import Estimate
from domain.scope import EVERYTHING, Scope
from review import kappas
from review.kappas import MISSING
from store import readings, settings
from store.database import Database
from store.readings import Judgement

Pair = tuple[Judgement, Judgement]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two readings of the same cases agree under a protocol. NaN where the cases do not define a figure.

    `agreed`: the share with the same verdict. `kappa` is of the verdicts, `weighted` of the severity levels (not a case
    being the mildest) by squared distance, both between first and second reading; `alpha` and `ordinal_alpha` are the
    same over all readers. `alpha` matters where more than two people read.
    """

    protocol: str
    cases: int
    readers: int
    agreed: Estimate
    kappa: Estimate
    weighted: Estimate
    alpha: Estimate
    ordinal_alpha: Estimate


def agreement(db: Database, actor: Actor, scope: Scope = EVERYTHING) -> list[Agreement]:
    """Return the figures per protocol over all readers, for the cases of a batch or whose second reading was in a time."""
    authorise(actor, Right.READ_RESULTS)
    return _by_protocol(_pairs(db, scope))


def of_reader(db: Database, actor: Actor, name: str, scope: Scope = EVERYTHING) -> list[Agreement]:
    """Return how one reader agrees with the others, per protocol: one's own figures, or who may see others' any.

    Raises NotAllowedError for another's, too, where the site or IT lets nobody see them.
    """
    authorise(actor, Right.DECIDE if name == actor.name else Right.READ_REVIEWERS)
    if name != actor.name and not settings.rules(db).show_reviewers:
        said = "Here each reviewer's figures are for that reviewer alone."
        raise refused(actor, f"figures of {name}", NotAllowedError(said))
    return _by_protocol([pair for pair in _pairs(db, scope) if name in {one.actor for one in pair}])


def readers(db: Database, actor: Actor, scope: Scope = EVERYTHING) -> list[str]:
    """Return the names of the others who have read cases that two people have read; none where nobody may see theirs."""
    authorise(actor, Right.READ_REVIEWERS)
    if not settings.rules(db).show_reviewers:
        return []
    return sorted({one.actor for pair in _pairs(db, scope) for one in pair} - {actor.name})


def _pairs(db: Database, scope: Scope) -> list[Pair]:
    by_case = groupby(readings.judgements(db, scope), key=lambda one: one.case)
    return [(found[0], found[1]) for _, some in by_case if len(found := list(some)) == 2]


def _by_protocol(pairs: list[Pair]) -> list[Agreement]:
    ordered = sorted(pairs, key=lambda pair: pair[0].protocol)
    return [_of(protocol, list(some)) for protocol, some in groupby(ordered, key=lambda pair: pair[0].protocol)]


def _of(protocol: str, pairs: list[Pair]) -> Agreement:
    verdicts = np.array([[int(one.verdict is Verdict.CASE) for one in pair] for pair in pairs])
    levels = np.array([[_level(one) for one in pair] for pair in pairs])
    categories = max(2, *(len(pair[0].levels) + 1 for pair in pairs))
    return Agreement(
        protocol=protocol,
        cases=len(pairs),
        readers=len({one.actor for pair in pairs for one in pair}),
        agreed=kappas.share(verdicts[:, 0] == verdicts[:, 1]),
        kappa=kappas.cohen(verdicts, 2),
        weighted=kappas.cohen(levels, categories, quadratic=True),
        alpha=kappas.alpha(verdicts, 2),
        ordinal_alpha=kappas.alpha(levels, categories, ordinal=True),
    )


def _level(one: Judgement) -> int:
    """Return a judgement's place on the scale; a case without a severity has none where the protocol asks for it."""
    if one.verdict is Verdict.NOT_A_CASE:
        return 0
    if not one.levels:
        return 1
    return one.levels.index(one.severity) + 1 if one.severity in one.levels else MISSING
