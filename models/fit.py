"""Whether a pack fits this machine's memory: said before it is run, so that nobody waits for a machine that only swaps."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from domain.pack import Kind, Pack
from inference.decoder_graph import PREFIX
from inference.machine import MEGA, free_mb
from inference.session import default_threads
from models.chosen import running
from models.measured import Use, load

PROGRAM_MB = 150
"""What the program itself takes beside a model: measured at 110 MB on the command line and 150 MB with the window."""

TOKENS = 1024
"""Tokens of prefix, window and questions whose keys and values are held: more than any shipped protocol needs."""

FLOAT32 = 4


@dataclass(frozen=True, slots=True)
class Fit:
    """About what a pack needs, and what this machine has free now, in megabytes."""

    needed_mb: float
    free_mb: float

    @property
    def fits(self) -> bool:
        """Whether there is room."""
        return self.needed_mb <= self.free_mb


def fit(pack: Pack, use: Use, data: Path) -> Fit:
    """Compare what a pack needs for a use with what is free: as it was measured here, else by its weights and its states."""
    variant = running(data, pack, use)
    for one in load(data, pack).figures:
        if (one.use, one.variant) == (use, variant):
            return Fit(one.peak_mb, free_mb())
    return Fit(PROGRAM_MB + _weights_mb(pack, use, variant) + _states_mb(pack), free_mb())


def _weights_mb(pack: Pack, use: Use, variant: str) -> float:
    """Return the largest of the graphs that are loaded one after the other; an encoder and a decoder are loaded together."""
    if pack.kind is not Kind.DECODER:
        return sum(_loaded_mb(pack, name) for name in set(pack.graphs.values()))
    cut = f"{variant}/exit{max(pack.exits, default=0)}"
    name = cut if use is Use.HEADS and cut in pack.graphs else variant
    return _largest(_loaded_mb(pack, pack.graphs[one]) for one in (name, name + PREFIX) if one in pack.graphs)


def _largest(sizes: Iterable[float]) -> float:
    return max(sizes, default=0.0)


def _loaded_mb(pack: Pack, name: str) -> float:
    """Return what a graph's file and the weights that it points to take."""
    from models.onnx_file import external_bytes, read  # noqa: PLC0415 - where it was measured, nobody waits for onnx

    weights = external_bytes(read(pack.file(name)))
    return float((weights + pack.file(name).stat().st_size) / MEGA)


def _states_mb(pack: Pack) -> float:
    """Return what keys and values take: the prefix's, and those of every text that is read at once."""
    sizes = pack.sizes
    row = sizes.layers * 2 * sizes.kv_heads * sizes.head_size * FLOAT32
    return row * TOKENS * (1 + default_threads()) / MEGA
