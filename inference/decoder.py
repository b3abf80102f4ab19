"""The engine for decoders: the prefix runs once, its keys and values serve every text, one pass per window."""

from collections.abc import Mapping

from domain.pack import Pack
from domain.protocol import LongText
from inference.budget import check_budget
from inference.decoder_graph import DecoderGraph
from inference.engine import Asking, Engine, Logits, State
from inference.labels import answer_tokens, label_rows
from inference.prompt import Prompt

EXACT, FAST = "fp32", "int8"
"""Variants by default: exact for questions, whose answers lie close together; fast for learned heads, which are trained on it."""


class DecoderScorer(Engine):
    """Reads answers out of hidden states, with the label tokens' rows of the vocabulary head alone."""

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
        self._rows = [label_rows(pack, answer_tokens(pack, asking.tokens, ask)) for ask in prompt.asks]
        variant, graph = choose_graph(pack, prompt.exits, asks=bool(prompt.asks), variant=variant)
        self._graph = DecoderGraph(pack, graph, asking.before, threads)
        super().__init__(asking, long_text, variant, [self._graph.session], self._graph.threads)

    def _read(self, ids: list[int]) -> tuple[Logits, Mapping[int, State]]:
        """Run one window with the questions behind it.

        Read the states at each question's end and the text's mean states.
        """
        states = self._graph.read(*self._asking.behind(ids), len(ids), self._exits)
        logits = tuple(tuple((rows @ state).tolist()) for rows, state in zip(self._rows, states.hidden, strict=True))
        return logits, states.pooled


def choose_graph(pack: Pack, exits: tuple[int, ...], *, asks: bool, variant: str | None) -> tuple[str, str]:
    """Return the variant and the name of the smallest graph that gives what is wanted."""
    fast = pack.heads_variant or FAST
    variant = variant or (EXACT if asks or f"{fast}/exit{max(exits, default=0)}" not in pack.graphs else fast)
    return variant, variant if asks or not exits else f"{variant}/exit{max(exits)}"
