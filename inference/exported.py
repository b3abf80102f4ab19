"""The engine for decoders whose graph gives logits itself: as Optimum exports them, as ONNX Runtime GenAI builds them.

The prefix runs once as in `inference.decoder`; masks and positions are fed where the graph asks for them.
"""

import hashlib
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from domain.errors import ModelError
from domain.pack import Pack
from domain.protocol import LongText
from inference.budget import check_budget
from inference.labels import answer_tokens
from inference.prompt import Prompt
from inference.scores import WindowScores, window_scores
from inference.session import Array, Input, Session, versions
from inference.tokens import Tokens
from inference.windows import windows

AS_EXPORTED = "as-exported"
LAST_POSITION = "last-position"
"""Variants: the graph as it came, and the same graph with its vocabulary head at the asked positions alone."""

PAST, PRESENT = "past_key_values", "present"


class ExportedDecoder:
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
        self._answers = [answer_tokens(pack, self._tokens, ask) for ask in prompt.asks]
        self.variant = LAST_POSITION if LAST_POSITION in pack.graphs else AS_EXPORTED
        self.prefix_sha256 = hashlib.sha256(np.array(prefix, np.int64).tobytes()).hexdigest()
        self.versions: Mapping[str, str] = versions()
        self._session = Session(pack.file(pack.graphs[self.variant]), threads)
        self.providers, self.threads = self._session.providers, self._session.threads
        self._check_inputs(pack)
        self._past = self._prime(prefix)

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

    def _check_inputs(self, pack: Pack) -> None:
        """Refuse a graph that asks for what no text can give it."""
        known = {"input_ids", "attention_mask", "position_ids", "read", "pool"}
        foreign = [name for name in self._session.inputs if name not in known and not name.startswith(PAST)]
        if foreign or "logits" not in self._session.outputs:
            what = f"asks for {', '.join(foreign)}" if foreign else "gives no logits"
            raise ModelError(f"The graph of {pack.id} {what}: this is not a language model that reads text alone.")

    def _prime(self, prefix: list[int]) -> dict[str, Array]:
        """Run the prefix once and return its keys and values as the inputs of every later pass."""
        past = {name: _empty(value) for name, value in self._session.inputs.items() if name.startswith(PAST)}
        if not prefix:
            return past
        present = [name.replace(PAST, PRESENT) for name in past]
        fed = self._feeds(prefix, [len(prefix) - 1], len(prefix), 0)
        return dict(zip(past, self._session.run(present, {**fed, **past}), strict=True))

    def _pass(self, ids: list[int]) -> tuple[tuple[tuple[float, ...], ...], dict[int, NDArray[np.float32]]]:
        """Run one window with the questions behind it; read the answers' logits at each question's end."""
        everything, reads = list(ids), []
        for ask in self._asks:
            everything += ask
            reads.append(len(everything) - 1)
        done = next((past.shape[2] for past in self._past.values()), 0)
        fed = self._feeds(everything, reads or [0], len(ids), done)
        outputs = ["logits", *(f"pooled.{depth}" for depth in self._exits)]
        logits, *pooled = self._session.run(outputs, {**fed, **self._past})
        rows = logits[0] if "read" in self._session.inputs else logits[0][reads]
        values = tuple(
            tuple(row[answers].astype(float).tolist()) for row, answers in zip(rows, self._answers, strict=False)
        )
        return values, {depth: state[0] for depth, state in zip(self._exits, pooled, strict=True)}

    def _feeds(self, ids: list[int], reads: list[int], text_tokens: int, done: int) -> dict[str, Array]:
        """Return what the graph asks for besides keys and values, of `ids` behind `done` tokens."""
        pool = np.zeros((1, len(ids)), np.float32)
        pool[0, :text_tokens] = 1 / max(text_tokens, 1)
        known = {
            "input_ids": np.array([ids]),
            "attention_mask": np.ones((1, done + len(ids))),
            "position_ids": np.arange(done, done + len(ids))[None],
            "read": np.array(reads),
            "pool": pool,
        }
        asked = self._session.inputs
        return {name: value.astype(asked[name].dtype) for name, value in known.items() if name in asked}


def _empty(value: Input) -> Array:
    """Return the keys or values that a first pass begins with: one row, no positions."""
    _, heads, _, size = value.shape
    return np.zeros((1, int(heads), 0, int(size)), value.dtype)
