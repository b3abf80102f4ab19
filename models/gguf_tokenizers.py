"""Tokenizers rebuilt from what a GGUF file holds of them."""

from collections.abc import Iterator

from tokenizers import AddedToken, Tokenizer, decoders, normalizers, pre_tokenizers
from tokenizers.models import BPE

from models.errors import SourceDamagedError
from models.gguf_reader import GgufReader

NORMAL, CONTROL, USER_DEFINED = 1, 3, 4
"""Token types of a GGUF file. A user-defined token is found before any merging, but is no special token."""

SPACE = "▁"
"""What stands for a space inside SentencePiece's pieces."""


def byte_level(file: GgufReader) -> Tokenizer:
    """Build a byte-level BPE tokenizer: digits one by one, as SmolLM2 was trained; nothing is added to a text."""
    if file.field("tokenizer.ggml.pre") != "smollm":
        raise SourceDamagedError(f"Unknown tokenizer {file.field('tokenizer.ggml.pre')}: only smollm is known.")
    pairs = (pair.partition(" ") for pair in file.field("tokenizer.ggml.merges"))
    tokenizer = Tokenizer(BPE(vocab=_vocabulary(file), merges=[(left, right) for left, _, right in pairs]))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    tokenizer.decoder = decoders.ByteLevel()
    _add_special(tokenizer, file)
    return tokenizer


def sentencepiece(file: GgufReader) -> Tokenizer:
    """Build SentencePiece's BPE (Kudo and Richardson 2018) with byte fallback; nothing is added to a text.

    The file holds a score per piece and no merges. SentencePiece joins the neighbours whose union has the best score, so
    every way to split a piece in two is a merge, and the scores are their order.
    """
    if file.field("tokenizer.ggml.model") != "llama":
        raise SourceDamagedError(f"Unknown tokenizer {file.field('tokenizer.ggml.model')}: no SentencePiece model.")
    vocabulary, tokens = _vocabulary(file), file.field("tokenizer.ggml.tokens")
    unknown = tokens[file.field("tokenizer.ggml.unknown_token_id")]
    merges = _merges(file, vocabulary)
    tokenizer = Tokenizer(BPE(vocab=vocabulary, merges=merges, unk_token=unknown, fuse_unk=True, byte_fallback=True))
    tokenizer.normalizer = normalizers.Replace(" ", SPACE)
    tokenizer.decoder = decoders.Sequence([decoders.Replace(SPACE, " "), decoders.ByteFallback(), decoders.Fuse()])
    tokenizer.add_tokens([AddedToken(token, normalized=False) for token in _of_type(file, USER_DEFINED)])
    _add_special(tokenizer, file)
    return tokenizer


def _merges(file: GgufReader, vocabulary: dict[str, int]) -> list[tuple[str, str]]:
    """Return all merges, best first; of equal score, those with the longer left part first, then by the parts' ids.

    Only normal pieces are joined and made: no text can grow into a special token or into a raw byte.
    """
    normal = dict.fromkeys(_of_type(file, NORMAL))
    scores = file.field("tokenizer.ggml.scores")
    ranked = [
        (-scores[vocabulary[piece]], -cut, vocabulary[piece[:cut]], vocabulary[piece[cut:]], piece[:cut], piece[cut:])
        for piece in normal
        for cut in range(1, len(piece))
        if piece[:cut] in normal and piece[cut:] in normal
    ]
    ranked.sort()
    return [(left, right) for *_, left, right in ranked]


def _vocabulary(file: GgufReader) -> dict[str, int]:
    return {token: index for index, token in enumerate(file.field("tokenizer.ggml.tokens"))}


def _of_type(file: GgufReader, wanted: int) -> Iterator[str]:
    kinds = file.field("tokenizer.ggml.token_type")
    return (token for token, kind in zip(file.field("tokenizer.ggml.tokens"), kinds, strict=True) if kind == wanted)


def _add_special(tokenizer: Tokenizer, file: GgufReader) -> None:
    special = [AddedToken(token, special=True, normalized=False) for token in _of_type(file, CONTROL)]
    tokenizer.add_special_tokens(special)
