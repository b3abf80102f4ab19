"""Small GGUF files, written by ggml's own package."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from gguf import GGMLQuantizationType, GGUFWriter
from gguf.quants import quantize
from numpy.typing import NDArray

NORMAL, UNKNOWN, CONTROL, USER_DEFINED, BYTE = 1, 2, 3, 4, 6

Piece = tuple[str, float, int]


def write(
    path: Path,
    pieces: Sequence[Piece] = (),
    tensors: Mapping[str, tuple[NDArray[np.float32], GGMLQuantizationType]] | None = None,
) -> Path:
    """Write a file with a SentencePiece vocabulary and tensors."""
    writer = GGUFWriter(path, "gemma3")
    writer.add_context_length(128)
    writer.add_rope_freq_base(1e6)
    writer.add_add_bos_token(value=True)
    if pieces:
        tokens, scores, kinds = zip(*pieces, strict=True)
        writer.add_tokenizer_model("llama")
        writer.add_token_list(tokens)
        writer.add_token_scores(scores)
        writer.add_token_types(kinds)
        writer.add_unk_token_id(tokens.index("<unk>"))
    for name, (values, kind) in (tensors or {}).items():
        writer.add_tensor(name, quantize(values, kind), raw_shape=None, raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def sentencepiece(*normal: tuple[str, float]) -> list[Piece]:
    """Return a vocabulary like Gemma's: special tokens, two runs of white space, all bytes, and the `normal` pieces."""
    special = [(name, -1000.0, CONTROL) for name in ("<pad>", "<eos>", "<bos>", "<unk>")]
    runs = [(run, -1000.0, USER_DEFINED) for run in ("\n\n", "  ")]
    raw = [(f"<0x{byte:02X}>", 0.0, BYTE) for byte in range(256)]
    return [*special, *runs, *raw, *((piece, score, NORMAL) for piece, score in normal)]
