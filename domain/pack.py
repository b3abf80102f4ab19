"""A model pack as its `pack.toml` describes it. Read and verified by `models`, run by `inference`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

SUFFIX = ".kzpack"
"""How the name of a pack ends that is one file, to be carried."""


class Kind(StrEnum):
    """How a family of models reads a prompt."""

    DECODER = "decoder"
    ENCODER_DECODER = "encoder-decoder"
    CLASSIFIER = "classifier"


@dataclass(frozen=True, slots=True)
class Sizes:
    """What the engine must know of a model: `width` is of a hidden state, `context` how many tokens it can read."""

    layers: int
    width: int
    kv_heads: int
    head_size: int
    vocabulary: int
    context: int


@dataclass(frozen=True, slots=True)
class Table:
    """A float32 matrix [vocabulary, width] in one of the pack's files, whose rows turn states into label log-odds."""

    file: str
    offset: int


@dataclass(frozen=True, slots=True)
class Pack:
    """One pack on disk.

    `sha256` is of what `pack.toml` says, the size and SHA-256 of every other file among it: it identifies the pack.
    `source_sha256` is of the weights that it was made from, `compiler` the version of the graph passes that made it.
    `graphs` maps a variant's name to its graph file; `exits` are the depths (layers passed) whose mean-pooled states the
    graphs offer; `bos` is the token that must open every prompt (of an encoder-decoder: every answer), or ""; `files` maps
    each file to its SHA-256. `labels` is None where the graph gives logits itself; `classes` names a classifier's own
    answers, in its head's order.

    `heads_only` is true of the part of a pack that learned heads read (see `models.part`): it bears the whole one's
    `sha256`, since it gives the same states, and can't be asked questions. `prefixes` maps a graph's name to the file that
    holds what was read of the prefix when the pack was made. `heads_variant` names the variant that learned heads read on this
    machine where the fastest one answers otherwise than the parity gate allows, else "" (see `learning.equipment`).
    """

    id: str
    title: str
    family: str
    kind: Kind
    source: str
    source_sha256: str
    compiler: int
    licence: str
    languages: tuple[str, ...]
    sizes: Sizes
    labels: Table | None
    exits: tuple[int, ...]
    bos: str
    graphs: Mapping[str, str]
    files: Mapping[str, str]
    folder: Path
    sha256: str
    classes: tuple[str, ...] = ()
    prefixes: Mapping[str, str] = field(default_factory=dict)
    heads_only: bool = False
    heads_variant: str = ""

    def file(self, name: str) -> Path:
        """Return the path of one of the pack's files."""
        return self.folder / name
