"""A GGUF file of a Llama-like model.

Its weights under their names in transformers, its sizes, tokenizer and chat template.
"""

from pathlib import Path
from typing import Any

import numpy as np
from gguf import GGUFReader
from gguf.quants import dequantize
from numpy.typing import NDArray
from tokenizers import AddedToken, Tokenizer, decoders, pre_tokenizers
from tokenizers.models import BPE

from domain.pack import Sizes
from models.errors import SourceDamagedError
from models.passes import Shape

CONTROL = 3
"""The token type of special tokens in a GGUF file."""

PARAMETERS = {
    "token_embd": "model.embed_tokens",
    "output_norm": "model.norm",
    "attn_norm": "input_layernorm",
    "ffn_norm": "post_attention_layernorm",
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
}


class GgufFile:
    """Read-only view of a GGUF file; the tensors stay on disk until they are asked for."""

    def __init__(self, path: Path) -> None:
        try:
            self._reader = GGUFReader(path)
        except (ValueError, IndexError, OSError) as error:
            raise SourceDamagedError(f"{path.name} is not a GGUF file.") from error
        self._tensors = {_parameter(tensor.name): tensor for tensor in self._reader.tensors}
        if self._field("general.architecture") != "llama":
            raise SourceDamagedError(
                f"{path.name} holds a {self._field('general.architecture')} model, not a llama one."
            )

    @property
    def shape(self) -> Shape:
        """Sizes for the graph passes; the rotary tables cover the whole context."""
        heads, width = self._field("llama.attention.head_count"), self._field("llama.embedding_length")
        return Shape(
            layers=self._field("llama.block_count"),
            heads=heads,
            kv_heads=self._field("llama.attention.head_count_kv"),
            head_size=width // heads,
            width=width,
            rope_base=self._field("llama.rope.freq_base"),
            rope_length=self._field("llama.context_length"),
            norm_epsilon=self._field("llama.attention.layer_norm_rms_epsilon"),
        )

    @property
    def sizes(self) -> Sizes:
        """Sizes for the engine."""
        shape = self.shape
        vocabulary, context = self._field("llama.vocab_size"), self._field("llama.context_length")
        return Sizes(shape.layers, shape.width, shape.kv_heads, shape.head_size, vocabulary, context)

    @property
    def chat_template(self) -> str:
        """The Jinja template that the model was trained with."""
        return str(self._field("tokenizer.chat_template"))

    def weight(self, name: str) -> NDArray[np.float32]:
        """Return a parameter, dequantised to float32, in the orientation of transformers ([out, in])."""
        tensor = self._tensors[name]
        data = dequantize(tensor.data, tensor.tensor_type).astype(np.float32, copy=False)
        shape = self.shape
        if name.endswith("q_proj.weight"):
            return _unpermuted(data, shape.heads)
        if name.endswith("k_proj.weight"):
            return _unpermuted(data, shape.kv_heads)
        return data

    def tokenizer(self) -> Tokenizer:
        """Build the byte-level BPE tokenizer: digits one by one, as SmolLM2 was trained; nothing is added to a text."""
        if self._field("tokenizer.ggml.pre") != "smollm":
            raise SourceDamagedError(f"Unknown tokenizer {self._field('tokenizer.ggml.pre')}: only smollm is known.")
        tokens: list[str] = self._field("tokenizer.ggml.tokens")
        merges = [
            (left, right) for left, _, right in (pair.partition(" ") for pair in self._field("tokenizer.ggml.merges"))
        ]
        tokenizer = Tokenizer(BPE(vocab={token: index for index, token in enumerate(tokens)}, merges=merges))
        tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
            [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
        )
        tokenizer.decoder = decoders.ByteLevel()
        kinds: list[int] = self._field("tokenizer.ggml.token_type")
        special = [token for token, kind in zip(tokens, kinds, strict=True) if kind == CONTROL]
        tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in special])
        return tokenizer

    def _field(self, name: str) -> Any:
        try:
            return self._reader.fields[name].contents()
        except KeyError:
            raise SourceDamagedError(f"The GGUF file lacks {name}.") from None


def _parameter(name: str) -> str:
    """Return the name in transformers: `blk.3.attn_q.weight` -> `model.layers.3.self_attn.q_proj.weight`."""
    *block, part, kind = name.split(".")
    scope = f"model.layers.{block[1]}." if block else ""
    return f"{scope}{PARAMETERS.get(part, part)}.{kind}"


def _unpermuted(data: NDArray[np.float32], heads: int) -> NDArray[np.float32]:
    """Undo the order of rows that GGUF uses for rotary embedding.

    Pairs side by side, back to halves (as transformers has it).
    """
    rows, columns = data.shape
    return data.reshape(heads, rows // heads // 2, 2, columns).swapaxes(1, 2).reshape(rows, columns)
