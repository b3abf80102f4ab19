"""The steps in a case's life that a key takes: what each asks of the core."""

from collections.abc import Callable, Mapping

from domain.actor import Actor
from domain.case import Case
from gui.keys import Act
from review import steps
from store.database import Database

Take = Callable[[Database, Actor, Case], Case]


def _mark(db: Database, actor: Actor, case: Case) -> Case:
    return steps.mark_evidence(db, actor, case.id, marked=not case.evidence)


def _close(db: Database, actor: Actor, case: Case) -> Case:
    return (steps.reopen if case.closed else steps.close)(db, actor, case.id)


TAKE: Mapping[Act, Take] = {
    Act.ACKNOWLEDGE: lambda db, actor, case: steps.acknowledge(db, actor, case.id),
    Act.SECOND_OPINION: lambda db, actor, case: steps.ask_second_opinion(db, actor, case.id),
    Act.EVIDENCE: _mark,
    Act.CLOSE: _close,
}
"""Each returns the case as it then stands; evidence and closing are turned back by the same key."""
