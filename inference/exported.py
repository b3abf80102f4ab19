"""The engine for decoders whose graph gives logits itself: as Optimum exports them, as ONNX Runtime GenAI builds them.

The prefix runs once and its keys and values serve every text, as in `inference.decoder`.
"""

import hashlib
from collections.abc import Mapping

import numpy as np

from domain.errors import ModelError
from domain.pack import Pack
from domain.protocol import LongText
from inference.budget import check_budget
from inference.labels import answer_tokens
from inference.logits_graph import LogitsGraph
from inference.prompt import Prompt
from inference.scores import WindowScores, window_scores
from inference.session import versions
from inference.tokens import Encoded, Tokens
from inference.windows import windows

AS_EXPORTED, LAST_POSITION, FUSED = "as-exported", "last-position", "fused"
"""Variants: the graph as it came; with its vocabulary head at the asked positions alone; with fused attention and norms
too, where the graph passes know the family. The last there is runs.
"""


class ExportedDecoder:
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
        self._answers = [answer_tokens(pack, self._tokens, ask) for ask in prompt.asks]
        self.variant = variant or next(name for name in (FUSED, LAST_POSITION, AS_EXPORTED) if name in pack.graphs)
        self.prefix_sha256 = hashlib.sha256(np.array(prefix, np.int64).tobytes()).hexdigest()
        self.versions: Mapping[str, str] = versions()
        self._graph = LogitsGraph(pack.file(_graph(pack, self.variant, prompt.exits, asks=bool(self._asks))), threads)
        self.providers, self.threads = self._graph.session.providers, self._graph.session.threads
        self._past = self._graph.prime(prefix)

    def score(self, untrusted_text: str) -> list[WindowScores]:
        """Return one score per window; see `inference.scorer.Scorer`."""
        encoded = self._tokens.text(untrusted_text)
        return [self._read(encoded, *place) for place in windows(len(encoded.ids), self._long_text)]

    def stop(self) -> None:
        """End the pass under way, from any thread."""
        self._graph.session.stop()

    def _read(self, encoded: Encoded, first: int, last: int) -> WindowScores:
        """Run one window with the questions behind it; read the answers' logits at each question's end."""
        ids, reads = encoded.ids[first:last], []
        for ask in self._asks:
            ids = ids + ask
            reads.append(len(ids) - 1)
        reading = self._graph.read(self._past, ids, reads, last - first, self._exits)
        logits = tuple(
            tuple(row[answers].astype(float).tolist())
            for row, answers in zip(reading.logits, self._answers, strict=True)
        )
        return window_scores(encoded, first, last, logits, reading.pooled)


def _graph(pack: Pack, variant: str, exits: tuple[int, ...], *, asks: bool) -> str:
    """Return the file of the smallest graph that gives what is wanted; ModelError when the pack lacks it."""
    missing = [depth for depth in exits if depth not in pack.exits]
    if missing or variant not in pack.graphs:
        what = f"exit {missing[0]}" if missing else f"graph {variant}"
        raise ModelError(f"{pack.id} has no {what}. It has: {', '.join([*pack.graphs, *map(str, pack.exits)])}.")
    cut = f"{variant}/exit{max(exits, default=0)}"
    return pack.graphs[variant if asks or cut not in pack.graphs else cut]
