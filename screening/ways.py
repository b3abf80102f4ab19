"""The ways of asking a pack about a text: by the protocol's questions, and by what heads have learned from examples."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from threading import Event, Lock
from types import MappingProxyType
from typing import Protocol as Interface

from domain.errors import ModelError, StoppedError
from domain.head import Head, calibration_fingerprint, fingerprint
from domain.odds import probability
from domain.pack import Pack
from domain.protocol import LongText, Protocol, Thresholds
from domain.screening import Window
from domain.shots import Shots
from domain.shots import fingerprint as shots_fingerprint
from inference.prompt import Prompt
from inference.scorer import Scorer
from inference.scores import WindowScores
from models import chat
from screening.answers import NOT_A_NUMBER, Answers, of_windows, read

ZERO_SHOT, FEW_SHOT, HEAD, BOTH = "zero-shot", "few-shot", "head", "both"

HEAD_WINDOW = 128
"""Tokens, about 95 English words: a little less than half of the examples have that heads learn from."""

OpenScorer = Callable[[Pack, Prompt, LongText], Scorer]
"""Opens an engine, as `inference.scorer.open_scorer` does."""


class Way(Interface):
    """One way of asking, opened. `engine` speaks for the run's passport, `hashes` for what else the answers depend on."""

    name: str
    languages: tuple[str, ...]
    engine: Scorer
    hashes: Mapping[str, str]

    def ask(self, untrusted_text: str, language: str) -> Answers:
        """Return what the model says of a text. Raises TooLongError and StoppedError."""
        ...

    def thresholds(self, language: str) -> Thresholds:
        """Return the probabilities that outcomes hang on."""
        ...

    def validated(self, language: str) -> bool:
        """Tell whether a validation record lets a text of this language be clear."""
        ...

    def stop(self) -> None:
        """End the pass under way, from any thread."""
        ...


NO_SHOTS: Mapping[str, Shots] = MappingProxyType({})


class Prompted:
    """The protocol's own questions in the words of each language, behind shown examples where there are `shots`.

    With shots, a language without them is not asked, and what the prompt says of texts without content is taken off.
    An engine is opened per language when the first text needs it, the first served language's at once, so that a prompt
    that does not fit is refused before any text is read. Raises ModelError when protocol and pack share no language.
    """

    def __init__(
        self,
        protocol: Protocol,
        pack: Pack,
        open_scorer: OpenScorer,
        validated: Callable[[str], bool],
        stopped: Event,
        shots: Mapping[str, Shots] = NO_SHOTS,
    ) -> None:
        self.name = FEW_SHOT if shots else ZERO_SHOT
        self.languages = tuple(code for code in served(protocol, pack) if code in shots or not shots)
        self.validated = validated
        self.hashes: Mapping[str, str] = {
            "examples_sha256": joined(one.examples_sha256 for one in shots.values()),
            "calibration_sha256": joined(map(shots_fingerprint, shots.values())),
        }
        self._shots = shots
        self._protocol, self._pack = protocol, pack
        self._open_scorer = open_scorer
        self._stopped = stopped
        self._opening = Lock()
        self._scorers: dict[str, Scorer] = {}
        self.engine = self._scorer(self.languages[0])

    def ask(self, untrusted_text: str, language: str) -> Answers:
        """See `Way`."""
        answers = read(self._scorer(language).score(untrusted_text))
        bias = self._shots[language].bias if self._shots else 0.0
        return answers.shifted(lambda window: replace(window, log_odds=window.log_odds - bias)) if bias else answers

    def thresholds(self, language: str) -> Thresholds:  # noqa: ARG002 - questions have the same ones in every language
        """See `Way`."""
        return self._protocol.thresholds

    def stop(self) -> None:
        """See `Way`."""
        for engine in list(self._scorers.values()):
            engine.stop()

    def _scorer(self, language: str) -> Scorer:
        """Return the engine for a language, once it is within the reach of `stop`."""
        with self._opening:
            if language not in self._scorers:
                shown = self._shots[language].shown if self._shots else ()
                prompt = chat.prompt(self._pack, self._protocol, language, shown)
                self._scorers[language] = self._open_scorer(self._pack, prompt, self._protocol.long_text)
        if self._stopped.is_set():
            raise StoppedError
        return self._scorers[language]


