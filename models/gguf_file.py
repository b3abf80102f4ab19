"""A GGUF file as the model that it holds: weights under their names in transformers, sizes, tokenizer, chat template."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from domain.pack import Sizes
from models.families import PLAIN
from models.gguf_families import gguf_family
from models.gguf_reader import GgufReader
from models.passes import Shape

CHAT_TEMPLATE = "tokenizer.chat_template"

LONGEST = 8192
"""Tokens that a pack reads at most: longer texts are cut into windows, and rotary tables grow with it."""


class GgufFile:
    """Read-only view of a GGUF file; the tensors stay on disk until they are asked for."""

    def __init__(self, path: Path) -> None:
        self._reader = GgufReader(path)
        self._architecture = self._reader.field("general.architecture")
        self._family = gguf_family(self._architecture)
        self._tensors = {self._parameter(name): name for name in self._reader.tensors}

    @property
    def shape(self) -> Shape:
        """Sizes for the graph passes; the rotary tables cover all that a pack reads."""
        layers, width, heads = (
            self._size(name) for name in ("block_count", "embedding_length", "attention.head_count")
        )
        local = [self._family.is_local(layer) for layer in range(layers)]
        base, window = self._size("rope.freq_base"), self._size("attention.sliding_window", 0)
        return Shape(
            layers=layers,
            heads=heads,
            kv_heads=self._size("attention.head_count_kv"),
            head_size=self._size("attention.key_length", width // heads),
            width=width,
            rope_bases=tuple(self._family.local_rope_base if here else base for here in local),
            rope_length=min(self._size("context_length"), LONGEST),
            windows=tuple(window if here else 0 for here in local),
            norm_epsilon=self._size("attention.layer_norm_rms_epsilon"),
        )

    @property
    def sizes(self) -> Sizes:
        """Sizes for the engine."""
        shape = self.shape
        vocabulary = len(self._reader.field("tokenizer.ggml.tokens"))
        return Sizes(shape.layers, shape.width, shape.kv_heads, shape.head_size, vocabulary, shape.rope_length)

    @property
    def bos(self) -> str:
        """The token that must open every prompt, or ""."""
        return self._family.bos

    @property
    def chat_template(self) -> str:
        """The Jinja template that the model was trained with, or a plain one for a model that was trained with none."""
        return str(self._reader.field(CHAT_TEMPLATE)) if self._reader.has(CHAT_TEMPLATE) else PLAIN

    def weight(self, name: str) -> NDArray[np.float32]:
        """Return a parameter, dequantised to float32, in the orientation of transformers ([out, in])."""
        data = self._reader.tensor(self._tensors[name])
        heads = {"q_proj": "attention.head_count", "k_proj": "attention.head_count_kv"}.get(name.split(".")[-2])
        return _halved(data, self._size(heads)) if heads and self._family.paired_rotary else data

    def tokenizer(self) -> Tokenizer:
        """Build the tokenizer that the model was trained with; nothing is added to a text."""
        return self._family.tokenizer(self._reader)

    def _size(self, name: str, default: Any = None) -> Any:
        key = f"{self._architecture}.{name}"
        return default if default is not None and not self._reader.has(key) else self._reader.field(key)

    def _parameter(self, tensor: str) -> str:
        """Return the name in transformers: `blk.3.attn_q.weight` -> `model.layers.3.self_attn.q_proj.weight`."""
        *block, part, kind = tensor.split(".")
        scope = f"model.layers.{block[1]}." if block else ""
        return f"{scope}{self._family.parameters.get(f'{part}.{kind}', f'{part}.{kind}')}"


def _halved(data: NDArray[np.float32], heads: int) -> NDArray[np.float32]:
    """Put rows that lie in pairs for rotary embedding back into halves, as transformers has them."""
    rows, columns = data.shape
    return data.reshape(heads, rows // heads // 2, 2, columns).swapaxes(1, 2).reshape(rows, columns)
