"""Which severity level is suggested for a text, once the screen is positive. Pure functions."""

import math
from collections.abc import Sequence
from itertools import pairwise

from domain.routing import moved


def suggested(levels: Sequence[float], quiet: int) -> tuple[int, float]:
    """Return the place of the level to suggest, and its chance as it was weighed.

    `levels` holds a probability per level, given a positive screen; the first `quiet` levels are not positive. The top
    level is suggested where it is the likeliest as `levels` stand, so that nothing below can hide it. Otherwise the
    likeliest of the others is, as if all were equally frequent (docs/decisions/009-learned-heads.md). A model that was
    asked in words may say a quiet level, and nothing is known of its odds: the likeliest stands.
    """
    likeliest = max(levels)
    if levels.index(likeliest) == len(levels) - 1 or any(levels[:quiet]):
        return levels.index(likeliest), likeliest
    alike = _equally_frequent(levels, quiet)[:-1]
    return alike.index(max(alike)), max(alike)


def _equally_frequent(levels: Sequence[float], quiet: int) -> list[float]:
    """Return the levels' probabilities if all positive levels were equally frequent.

    A head's cuts between levels ("this one or worse?") are weighed at even odds each, which leaves the levels in the
    middle next to nothing. Each cut's odds are moved to its share of the levels (Elkan 2001, "The foundations of
    cost-sensitive learning", theorem 2).
    """
    reached = [sum(levels[place:]) for place in range(len(levels) + 1)]
    for place in range(quiet + 1, len(levels)):
        reached[place] = moved(reached[place], math.log((len(levels) - place) / (place - quiet)))
    return [this - worse for this, worse in pairwise(reached)]
