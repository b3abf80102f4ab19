"""From an engine's logits to probabilities. Pure functions."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from domain.screening import Window
from inference.scores import WindowScores


@dataclass(frozen=True, slots=True)
class Answers:
    """What the model said of a whole text.

    `probability` of the positive answer and `levels` (a probability per level, given that the screen is positive; empty
    where none is asked) are of the worst window, the one with the highest log-odds. `top_severity` is the greatest
    chance of the top level in any window. `companion` is the suicide-risk screen's probability where that ran in the
    same pass, to be flagged from `companion_flag` on. NaN, without windows, when any number of any window is not finite.
    """

    probability: float
    levels: tuple[float, ...]
    top_severity: float
    windows: tuple[Window, ...]
    companion: float | None = None
    companion_flag: float = 1.0

    @property
    def log_odds(self) -> float:
        """Log-odds (nats) of the worst window, NaN where there is none."""
        return max((window.log_odds for window in self.windows), default=math.nan)

    def shifted(self, shift: Callable[[Window], Window]) -> "Answers":
        """Return the same answers with each window's log-odds changed; what is not a number stays that."""
        if not self.windows:
            return self
        said = of_windows(tuple(map(shift, self.windows)))
        return replace(said, companion=self.companion, companion_flag=self.companion_flag)


NOT_A_NUMBER = Answers(math.nan, (), math.nan, ())


def read(scores: Sequence[WindowScores]) -> Answers:
    """Return the answers in `scores`: the first ask is the screening question, the second, if any, the severity's."""
    if not all(math.isfinite(logit) for score in scores for logits in score.logits for logit in logits):
        return NOT_A_NUMBER
    return of_windows(tuple(map(_window, scores)))


def of_windows(windows: tuple[Window, ...]) -> Answers:
    """Return the answers of a text with these windows, one or more: the worst one decides."""
    worst = max(windows, key=lambda window: window.log_odds)
    return Answers(worst.positive, worst.severity, max(window.top_severity for window in windows), windows)


def softmax(logits: Sequence[float]) -> tuple[float, ...]:
    """Return the probabilities that logits stand for, without overflow."""
    peak = max(logits)
    weights = [math.exp(logit - peak) for logit in logits]
    total = sum(weights)
    return tuple(weight / total for weight in weights)


def _window(score: WindowScores) -> Window:
    positive, negative = score.logits[0]
    severity = softmax(score.logits[1]) if len(score.logits) > 1 else ()
    return Window(score.start, score.end, positive - negative, severity)
