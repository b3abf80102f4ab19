"""Which cases the Review page lists."""

from enum import Enum, auto

from domain.actor import Actor
from domain.case import Case
from review import queue, steps
from store.database import Database

AT_ONCE = 500
"""Cases listed at a time; when they are decided, the next ones come."""

Listed = tuple[list[Case], tuple[int, int]]


class Which(Enum):
    """What is listed, in the order of the box that it is chosen in."""

    TO_DECIDE = auto()
    OVERDUE = auto()
    NOT_SCREENED = auto()
    EVIDENCE = auto()
    ALL = auto()


def listed(db: Database, actor: Actor, which: Which, skipped: frozenset[int]) -> Listed:
    """Return the cases to list, the most urgent first, and how many there are: to decide, and decided."""
    return _cases(db, actor, which, skipped), queue.counts(db, actor, skipped)


def _cases(db: Database, actor: Actor, which: Which, skipped: frozenset[int]) -> list[Case]:
    match which:
        case Which.OVERDUE:
            return queue.overdue(db, actor, limit=AT_ONCE)
        case Which.NOT_SCREENED:
            return queue.not_screened(db, actor, skipped, limit=AT_ONCE)
        case Which.EVIDENCE:
            return steps.evidence(db, actor)
        case _:
            return queue.queue(db, actor, undecided=which is Which.TO_DECIDE, skipped=skipped, limit=AT_ONCE)
