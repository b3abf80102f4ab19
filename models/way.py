"""What a way to read a label out of a model is given and gives, so that `bench` can hold engines side by side.

A way is opened in a process of its own, so that its peak memory is its own, and answers as many texts as its turn has.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.pack import Pack

Text = tuple[int, ...]
"""A text's token ids."""


@dataclass(frozen=True, slots=True)
class Material:
    """What every way is given: the same token ids, and the first tokens of the two answers.

    `neutral` is the short prefix that learned heads read behind.
    """

    prefix: Text
    neutral: Text
    texts: tuple[Text, ...]
    answers: tuple[int, int]


class Way(Protocol):
    """One way, opened: `variant` is the graph it runs, `prefix_tokens` what it has read before the text."""

    variant: str
    prefix_tokens: int

    def log_odds(self, texts: Sequence[Text]) -> list[float]:
        """Return for each text, in order, the log-odds of the first answer against the second behind prefix and text.

        In nats. Whether texts are read one after the other or several at once is the way's own affair.
        """
        ...


@dataclass(frozen=True, slots=True)
class Skipped:
    """Why a way can't run here."""

    reason: str


Opener = Callable[[Pack, Material], Way]
