"""Every family small: the real config class of transformers, two layers, random weights, and a tokenizer of a few words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

WORDS = (
    "You read one message . Is the writer stressed ? Yes No How much mild moderate severe my rent and I can not sleep "
    "again we baked bread all afternoon planted tomatoes on balcony sister left hospital yesterday today is fine ok"
)
SPECIAL = ("<pad>", "<s>", "</s>", "<unk>", "<bos>", "<|begin_of_text|>", "[CLS]", "[SEP]", "<|user|>", "<|assistant|>")

DECODER = {
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "num_key_value_heads": 1,
    "max_position_embeddings": 4096,
    "initializer_range": 0.3,
    "bos_token_id": 1,
    "eos_token_id": 2,
}
ENCODER = {
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "max_position_embeddings": 130,
    "initializer_range": 0.3,
}
T5 = {
    "d_model": 32,
    "d_kv": 8,
    "d_ff": 64,
    "num_layers": 2,
    "num_heads": 4,
    "feed_forward_proj": "gated-gelu",
    "tie_word_embeddings": False,
    "decoder_start_token_id": 0,
    "eos_token_id": 2,
}
LONGROPE = {"type": "longrope", "short_factor": [1.1] * 8, "long_factor": [1.5] * 8}
PARTIAL = {"type": "longrope", "short_factor": [1.1] * 6, "long_factor": [1.5] * 6}
LLAMA3 = {
    "rope_type": "llama3",
    "factor": 32.0,
    "high_freq_factor": 4.0,
    "low_freq_factor": 1.0,
    "original_max_position_embeddings": 64,
}
SLIDING = {"head_dim": 16, "sliding_window": 16, "query_pre_attn_scalar": 24}
"""A window shorter than the prompts, so that layers which see less than everything are tested."""


@dataclass(frozen=True)
class Tiny:
    """One family: its classes in transformers, its sizes, and the special tokens around a text, as `$A` between them."""

    config: str
    auto: str
    sizes: Mapping[str, Any]
    own: Mapping[str, Any] = field(default_factory=dict)
    frame: str = "$A"


CAUSAL, SEQ2SEQ, CLASSES = "AutoModelForCausalLM", "AutoModelForSeq2SeqLM", "AutoModelForSequenceClassification"

TINY = {
    "phi-3": Tiny("Phi3Config", CAUSAL, DECODER, {"sliding_window": 16}),
    "phi-3.5": Tiny(
        "Phi3Config", CAUSAL, DECODER, {"rope_scaling": LONGROPE, "original_max_position_embeddings": 1024}
    ),
    "phi-4-mini": Tiny(
        "Phi3Config",
        CAUSAL,
        DECODER,
        {
            "rope_scaling": PARTIAL,
            "partial_rotary_factor": 0.75,
            "original_max_position_embeddings": 1024,
            "tie_word_embeddings": True,
        },
    ),
    "qwen2.5": Tiny("Qwen2Config", CAUSAL, DECODER),
    "qwen3": Tiny("Qwen3Config", CAUSAL, DECODER, {"head_dim": 16}),
    "llama-3.2": Tiny("LlamaConfig", CAUSAL, DECODER, {"tie_word_embeddings": True, "rope_scaling": LLAMA3}),
    "smollm2": Tiny("LlamaConfig", CAUSAL, DECODER, {"tie_word_embeddings": True}),
    "gemma-2": Tiny("Gemma2Config", CAUSAL, DECODER, {**SLIDING, "attn_logit_softcapping": 2.0}),
    "gemma-3": Tiny(
        "Gemma3TextConfig",
        CAUSAL,
        DECODER,
        {**SLIDING, "layer_types": ["sliding_attention", "full_attention"], "rope_local_base_freq": 100.0},
    ),
    "flan-t5": Tiny("T5Config", SEQ2SEQ, T5, frame="$A </s>"),
    "bert": Tiny("BertConfig", CLASSES, ENCODER, frame="[CLS] $A [SEP]"),
    "roberta": Tiny("RobertaConfig", CLASSES, ENCODER, {"pad_token_id": 0}, frame="<s> $A </s>"),
}


def write(name: str, folder: Path, **own: Any) -> Path:
    """Write the tiny model of a family as Hugging Face keeps it, and return its folder; `own` adds to its config."""
    import torch
    import transformers

    tiny = TINY[name]
    tokenizer = _tokenizer(tiny.frame)
    sizes = {"vocab_size": tokenizer.get_vocab_size(), "pad_token_id": 0, **tiny.sizes, **tiny.own, **own}
    torch.manual_seed(len(name))
    model = getattr(transformers, tiny.auto).from_config(getattr(transformers, tiny.config)(**sizes)).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.dim() == 1:  # norms and biases begin at one or nothing, where a lost one would go unseen
                parameter.add_(torch.randn_like(parameter), alpha=0.3)
    model.save_pretrained(folder)
    fast = transformers.PreTrainedTokenizerFast(tokenizer_object=tokenizer, unk_token="<unk>", pad_token="<pad>")
    fast.save_pretrained(folder)
    return folder


def _tokenizer(frame: str) -> Any:
    from tokenizers import AddedToken, Tokenizer, models, pre_tokenizers, processors

    vocabulary = {token: index for index, token in enumerate(dict.fromkeys([*SPECIAL, *WORDS.split()]))}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in SPECIAL])
    known = [(token, vocabulary[token]) for token in SPECIAL]
    tokenizer.post_processor = processors.TemplateProcessing(single=frame, special_tokens=known)
    return tokenizer


def write_gguf(path: Path, architecture: str) -> Path:
    """Write a tiny Llama or Qwen2 as one GGUF file, random weights under ggml's names and a tokenizer of single bytes."""
    import gguf
    import numpy as np
    from tokenizers.pre_tokenizers import ByteLevel

    random, width, inner, heads, layers = np.random.default_rng(0), 32, 64, 2, 2
    tokens = ["<unk>", "<s>", "</s>", *sorted(ByteLevel.alphabet()), "Ye", "Yes"]
    writer = gguf.GGUFWriter(path, architecture)
    writer.add_context_length(512)
    writer.add_embedding_length(width)
    writer.add_block_count(layers)
    writer.add_feed_forward_length(inner)
    writer.add_head_count(heads)
    writer.add_head_count_kv(1)
    writer.add_rope_freq_base(10_000.0)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(architecture)
    writer.add_token_list(tokens)
    writer.add_token_merges(["Y e", "Ye s"])
    writer.add_token_types([3, 3, 3, *([1] * (len(tokens) - 3))])
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    shapes: dict[str, tuple[int, ...]] = {"token_embd": (len(tokens), width), "output_norm": (width,)}
    for layer in range(layers):
        block: dict[str, tuple[int, ...]] = {
            "attn_norm": (width,),
            "ffn_norm": (width,),
            "attn_q": (width, width),
            "attn_output": (width, width),
        }
        block |= {"attn_k": (width // heads, width), "attn_v": (width // heads, width)}
        block |= {"ffn_gate": (inner, width), "ffn_up": (inner, width), "ffn_down": (width, inner)}
        if architecture == "qwen2":
            block |= {f"attn_{part}.bias": block[f"attn_{part}"][:1] for part in "qkv"}
        shapes |= {f"blk.{layer}.{name}": shape for name, shape in block.items()}
    for name, shape in shapes.items():
        tensor = name if name.endswith(".bias") else f"{name}.weight"
        writer.add_tensor(tensor, random.normal(scale=0.4, size=shape).astype(np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path
