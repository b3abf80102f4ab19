"""What a screening run tells whoever watches it: a window, a command line, a test."""

from dataclasses import dataclass

from domain.screening import Counts, Passport, Screening
from screening.anew import Anew


@dataclass(frozen=True, slots=True)
class Imported:
    """So many rows of the files are in the store."""

    rows: int


@dataclass(frozen=True, slots=True)
class Started:
    """The run exists. `resumed`: it was begun earlier and `counts` holds what it already has.

    `anew`: why it is another one, where a run was about these texts before and nobody has asked for another.
    """

    run: int
    counts: Counts
    passport: Passport
    resumed: bool
    anew: Anew | None


@dataclass(frozen=True, slots=True)
class Screened:
    """One more text has its outcome, already on disk. `seconds` are those that this sitting has worked so far."""

    screening: Screening
    counts: Counts
    seconds: float


@dataclass(frozen=True, slots=True)
class Finished:
    """The run ended. `stopped`: rows are left, and the same order goes on with them. `seconds` as in `Screened`."""

    run: int
    counts: Counts
    seconds: float
    stopped: bool


Event = Imported | Started | Screened | Finished
