"""Made-up states with a known direction: what a head must find, without a model."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from learning.features import States
from learning.metrics import Bools

WIDTH = 24


def states(signal: NDArray[Any], *, exits: tuple[int, ...] = (15,), noise: float = 1.0) -> States:
    """Return states [texts, WIDTH] whose first dimension carries `signal` [texts] at the first exit, noise elsewhere."""
    random = np.random.default_rng(7)
    by_exit = {}
    for place, depth in enumerate(exits):
        rows = random.normal(size=(len(signal), WIDTH)) * noise
        rows[:, 0] += signal if place == 0 else 0
        by_exit[depth] = (rows * 3 + 5).astype(np.float32)
    return States(by_exit)


def labels(texts: int) -> Bools:
    """Return labels that alternate."""
    return np.asarray(np.arange(texts) % 2 == 0)
