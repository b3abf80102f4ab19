"""What every engine does alike: a prompt in token ids, windows of a text, one score each, and an end to it."""

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.pack import Pack
from domain.protocol import LongText
from inference.prompt import Prompt
from inference.scores import WindowScores, window_scores
from inference.session import Session, versions
from inference.tokens import Tokens
from inference.windows import windows

State = NDArray[np.float32]
Logits = tuple[tuple[float, ...], ...]
"""One tuple per question, one value per answer."""

ACROSS_THREADS = 1e-3
"""By how much, in nats, a text's log-odds may differ between two numbers of threads: only the prefix is read by several.

On one machine with one number of threads they don't differ by a bit.
"""


@dataclass(frozen=True, slots=True)
class Asking:
    """A prompt in the ids of one pack's tokenizer: what stands before every text, and the questions behind it."""

    tokens: Tokens
    before: list[int]
    asks: list[list[int]]

    @classmethod
    def encode(cls, pack: Pack, prompt: Prompt, opening: str = "") -> "Asking":
        """Encode a prompt; `opening` is the token that must come first of all, or ""."""
        tokens = Tokens(pack.file("tokenizer.json"))
        return cls(tokens, tokens.prompt(opening + prompt.before), [tokens.prompt(ask.text) for ask in prompt.asks])

    @property
    def length(self) -> int:
        """The questions' tokens."""
        return sum(map(len, self.asks))

    def behind(self, ids: Sequence[int]) -> tuple[list[int], list[int]]:
        """Return a text's ids with all questions behind them, and the position of each question's end."""
        everything, ends = list(ids), list[int]()
        for ask in self.asks:
            everything += ask
            ends.append(len(everything) - 1)
        return everything, ends


class Engine(ABC):
    """Scores texts under one prompt; see `inference.scorer.Scorer`.

    It reads a text alone, in one pass per window, and gives the same text the same numbers, bit by bit.
    """

    tolerance = 0.0
    fallback = ""

    def __init__(
        self,
        asking: Asking,
        long_text: LongText,
        variant: str,
        sessions: Sequence[Session],
        threads: int,
    ) -> None:
        self.variant = variant
        self.prefix_sha256 = hashlib.sha256(np.array(asking.before, np.int64).tobytes()).hexdigest()
        self.versions: Mapping[str, str] = versions()
        self.providers, self.threads = sessions[0].providers, threads
        self._asking, self._long_text, self._sessions = asking, long_text, sessions

    def score(self, untrusted_text: str) -> list[WindowScores]:
        """Return one score per window; see `inference.scorer.Scorer`."""
        encoded = self._asking.tokens.text(untrusted_text)
        return [
            window_scores(encoded, first, last, *self._read(encoded.ids[first:last]))
            for first, last in windows(len(encoded.ids), self._long_text)
        ]

    def stop(self) -> None:
        """End the pass under way, from any thread."""
        for session in self._sessions:
            session.stop()

    @abstractmethod
    def _read(self, ids: list[int]) -> tuple[Logits, Mapping[int, State]]:
        """Return the answers' logits and the mean states of one window."""
