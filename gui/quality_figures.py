"""What the Quality page says, worked out in one go. Apart from the page, because the statistics take a second to load."""

from dataclasses import dataclass

from domain.actor import Actor, Right
from domain.scope import Scope
from review import agreement, drift, elusion, stats, watch
from review.agreement import Agreement
from review.stats import Miss
from review.watch import Watch
from store.database import Database

WANTED = (0.05, 0.02, 0.01)
"""The shares that a site may want to stay below."""


@dataclass(frozen=True, slots=True)
class Missed:
    """What a sample says, and how many texts must be read for each of the `WANTED` shares if no further one is a case."""

    miss: Miss
    needed: tuple[int, ...]
    again: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """`everybody` is None for whoever may not see how others decide, `own` and `watch` for whoever doesn't decide.

    `readers`: whose figures may be looked at one by one.
    """

    missed: tuple[Missed, ...]
    own: tuple[Agreement, ...] | None
    everybody: tuple[Agreement, ...] | None
    readers: tuple[str, ...]
    watch: Watch | None


def figures(db: Database, actor: Actor, scope: Scope) -> Figures:
    """Work out all figures of a scope."""
    decides, sees_all = actor.may(Right.DECIDE), actor.may(Right.READ_REVIEWERS)
    known = stats.stats(db, actor, scope)
    return Figures(
        missed=tuple(_missed(db, actor, miss) for miss in known.missed),
        own=tuple(agreement.of_reader(db, actor, actor.name, scope)) if decides else None,
        everybody=tuple(known.agreement) if sees_all else None,
        readers=tuple(agreement.readers(db, actor, scope)) if sees_all else (),
        watch=watch.own(db, actor) if decides else None,
    )


def _missed(db: Database, actor: Actor, miss: Miss) -> Missed:
    needed = tuple(elusion.sample_for(share, miss.elusion.tally.missed) for share in WANTED)
    return Missed(miss, needed, drift.drift(db, actor, miss.run).validate_again)
