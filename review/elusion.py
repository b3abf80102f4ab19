"""What the machine let pass: how many cases may be among the not-flagged texts, from a blind random sample of them.

In electronic discovery this rate is called elusion. The bound is exact (Clopper and Pearson 1934, "The use of confidence or
fiducial limits illustrated in the case of the binomial", Biometrika 26): whatever the true rate, a bound that is worked out
in this way holds in at least 95 of 100 samples. That a sample is drawn without putting back makes it the safer.
"""

import math
from dataclasses import dataclass

from scipy.stats import beta

from access.rights import authorise
from domain.actor import Actor, Right
from domain.errors import KizashiError
from store import samples
from store.database import Database
from store.samples import Tally

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Elusion:
    """What a sample says of the not-flagged texts of all runs like one.

    `bound`: at most this share of them was missed, with 95% confidence; 1 while nothing was read. `texts`: the same as a
    number of texts.
    """

    tally: Tally
    bound: float
    texts: int


def missed(db: Database, actor: Actor, run: int) -> Elusion:
    """Return the upper bound of what was missed, pooled over the runs with the same pack, protocol, thresholds and examples."""
    authorise(actor, Right.READ_RESULTS)
    tally = samples.tally(db, run)
    bound = upper_bound(tally.missed, tally.read)
    return Elusion(tally, bound, of_texts(bound, tally.not_flagged))


def upper_bound(misses: int, read: int) -> float:
    """Return the share that may have been missed at most, with 95% confidence (one-sided, Clopper-Pearson)."""
    if misses >= read:
        return 1.0
    return float(beta.ppf(CONFIDENCE, misses + 1, read - misses))


def of_texts(bound: float, not_flagged: int) -> int:
    """Return a share of the not-flagged texts as a number of texts, rounded up."""
    return math.ceil(bound * not_flagged)


def sample_for(wanted: float, misses: int = 0) -> int:
    """Return how many texts to read until so many misses among them mean at most the `wanted` share.

    Raises KizashiError for a share that no sample can show.
    """
    if not 0 < wanted < 1:
        raise KizashiError("The share that may be missed is a number between 0 and 1, such as 0.01.")
    low, high = misses, misses + 1
    while upper_bound(misses, high) > wanted:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if upper_bound(misses, middle) <= wanted else (middle, high)
    return high
