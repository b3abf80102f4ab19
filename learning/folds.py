"""What is left out together when examples are used to test what was learned from the others."""

from collections.abc import Sequence

import numpy as np
from sklearn.model_selection import GroupKFold, LeaveOneGroupOut, StratifiedKFold

from learning.errors import TooFewExamplesError
from learning.metrics import Bools, Ints

Folds = list[tuple[Ints, Ints]]
"""Pairs of rising indices: to learn from, to test on. Every text is tested on once."""

MOST = 10
FEWEST_OF_A_LABEL = 2


def folds(positive: Bools, groups: Sequence[str] = ()) -> Folds:
    """Return the folds of texts with these labels, each group left out whole; ten at random where there are no groups.

    A group (a register, a person) is what a new text will not share with the examples, so that figures measured this
    way flatter less. Random folds are also the way out where a group holds nearly all of one label. Raises
    TooFewExamplesError.
    """
    least = int(min(positive.sum(), (~positive).sum()))
    if least < FEWEST_OF_A_LABEL:
        raise TooFewExamplesError
    if len(set(groups)) > FEWEST_OF_A_LABEL:
        splitter = LeaveOneGroupOut() if len(set(groups)) <= MOST else GroupKFold(MOST)
        found = list(splitter.split(positive, positive, list(groups)))
        if all(_learnable(positive[train]) for train, _ in found):
            return found
    return list(StratifiedKFold(min(MOST, least), shuffle=True, random_state=0).split(positive, positive))


def grouped(positive: Bools, groups: Sequence[str], found: Folds) -> bool:
    """Tell whether `found` leaves whole groups out."""
    names = np.array(groups)
    return len(names) == len(positive) and all(not set(names[train]) & set(names[test]) for train, test in found)


def _learnable(positive: Bools) -> bool:
    return bool(min(positive.sum(), (~positive).sum()) >= FEWEST_OF_A_LABEL)
