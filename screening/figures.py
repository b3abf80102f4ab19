"""Use cases of the plots: counts of outcomes, of probabilities, and of severities as suggested and as given."""

from dataclasses import dataclass

from access.rights import authorise
from domain.actor import Actor, Right
from store import figures
from store.database import Database
from store.figures import RunCounts


@dataclass(frozen=True, slots=True)
class Figures:
    """What is drawn beside a run: `runs` of its protocol, its own `histogram`, and `severities` (suggested, given)."""

    runs: tuple[RunCounts, ...]
    histogram: tuple[int, ...]
    severities: dict[tuple[str, str], int]


def of_run(db: Database, actor: Actor, run: int, protocol: str) -> Figures:
    """Return the figures of a run and its protocol."""
    authorise(actor, Right.READ_RESULTS)
    return Figures(
        tuple(figures.of_runs(db, protocol)),
        tuple(figures.histogram(db, run)),
        figures.severities(db, protocol),
    )