class Learned:
    """The learned heads of one protocol, and those of the suicide-risk screen beside it, over one pass per window.

    `heads` and `companions` are by language. A text of a language without a head is not asked. Raises ModelError when a
    head was trained on another engine's states than this pack gives here.
    """

    name = HEAD

    def __init__(
        self,
        protocol: Protocol,
        pack: Pack,
        open_scorer: OpenScorer,
        heads: Mapping[str, Head],
        companions: Mapping[str, Head],
    ) -> None:
        self.languages = tuple(language for language in served(protocol, pack) if language in heads)
        self._heads, self._companions = heads, companions
        both = [*heads.values(), *companions.values()]
        exits = tuple(sorted({head.tie.exit for head in both}))
        self.engine = open_scorer(pack, chat.neutral(pack, exits), finer(protocol.long_text))
        for head in both:
            _check_engine(head, self.engine)
        self.hashes: Mapping[str, str] = {
            "examples_sha256": joined(head.tie.examples_sha256 for head in heads.values()),
            "head_sha256": joined(map(fingerprint, both)),
            "calibration_sha256": joined(map(calibration_fingerprint, both)),
        }

    def ask(self, untrusted_text: str, language: str) -> Answers:
        """See `Way`."""
        return self._read(self.engine.score(untrusted_text), language)

    def thresholds(self, language: str) -> Thresholds:
        """See `Way`."""
        return self._heads[language].thresholds

    def validated(self, language: str) -> bool:
        """See `Way`; a head is never without the record of who measured it on what."""
        return language in self._heads

    def stop(self) -> None:
        """See `Way`."""
        self.engine.stop()

    def _read(self, scores: list[WindowScores], language: str) -> Answers:
        """Return the answers of the worst window; NaN when any window's are not finite."""
        head, companion = self._heads[language], self._companions.get(language)
        states = [(score, score.pooled[head.tie.exit].tolist()) for score in scores]
        windows = tuple(
            Window(score.start, score.end, head.log_odds(state), head.levels(state)) for score, state in states
        )
        beside = (
            [companion.log_odds(score.pooled[companion.tie.exit].tolist()) for score in scores] if companion else []
        )
        if not all(map(math.isfinite, [*beside, *(window.log_odds for window in windows)])):
            return NOT_A_NUMBER
        return replace(
            of_windows(windows),
            companion=probability(max(beside)) if beside else None,
            companion_flag=companion.thresholds.flag if companion else 1.0,
        )


def finer(long_text: LongText) -> LongText:
    """Return how a long text is cut for heads: in smaller windows than the protocol's, as far as those would reach.

    A head reads the mean of a window, in which a passage of a hundred words drowns among four hundred calm ones
    (docs/decisions/034-long-texts-in-finer-windows.md). What one window of the protocol holds is read whole, as the
    examples are that heads learned from.
    """
    size = min(long_text.window_tokens, HEAD_WINDOW)
    overlap = min(long_text.overlap_tokens, size // 4)
    stride = long_text.window_tokens - long_text.overlap_tokens
    longest = long_text.window_tokens + (long_text.max_windows - 1) * stride
    count = 1 + -(-(longest - size) // (size - overlap))
    return LongText(size, overlap, count, whole_tokens=long_text.window_tokens)


def served(protocol: Protocol, pack: Pack) -> tuple[str, ...]:
    """Return the languages that both serve, in the pack's order. Raises ModelError when there is none."""
    languages = tuple(code for code in pack.languages if code in protocol.wordings)
    if not languages:
        raise ModelError(
            f"{pack.id} reads {', '.join(pack.languages)}, but the protocol {protocol.id} is worded in "
            f"{', '.join(protocol.languages)}. Choose another model or protocol."
        )
    return languages


def _check_engine(head: Head, engine: Scorer) -> None:
    tie = head.tie
    if (tie.prefix_sha256, tie.variant) != (engine.prefix_sha256, engine.variant):
        raise ModelError(
            f"The head for {tie.protocol} ({tie.language}) was trained on the variant {tie.variant}, and this is "
            f"{engine.variant}. Train the heads of this model again: models build or models import."
        )


def joined(hashes: Iterable[str]) -> str:
    """Return several hashes as the passport holds them, each once."""
    return " ".join(dict.fromkeys(hashes))
