"""The ordinal head: which of the positive levels, given that the screen is positive."""

from collections.abc import Sequence

import numpy as np

from domain.head import Ordinal
from learning.features import States
from learning.heads import Setting, fit_probe
from learning.metrics import Ints

FEWEST_OF_A_LEVEL = 5


def fit_severity(states: States, setting: Setting, ranks: Ints, positive_levels: Sequence[bool]) -> Ordinal | None:
    """Return the ordinal head of a protocol's levels, or None where a positive level has too few texts.

    `ranks` [texts] are places among the levels, `positive_levels` says of each whether it is positive. One probe per
    level but the mildest asks "this level or worse?" of the positive texts alone. Proportional odds (one direction for
    all levels) were tried and lost on both shipped sets: docs/decisions/009-learned-heads.md.
    """
    quiet = list(positive_levels).count(False)
    places = range(quiet, len(positive_levels))
    if not places or min(int((ranks == place).sum()) for place in places) < FEWEST_OF_A_LEVEL:
        return None
    asked = np.flatnonzero(ranks >= quiet)
    among = states.only(asked)
    return Ordinal(quiet, tuple(fit_probe(among, setting, ranks[asked] >= place) for place in places[1:]))
