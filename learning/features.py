"""From texts to the states that heads are fitted on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.errors import ModelError
from inference.lanes import in_order
from inference.scorer import Scorer
from inference.scores import WindowScores
from learning.metrics import Ints
from learning.prior import Prior

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class States:
    """Mean states of texts. `by_exit` maps a depth to a matrix [texts, width], the preferred exit first.

    `prior` is what a head fitted on them expects beforehand, None for nothing.
    """

    by_exit: Mapping[int, Matrix]
    prior: Prior | None = None

    def only(self, texts: Ints) -> "States":
        """Return the rows of some texts."""
        return States({depth: states[texts] for depth, states in self.by_exit.items()}, self.prior)

    def without_prior(self) -> "States":
        """Return the same states for a head that expects nothing beforehand."""
        return States(self.by_exit)


def read(
    scorer: Scorer, texts: Sequence[str], exits: Sequence[int], progress: Callable[[float], None] = lambda _share: None
) -> States:
    """Return the states of the texts at exits of the scorer's prompt, the preferred one first.

    `progress` hears the share that is done. Raises ModelError when a state is not finite, and what the scorer raises.
    """
    found: list[Mapping[int, Matrix]] = []
    for windows in in_order(scorer.score, texts, scorer.threads):
        found.append(_pooled(windows, exits))
        if not all(np.isfinite(state).all() for state in found[-1].values()):
            raise ModelError(f"The model's answer to example {len(found)} is not a number. Build or import it again.")
        progress(len(found) / len(texts))
    return States({depth: np.array([states[depth] for states in found]) for depth in exits})


def _pooled(windows: Sequence[WindowScores], exits: Sequence[int]) -> dict[int, Matrix]:
    """Return a text's mean state at each exit, over its windows by their tokens."""
    tokens = [window.tokens for window in windows]
    return {
        depth: np.average([window.pooled[depth] for window in windows], axis=0, weights=tokens).astype(np.float32)
        for depth in exits
    }
