"""What an engine says of one window of a text."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class WindowScores:
    """The model's raw answer for the characters `start` to `end` of a text, `tokens` tokens long.

    `logits` holds one tuple per ask with one value per answer, in nats up to a constant: differences are log-odds. They
    may be NaN or infinite.
    `pooled` maps an exit's depth to the mean hidden state of the window's own tokens, float32 [width].
    """

    start: int
    end: int
    tokens: int
    logits: tuple[tuple[float, ...], ...]
    pooled: Mapping[int, NDArray[np.float32]] = field(default_factory=dict)
