"""The engine for decoders whose graph gives logits itself: as Optimum exports them, as ONNX Runtime GenAI builds them.

The prefix runs once and its keys and values serve every text, as in `inference.decoder`.
"""

from collections.abc import Mapping

from domain.errors import ModelError
from domain.pack import Pack
from domain.protocol import LongText
from inference.budget import check_budget
from inference.engine import Asking, Engine, Logits, State
from inference.labels import answer_tokens
from inference.logits_graph import LogitsGraph
from inference.prompt import Prompt

AS_EXPORTED, LAST_POSITION, FUSED = "as-exported", "last-position", "fused"
"""Variants: the graph as it came; with its vocabulary head at the asked positions alone; with fused attention and norms
too, where the graph passes know the family. The last there is runs.
"""


class ExportedDecoder(Engine):
    """Reads the answers' logits at each question's end."""

    def __init__(
        self,
        pack: Pack,
        prompt: Prompt,
        long_text: LongText,
        *,
        variant: str | None = None,
        threads: int | None = None,
    ) -> None:
        asking = Asking.encode(pack, prompt, pack.bos)
        self._exits = prompt.exits
        check_budget(pack, len(asking.before), long_text, asking.length)
        self._answers = [answer_tokens(pack, asking.tokens, ask) for ask in prompt.asks]
        variant = variant or next(name for name in (FUSED, LAST_POSITION, AS_EXPORTED) if name in pack.graphs)
        self._graph = LogitsGraph(pack.file(_graph(pack, variant, prompt.exits, asks=bool(prompt.asks))), threads)
        self._past = self._graph.prime(asking.before)
        super().__init__(asking, long_text, variant, [self._graph.session], self._graph.threads)

    def _read(self, ids: list[int]) -> tuple[Logits, Mapping[int, State]]:
        reading = self._graph.read(self._past, *self._asking.behind(ids), len(ids), self._exits)
        pairs = zip(reading.logits, self._answers, strict=True)
        return tuple(tuple(row[answers].astype(float).tolist()) for row, answers in pairs), reading.pooled


def _graph(pack: Pack, variant: str, exits: tuple[int, ...], *, asks: bool) -> str:
    """Return the file of the smallest graph that gives what is wanted; ModelError when the pack lacks it."""
    missing = [depth for depth in exits if depth not in pack.exits]
    if missing or variant not in pack.graphs:
        what = f"exit {missing[0]}" if missing else f"graph {variant}"
        raise ModelError(f"{pack.id} has no {what}. It has: {', '.join([*pack.graphs, *map(str, pack.exits)])}.")
    cut = f"{variant}/exit{max(exits, default=0)}"
    return pack.graphs[variant if asks or cut not in pack.graphs else cut]
