"""The engine for decoders: the prefix runs once, its keys and values serve every text, one pass per window."""

import hashlib
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from domain.pack import Pack
from domain.protocol import LongText
from inference.budget import check_budget
from inference.labels import answer_tokens, label_rows
from inference.prompt import Prompt
from inference.scores import WindowScores, window_scores
from inference.session import Array, Session, versions
from inference.tokens import Tokens
from inference.windows import windows

VARIANT = "fp32"


class DecoderScorer:
    """Scores texts under one prompt. Not for several threads at once, `stop` aside."""

    fallback = ""

    def __init__(
        self,
        pack: Pack,
        prompt: Prompt,
        long_text: LongText,
        *,
        exits: tuple[int, ...] = (),
        threads: int | None = None,
    ) -> None:
        self._long_text = long_text
        self._exits = exits
        self._tokens = Tokens(pack.file("tokenizer.json"))
        prefix = self._tokens.prompt(pack.bos + prompt.before)
        self._asks = [self._tokens.prompt(ask.text) for ask in prompt.asks]
        check_budget(pack, len(prefix), long_text, sum(map(len, self._asks)))
        self._rows = [label_rows(pack, answer_tokens(pack, self._tokens, ask)) for ask in prompt.asks]
        self.variant = VARIANT
        self.prefix_sha256 = hashlib.sha256(np.array(prefix, np.int64).tobytes()).hexdigest()
        self.versions: Mapping[str, str] = versions()
        self._session = Session(pack.file(pack.graphs[VARIANT]), threads)
        self.providers, self.threads = self._session.providers, self._session.threads
        self._past = self._prime(pack, prefix)

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

    def _prime(self, pack: Pack, prefix: list[int]) -> dict[str, Array]:
        """Run the prefix once and return its keys and values as the inputs of every later pass."""
        empty = np.zeros((1, pack.sizes.kv_heads, 0, pack.sizes.head_size), np.float32)
        parts = [f"{layer}.{part}" for layer in range(pack.sizes.layers) for part in ("key", "value")]
        past: dict[str, Array] = {f"past_key_values.{part}": empty for part in parts}
        if not prefix:
            return past
        present = self._session.run([f"present.{part}" for part in parts], {**_feeds(prefix, [0], len(prefix)), **past})
        return dict(zip(past, present, strict=True))

    def _pass(self, ids: list[int]) -> tuple[tuple[tuple[float, ...], ...], dict[int, NDArray[np.float32]]]:
        """Run one window with the questions behind it.

        Read the states at each question's end and the text's mean states.
        """
        everything, reads = list(ids), []
        for ask in self._asks:
            everything += ask
            reads.append(len(everything) - 1)
        outputs = ["hidden", *(f"pooled.{depth}" for depth in self._exits)]
        hidden, *pooled = self._session.run(outputs, {**_feeds(everything, reads or [0], len(ids)), **self._past})
        logits = tuple(tuple((rows @ state).tolist()) for rows, state in zip(self._rows, hidden, strict=False))
        return logits, {depth: state[0] for depth, state in zip(self._exits, pooled, strict=True)}


def _feeds(ids: list[int], reads: list[int], text_tokens: int) -> dict[str, Array]:
    """Return the graph's own inputs: token ids, positions to read, and the weights that average the text's tokens."""
    pool = np.zeros((1, len(ids)), np.float32)
    pool[0, :text_tokens] = 1 / max(text_tokens, 1)
    return {"input_ids": np.array([ids], np.int64), "read": np.array(reads, np.int64), "pool": pool}
