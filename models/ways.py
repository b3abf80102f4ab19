"""The ways to read a label out of a model that `bench` compares, each behind the interface of `models.way`.

The naive way and other engines answer one text after the other with all cores on each, as a user would run them.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from domain.pack import Pack
from inference.decoder_graph import DecoderGraph
from inference.devices import Device
from inference.labels import label_rows
from inference.lanes import in_order
from inference.session import Array, Session
from models import way_device, way_genai, way_llamacpp
from models.way import Material, Opener, Skipped, Text

EXPORTED = "as-exported"


class OptimumNaive:
    """Optimum's exported graph as a user would first write it: the whole prompt for each text, logits for every token."""

    variant = EXPORTED

    def __init__(self, pack: Pack, material: Material) -> None:
        self._material = material
        self.prefix_tokens = len(material.prefix)
        self._session = Session(pack.file(pack.graphs[self.variant]))
        self._past = no_past(pack)

    def log_odds(self, texts: Sequence[Text]) -> list[float]:
        """See `Way`."""
        return [self._one(text) for text in texts]

    def _one(self, text: Text) -> float:
        ids = np.array([self._material.prefix + text], np.int64)
        positions = {"attention_mask": np.ones_like(ids), "position_ids": np.arange(ids.shape[1])[None]}
        (logits,) = self._session.run(["logits"], {"input_ids": ids, **positions, **self._past})
        first, second = self._material.answers
        return float(logits[0, -1, first] - logits[0, -1, second])


class Compiled:
    """A compiled graph of the pack as screening runs it: prefix cached, one pass, a text per core, the label rows alone."""

    def __init__(self, pack: Pack, material: Material, variant: str) -> None:
        self.variant = variant
        self.prefix_tokens = len(material.prefix)
        self._graph = DecoderGraph(pack, variant, material.prefix)
        self._rows = label_rows(pack, material.answers)

    def log_odds(self, texts: Sequence[Text]) -> list[float]:
        """See `Way`."""
        return list(in_order(self._one, texts, self._graph.threads))

    def _one(self, text: Text) -> float:
        states = self._graph.read(text, [len(text) - 1], len(text))
        first, second = self._rows @ states.hidden[0]
        return float(first - second)


class Headed:
    """The way of learned heads: the graph cut at half depth, the text's mean state, one product with a fixed random head."""

    def __init__(self, pack: Pack, material: Material, variant: str, *, short: bool) -> None:
        self.variant = variant
        self._exit = int(variant.rpartition("exit")[2])
        prefix = material.neutral if short else material.prefix
        self.prefix_tokens = len(prefix)
        self._graph = DecoderGraph(pack, variant, prefix)
        self._weights = np.random.default_rng(0).normal(size=pack.sizes.width)

    def log_odds(self, texts: Sequence[Text]) -> list[float]:
        """See `Way`."""
        return list(in_order(self._one, texts, self._graph.threads))

    def _one(self, text: Text) -> float:
        return float(self._weights @ self._graph.read(text, [], len(text), [self._exit]).pooled[self._exit])


QUESTIONS = {"ours-fp32": "fp32", "ours-int8": "int8", "ours-w8": "w8", "ours-w4": "w4"}
HEAD, HEAD_EXACT, HEAD_EQUAL = "ours-head-int8", "ours-head-fp32", "ours-head-int8-equal-prefix"
"""The head's way behind its own short prefix, the same in exact numbers, and behind the prefix of all the others."""

REFERENCES = {HEAD: HEAD_EXACT, HEAD_EXACT: HEAD_EXACT, HEAD_EQUAL: ""}
"""The ways that give exactly what another is measured against; questions are measured against `ours-fp32`."""

Preparation = Callable[[], Opener | Skipped]
"""Makes what a way needs on disk, once, or says why it can't run here."""


def ways(pack: Pack, cache: Path, device: Device | None = None) -> Mapping[str, Preparation]:
    """Return the ways by the names that scripts rely on; files that other engines need are kept in the folder `cache`.

    `device` is the one beside the CPU to be measured too, by default the best that is installed.
    """
    depth = half_depth(pack)
    fast, exact = f"int8/exit{depth}", f"fp32/exit{depth}"

    def ours(graph: str, opener: Opener) -> Preparation:
        return lambda: opener if graph in pack.graphs else Skipped(f"{pack.id} has no graph {graph}")

    return {
        "optimum-naive": ours(EXPORTED, OptimumNaive),
        **{name: ours(graph, partial(Compiled, variant=graph)) for name, graph in QUESTIONS.items()},
        HEAD: ours(fast, partial(Headed, variant=fast, short=True)),
        HEAD_EXACT: ours(exact, partial(Headed, variant=exact, short=True)),
        HEAD_EQUAL: ours(fast, partial(Headed, variant=fast, short=False)),
        way_device.NAME: partial(way_device.prepare, device),
        **{
            f"llamacpp-{kind.lower()}": partial(way_llamacpp.prepare, pack, cache, kind)
            for kind in way_llamacpp.FORMATS
        },
        "ort-genai-int4": partial(way_genai.prepare, pack, cache),
    }


def half_depth(pack: Pack) -> int:
    """Return the pack's exit that is nearest to half of its layers; 0 where it has none."""
    return min(pack.exits, key=lambda depth: abs(depth - pack.sizes.layers / 2), default=0)


def no_past(pack: Pack) -> dict[str, Array]:
    """Return the empty keys and values that a first pass begins with."""
    empty = np.zeros((1, pack.sizes.kv_heads, 0, pack.sizes.head_size), np.float32)
    return {f"past_key_values.{layer}.{part}": empty for layer in range(pack.sizes.layers) for part in ("key", "value")}
