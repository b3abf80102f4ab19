"""The ways to read a label out of a model that `bench` compares, each behind the same small interface.

A way is opened in a process of its own, so that its peak memory is its own, and gives the log-odds of one text at a time.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import numpy as np

from domain.pack import Pack
from inference.labels import label_rows
from inference.session import Array, Session

EXPORTED = "as-exported"


@dataclass(frozen=True, slots=True)
class Material:
    """What every way is given: the same token ids, and the first tokens of the two answers."""

    prefix: tuple[int, ...]
    texts: tuple[tuple[int, ...], ...]
    answers: tuple[int, int]


class Way(Protocol):
    """One way, opened: `variant` is the graph it runs."""

    variant: str

    def log_odds(self, text: tuple[int, ...]) -> float:
        """Return the log-odds of the first answer against the second behind prefix and text, in nats."""
        ...


class OptimumNaive:
    """Optimum's exported graph as a user would first write it: the whole prompt for each text, logits for every token."""

    variant = EXPORTED

    def __init__(self, pack: Pack, material: Material) -> None:
        self._material = material
        self._session = Session(pack.file(pack.graphs[self.variant]))
        self._past = no_past(pack)

    def log_odds(self, text: tuple[int, ...]) -> float:
        """See `Way`."""
        ids = np.array([self._material.prefix + text], np.int64)
        positions = {"attention_mask": np.ones_like(ids), "position_ids": np.arange(ids.shape[1])[None]}
        (logits,) = self._session.run(["logits"], {"input_ids": ids, **positions, **self._past})
        first, second = self._material.answers
        return float(logits[0, -1, first] - logits[0, -1, second])


class Compiled:
    """A compiled graph of the pack as screening runs it: prefix cached, one pass, the label rows alone."""

    def __init__(self, pack: Pack, material: Material, variant: str) -> None:
        self.variant = variant
        self._session = Session(pack.file(pack.graphs[variant]))
        self._rows = label_rows(pack, material.answers)
        empty = no_past(pack)
        present = [name.replace("past_key_values", "present") for name in empty]
        self._past = dict(zip(empty, self._session.run(present, {**_feeds(material.prefix), **empty}), strict=True))

    def log_odds(self, text: tuple[int, ...]) -> float:
        """See `Way`."""
        (hidden,) = self._session.run(["hidden"], {**_feeds(text), **self._past})
        first, second = self._rows @ hidden[0]
        return float(first - second)


@dataclass(frozen=True, slots=True)
class Skipped:
    """Why a way can't run here."""

    reason: str


Opener = Callable[[Pack, Material], Way]


VARIANTS = {"ours-fp32": "fp32", "ours-int8": "int8", "ours-w8": "w8", "ours-w4": "w4", "ours-head-int8": "head-int8"}
OTHERS = ("llamacpp-q4_0", "llamacpp-q4_1", "llamacpp-q8_0", "ort-genai-int4")


def ways(pack: Pack) -> Mapping[str, Opener | Skipped]:
    """Return the ways by the names that scripts rely on; one that can't run says why."""
    ours: dict[str, Opener | Skipped] = {
        name: partial(Compiled, variant=variant)
        if variant in pack.graphs
        else Skipped(f"{pack.id} has no such variant")
        for name, variant in VARIANTS.items()
    }
    naive = OptimumNaive if EXPORTED in pack.graphs else Skipped(f"{pack.id} does not carry Optimum's own graph")
    others = {name: Skipped("this version does not run it") for name in OTHERS}
    return {"optimum-naive": naive, **ours, **others}


def no_past(pack: Pack) -> dict[str, Array]:
    """Return the empty keys and values that a first pass begins with."""
    empty = np.zeros((1, pack.sizes.kv_heads, 0, pack.sizes.head_size), np.float32)
    return {f"past_key_values.{layer}.{part}": empty for layer in range(pack.sizes.layers) for part in ("key", "value")}


def _feeds(ids: tuple[int, ...]) -> dict[str, Array]:
    pool = np.full((1, len(ids)), 1 / len(ids), np.float32)
    return {"input_ids": np.array([ids], np.int64), "read": np.array([len(ids) - 1]), "pool": pool}
