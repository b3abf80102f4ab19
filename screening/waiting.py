"""Use cases of the queue: the files that a person has lined up, kept until they are screened."""

from collections.abc import Sequence

from access.rights import authorise
from domain.actor import Actor, Right
from domain.waiting import Waiting
from store import waiting
from store.database import Database


def lined_up(db: Database, actor: Actor) -> list[Waiting]:
    """Return the files that a person has lined up and that were not screened to their end, the next one first."""
    authorise(actor, Right.SCREEN)
    return waiting.saved(db, actor.name)


def line_up(db: Database, actor: Actor, files: Sequence[Waiting]) -> None:
    """Keep these files as a person's queue, in place of the one before."""
    authorise(actor, Right.SCREEN)
    waiting.save(db, actor.name, files)
