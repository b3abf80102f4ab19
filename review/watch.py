"""Watchfulness: what a reviewer's own latest decisions look like to themself. Nobody else is shown it.

Most adults read 175 to 300 English words a minute in silence (Brysbaert 2019, "How many words do we read per minute?", Journal
of Memory and Language 109). What is decided at twice the upper end was hardly read.
"""

from dataclasses import dataclass

from access.rights import authorise
from domain.actor import Actor, Right
from domain.case import Verdict
from domain.outcome import Outcome
from store import readings
from store.database import Database
from store.readings import Pace

LATEST = 50
FASTEST = {"en": 3600.0, "ja": 1300.0}
"""Characters a minute: 600 English words of six characters; Japanese says the same in about a third of them."""
UNKNOWN = 3600.0
FEW = 10
FAST_SHARE = 0.2
ALWAYS = 30


@dataclass(frozen=True, slots=True)
class Watch:
    """One's latest decisions.

    Of `measured` ones, `fast` were made faster than anybody reads; of `suggested` ones, made with a suggestion in sight,
    `agreed` said the same.
    """

    decisions: int
    measured: int
    fast: int
    suggested: int
    agreed: int

    @property
    def too_fast(self) -> bool:
        """Whether one in five or more were made faster than anybody reads."""
        return self.measured >= FEW and self.fast >= FAST_SHARE * self.measured

    @property
    def always_agrees(self) -> bool:
        """Whether every one of many said what was suggested."""
        return self.suggested >= ALWAYS and self.agreed == self.suggested


def own(db: Database, actor: Actor) -> Watch:
    """Return what one's latest decisions look like."""
    authorise(actor, Right.DECIDE)
    latest = readings.latest(db, actor.name, LATEST)
    measured = [pace for pace in latest if pace.seconds and pace.characters]
    suggested = [pace for pace in latest if not pace.hidden and pace.outcome in (Outcome.FLAGGED, Outcome.CLEAR)]
    return Watch(
        decisions=len(latest),
        measured=len(measured),
        fast=sum(_fast(pace) for pace in measured),
        suggested=len(suggested),
        agreed=sum(_agreed(pace) for pace in suggested),
    )


def _fast(pace: Pace) -> bool:
    a_minute = 60 * (pace.characters or 0) / (pace.seconds or 1)
    return a_minute > FASTEST.get(pace.language, UNKNOWN)


def _agreed(pace: Pace) -> bool:
    if pace.outcome is Outcome.CLEAR:
        return pace.verdict is Verdict.NOT_A_CASE
    return pace.verdict is Verdict.CASE and pace.severity in ("", pace.suggested)
