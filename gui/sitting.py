"""One person's sitting at the review: what they have put off and decided in it, and what the store is asked for them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from domain.actor import Actor
from domain.case import Case, Decision
from gui.case_steps import Take
from gui.review_queue import Listed, Which, listed
from review import glass, queue, sharing, steps
from review.queue import OpenCase
from store.database import Database
from store.steps import LifeStep

Known = tuple[OpenCase, list[LifeStep]]
"""An open case, and its life so far."""
Decided = tuple[list[Case], tuple[int, int]]
"""Cases as they now stand, the one decided first, and how many there are: to decide, and decided."""


class Sitting:
    """Each method returns what a thread asks of its own Database; nothing here touches a widget."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor
        self.skipped: frozenset[int] = frozenset()
        self.said: list[int] = []

    def cases(self, which: Which) -> Callable[[Database], Listed]:
        """List cases without those that were put off."""
        actor, skipped = self._actor, self.skipped
        return lambda db: listed(db, actor, which, skipped)

    def counts(self, db: Database) -> tuple[int, int]:
        """Count what is to decide without what was put off, and what is decided."""
        return queue.counts(db, self._actor, self.skipped)

    def open(self, case: int) -> Callable[[Database], Known]:
        """Open a case."""
        return lambda db: (queue.open_case(db, self._actor, case), steps.life(db, self._actor, case))

    def break_glass(self, case: int, untrusted_reason: str) -> Callable[[Database], Known]:
        """Open a colleague's case in an emergency."""

        def asked(db: Database) -> Known:
            glass.break_glass(db, self._actor, case, untrusted_reason)
            return self.open(case)(db)

        return asked

    def decide(
        self, decision: Decision, shown: Mapping[str, str], along: Collection[int]
    ) -> Callable[[Database], Decided]:
        """Decide a case, and the same words `along` with it."""
        return lambda db: (sharing.decide_all(db, self._actor, decision, shown, along), self.counts(db))

    def withdraw(self, case: int) -> Callable[[Database], Decided]:
        """Take a decision back."""
        return lambda db: (sharing.withdraw_all(db, self._actor, case), self.counts(db))

    def take(self, step: Take, opened: OpenCase) -> Callable[[Database], Known]:
        """Take a step in the life of an open case."""

        def asked(db: Database) -> Known:
            case = step(db, self._actor, opened.case)
            return replace(opened, case=case), steps.life(db, self._actor, case.id)

        return asked
