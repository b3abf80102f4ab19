"""The engine for decoders: the prefix runs once, its keys and values serve every text, one pass per window."""

import hashlib
from collections.abc import Mapping

import numpy as np

from domain.pack import Pack
from domain.protocol import LongText
from inference.budget import check_budget
from inference.decoder_graph import DecoderGraph, State
from inference.labels import answer_tokens, label_rows
from inference.prompt import Prompt
from inference.scores import WindowScores, window_scores
from inference.session import versions
from inference.tokens import Tokens
from inference.windows import windows

EXACT, FAST = "fp32", "int8"
"""Variants by default: exact for questions, whose answers lie close together; fast for learned heads, which are trained on it."""


class DecoderScorer:
    """Scores texts under one prompt. Not for several threads at once, `stop` aside."""

    fallback = ""

    def __init__(
        self,
        pack: Pack,
        prompt: Prompt,
        long_text: LongText,
        *,
        variant: str | None = None,
        threads: int | None = None,
    ) -> None:
        self._long_text = long_text
        self._exits = prompt.exits
        self._tokens = Tokens(pack.file("tokenizer.json"))
        prefix = self._tokens.prompt(pack.bos + prompt.before)
        self._asks = [self._tokens.prompt(ask.text) for ask in prompt.asks]
        check_budget(pack, len(prefix), long_text, sum(map(len, self._asks)))
        self._rows = [label_rows(pack, answer_tokens(pack, self._tokens, ask)) for ask in prompt.asks]
        self.variant, graph = choose_graph(pack, prompt.exits, asks=bool(self._asks), variant=variant)
        self.prefix_sha256 = hashlib.sha256(np.array(prefix, np.int64).tobytes()).hexdigest()
        self.versions: Mapping[str, str] = versions()
        self._graph = DecoderGraph(pack, graph, prefix, threads)
        self.providers, self.threads = self._graph.session.providers, self._graph.session.threads

    def score(self, untrusted_text: str) -> list[WindowScores]:
        """Return one score per window; see `inference.scorer.Scorer`."""
        encoded = self._tokens.text(untrusted_text)
        scores = []
        for first, last in windows(len(encoded.ids), self._long_text):
            logits, pooled = self._pass(encoded.ids[first:last])
            scores.append(window_scores(encoded, first, last, logits, pooled))
        return scores

    def stop(self) -> None:
        """End the pass under way, from any thread."""
        self._graph.session.stop()

    def _pass(self, ids: list[int]) -> tuple[tuple[tuple[float, ...], ...], Mapping[int, State]]:
        """Run one window with the questions behind it.

        Read the states at each question's end and the text's mean states.
        """
        everything, reads = list(ids), []
        for ask in self._asks:
            everything += ask
            reads.append(len(everything) - 1)
        states = self._graph.read(everything, reads, len(ids), self._exits)
        logits = tuple(tuple((rows @ state).tolist()) for rows, state in zip(self._rows, states.hidden, strict=True))
        return logits, states.pooled


def choose_graph(pack: Pack, exits: tuple[int, ...], *, asks: bool, variant: str | None) -> tuple[str, str]:
    """Return the variant and the name of the smallest graph that gives what is wanted."""
    variant = variant or (EXACT if asks or f"{FAST}/exit{max(exits, default=0)}" not in pack.graphs else FAST)
    return variant, variant if asks or not exits else f"{variant}/exit{max(exits)}"
