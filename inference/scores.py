"""What an engine says of one window of a text."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from inference.tokens import Encoded


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


def window_scores(
    encoded: Encoded,
    first: int,
    last: int,
    logits: tuple[tuple[float, ...], ...],
    pooled: Mapping[int, NDArray[np.float32]] | None = None,
) -> WindowScores:
    """Return the score of the tokens `first` to `last` (half-open) of a text, placed in its characters."""
    start, end = (encoded.offsets[first][0], encoded.offsets[last - 1][1]) if last > first else (0, 0)
    return WindowScores(start, end, last - first, logits, pooled or {})
