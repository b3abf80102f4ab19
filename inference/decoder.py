"""The engine for decoders: the prefix runs once, its keys and values serve every text, one pass per window."""

import hashlib
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from domain.errors import ModelError
from domain.pack import Pack
from domain.protocol import LongText
from inference.budget import check_budget
from inference.labels import answer_tokens, label_rows
from inference.prompt import Prompt
from inference.scores import WindowScores, window_scores
from inference.session import Array, Session, versions
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
        primer = pack.graphs.get(f"{graph}/prefix")
        self._past = _prime(Session(pack.file(primer), threads), pack, prefix) if primer else {}
        self._session = Session(pack.file(pack.graphs[graph]), threads)
        self._past = self._past or _prime(self._session, pack, prefix)
        self.providers, self.threads = self._session.providers, self._session.threads

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
        self._session.stop()

    def _pass(self, ids: list[int]) -> tuple[tuple[tuple[float, ...], ...], dict[int, NDArray[np.float32]]]:
        """Run one window with the questions behind it.

        Read the states at each question's end and the text's mean states.
        """
        everything, reads = list(ids), []
        for ask in self._asks:
            everything += ask
            reads.append(len(everything) - 1)
        outputs = [*(f"pooled.{depth}" for depth in self._exits), *(["hidden"] if reads else [])]
        states = self._session.run(outputs, {**_feeds(everything, reads, len(ids)), **self._past})
        hidden = states.pop() if reads else ()
        logits = tuple(tuple((rows @ state).tolist()) for rows, state in zip(self._rows, hidden, strict=True))
        return logits, {depth: state[0] for depth, state in zip(self._exits, states, strict=True)}


def choose_graph(pack: Pack, exits: tuple[int, ...], *, asks: bool, variant: str | None) -> tuple[str, str]:
    """Return the variant and the name of the smallest graph that gives what is wanted; ModelError when the pack lacks it."""
    variant = variant or (EXACT if asks or f"{FAST}/exit{max(exits, default=0)}" not in pack.graphs else FAST)
    graph = variant if asks or not exits else f"{variant}/exit{max(exits)}"
    if graph not in pack.graphs:
        raise ModelError(f"{pack.id} has no graph {graph}. It has: {', '.join(pack.graphs)}.")
    return variant, graph


def _prime(session: Session, pack: Pack, prefix: list[int]) -> dict[str, Array]:
    """Run the prefix once and return its keys and values as the inputs of every later pass."""
    empty = np.zeros((1, pack.sizes.kv_heads, 0, pack.sizes.head_size), np.float32)
    past: dict[str, Array] = {name: empty for name in sorted(session.inputs) if name.startswith("past_key_values.")}
    if not prefix:
        return past
    present = [name.replace("past_key_values", "present") for name in past]
    return dict(zip(past, session.run(present, {**_feeds(prefix, [0], len(prefix)), **past}), strict=True))


def _feeds(ids: list[int], reads: list[int], text_tokens: int) -> dict[str, Array]:
    """Return the graph's own inputs: token ids, positions to read, and the weights that average the text's tokens."""
    pool = np.zeros((1, len(ids)), np.float32)
    pool[0, :text_tokens] = 1 / max(text_tokens, 1)
    return {"input_ids": np.array([ids], np.int64), "read": np.array(reads, np.int64), "pool": pool}
