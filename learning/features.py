"""From texts to the states that heads are fitted on: each text whole, and in two halves.

The halves are extra training rows. What people send is often a piece of something longer, and a head that has seen
only whole, rounded texts leans on how they are rounded: docs/decisions/009-learned-heads.md.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from domain.errors import ModelError
from inference.scorer import Scorer
from inference.scores import WindowScores
from learning.metrics import Floats, Ints

Matrix = NDArray[np.float32]

HALF_WEIGHT = 0.5
"""A half counts half: both together count as much as their text."""

FEWEST_SENTENCES = 4
_SENTENCE = re.compile(r".+?(?:[.!?…]+[\"'”’)]*\s+|[。！？…]+[」』）]*\s*|\n+|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class States:
    """Mean states of texts. `by_exit` maps a depth to a matrix [rows, width], the preferred exit first.

    `owner` [rows] tells the text that a row is of. The first rows are the whole texts in order, then come the halves.
    """

    by_exit: Mapping[int, Matrix]
    owner: Ints

    @property
    def texts(self) -> int:
        """How many texts there are."""
        return int(self.owner.max(initial=-1)) + 1

    @property
    def weights(self) -> Floats:
        """How much each row counts."""
        return np.where(np.arange(len(self.owner)) < self.texts, 1.0, HALF_WEIGHT)

    def whole(self, depth: int) -> Matrix:
        """Return the states of the whole texts at an exit, [texts, width]."""
        return self.by_exit[depth][: self.texts]

    def only(self, texts: Ints) -> "States":
        """Return the rows of some texts, given in rising order."""
        kept = np.isin(self.owner, texts)
        by_exit = {depth: states[kept] for depth, states in self.by_exit.items()}
        return States(by_exit, np.searchsorted(texts, self.owner[kept]))


def read(
    scorer: Scorer, texts: Sequence[str], exits: Sequence[int], progress: Callable[[float], None] = lambda _share: None
) -> States:
    """Return the states of the texts and their halves at exits of the scorer's prompt, the preferred one first.

    `progress` hears the share that is done. Raises ModelError when a state is not finite, and what the scorer raises.
    """
    parts = [(place, half) for place, text in enumerate(texts) for half in halves(text)]
    rows = [*enumerate(texts), *parts]
    found: list[Mapping[int, Matrix]] = []
    for place, text in rows:
        found.append(_pooled(scorer.score(text), exits))
        if not all(np.isfinite(state).all() for state in found[-1].values()):
            raise ModelError(f"The model's answer to example {place + 1} is not a number. Build or import it again.")
        progress(len(found) / len(rows))
    by_exit = {depth: np.array([states[depth] for states in found]) for depth in exits}
    return States(by_exit, np.array([place for place, _ in rows], dtype=np.int64))


def halves(text: str) -> list[str]:
    """Return the two halves of a text, cut between the sentences nearest to its middle; none of a very short text."""
    sentences = _SENTENCE.findall(text)
    if len(sentences) < FEWEST_SENTENCES:
        return []
    ends = list(accumulate(map(len, sentences)))[:-1]
    cut = min(ends, key=lambda end: abs(end - len(text) / 2))
    return [half for half in (text[:cut].strip(), text[cut:].strip()) if half]


def _pooled(windows: Sequence[WindowScores], exits: Sequence[int]) -> dict[int, Matrix]:
    """Return a text's mean state at each exit, over its windows by their tokens."""
    tokens = [window.tokens for window in windows]
    return {
        depth: np.average([window.pooled[depth] for window in windows], axis=0, weights=tokens).astype(np.float32)
        for depth in exits
    }
