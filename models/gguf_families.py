"""What tells the families of GGUF files apart: one entry each, and no other place that asks for one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tokenizers import Tokenizer

from models import gguf_tokenizers
from models.errors import SourceDamagedError
from models.gguf_reader import GgufReader


@dataclass(frozen=True, slots=True)
class GgufFamily:
    """How a family's files and attention differ from another's.

    `parameters` maps a tensor's name in the file, without its block, to the parameter's name in transformers.
    `paired_rotary` says that query and key rows lie in pairs, as rotary embedding was first written, not in halves.
    Every `global_every`th layer sees the whole text; the others see a window of it, turned with `local_rope_base`.
    `bos` is the token that the model needs in front of every prompt, or "".
    """

    parameters: Mapping[str, str]
    tokenizer: Callable[[GgufReader], Tokenizer]
    bos: str = ""
    paired_rotary: bool = False
    global_every: int = 1
    local_rope_base: float = 0.0

    def is_local(self, layer: int) -> bool:
        """Tell whether a layer, counted from 0, sees a window of the text alone."""
        return (layer + 1) % self.global_every != 0


PROJECTIONS = {
    "token_embd.weight": "model.embed_tokens.weight",
    "attn_q.weight": "self_attn.q_proj.weight",
    "attn_k.weight": "self_attn.k_proj.weight",
    "attn_v.weight": "self_attn.v_proj.weight",
    "attn_output.weight": "self_attn.o_proj.weight",
    "ffn_gate.weight": "mlp.gate_proj.weight",
    "ffn_up.weight": "mlp.up_proj.weight",
    "ffn_down.weight": "mlp.down_proj.weight",
}
"""The tensors that all families have under the same names."""

FAMILIES = {
    "llama": GgufFamily(
        parameters={
            **PROJECTIONS,
            "output_norm.weight": "model.norm.weight",
            "attn_norm.weight": "input_layernorm.weight",
            "ffn_norm.weight": "post_attention_layernorm.weight",
        },
        tokenizer=gguf_tokenizers.byte_level,
        paired_rotary=True,
    ),
    # Gemma's norms multiply by 1 + weight: the file and the exported graph both hold the sum, here called the gain.
    "gemma3": GgufFamily(
        parameters={
            **PROJECTIONS,
            "output_norm.weight": "model.norm.gain",
            "attn_norm.weight": "input_layernorm.gain",
            "attn_q_norm.weight": "self_attn.q_norm.gain",
            "attn_k_norm.weight": "self_attn.k_norm.gain",
            "post_attention_norm.weight": "post_attention_layernorm.gain",
            "ffn_norm.weight": "pre_feedforward_layernorm.gain",
            "post_ffw_norm.weight": "post_feedforward_layernorm.gain",
        },
        tokenizer=gguf_tokenizers.sentencepiece,
        bos="<bos>",
        global_every=6,
        local_rope_base=10_000.0,
    ),
}


def gguf_family(architecture: str) -> GgufFamily:
    """Return the family of a GGUF file's architecture; SourceDamagedError names those there are."""
    try:
        return FAMILIES[architecture]
    except KeyError:
        known = ", ".join(FAMILIES)
        raise SourceDamagedError(f"The weights are of a {architecture} model. Known are: {known}.") from None
