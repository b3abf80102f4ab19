"""Whether an earlier run is gone on with, or why its texts are screened anew: what is not as it was then."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.screening import Passport
from store import earlier
from store.database import Database
from store.earlier import Earlier

SAID = "These texts are screened anew, though run {run} was about them too: {changes}."


class Change(StrEnum):
    """What keeps a run from going on with the rows of an earlier one, as it is said in `SAID`."""

    FILES = "it was not about quite the same files"
    READING = "another column or encoding is read"
    MANDATE = "another purpose, group of people or legal basis is stated"
    ROWS = "it was about another number of rows"
    PROTOCOL = "the protocol has changed"
    MODEL = "the model has changed"
    WAY = "the model is asked in another way"
    LEARNED = "the model has learned anew"
    THRESHOLDS = "the thresholds have changed"
    DEVICE = "the model runs on another device, or in another variant"


@dataclass(frozen=True, slots=True)
class Anew:
    """The earlier run that is most like a new one, and what has changed since, the texts first and then who answers."""

    run: int
    changes: tuple[Change, ...]

    def __str__(self) -> str:
        return SAID.format(run=self.run, changes=", ".join(self.changes))


_ANSWERED_BY = {
    Change.PROTOCOL: ("protocol_sha256",),
    Change.MODEL: ("pack_sha256",),
    Change.WAY: ("way", "prefix_sha256"),
    Change.LEARNED: ("examples_sha256", "head_sha256"),
    Change.THRESHOLDS: ("calibration_sha256",),
    Change.DEVICE: ("providers", "variant"),
}
"""The parts of a passport that must be the same, each before those that change with it."""


def earlier_run(
    db: Database, sources: Sequence[int], batches: Sequence[int], passport: Passport, limit: int | None
) -> tuple[int | None, Anew | None]:
    """Return the run over these sources to go on with, the latest that nothing has changed since; or else why none can.

    Neither where the protocol was never asked of the model about them. `batches` are those of the sources that say what is
    stated now.
    """
    found = [
        Anew(one.run, tuple(_changes(one, batches, passport, limit))) for one in earlier.runs(db, sources, passport)
    ]
    nearest = min(found, key=lambda one: len(one.changes), default=None)
    return (nearest.run, None) if nearest and not nearest.changes else (None, nearest)


def _changes(one: Earlier, batches: Sequence[int], passport: Passport, limit: int | None) -> Iterator[Change]:
    if not one.same_files:
        yield Change.FILES
    elif not one.same_sources:
        yield Change.READING
    elif one.batch not in batches:
        yield Change.MANDATE
    if one.limit != limit:
        yield Change.ROWS
    for change, parts in _ANSWERED_BY.items():
        if any(one.passport[part] != getattr(passport, part) for part in parts):
            yield change
            return
