"""The families of models that Kizashi knows: one entry each, recognised by what `config.json` says.

A new family is a new entry. What an entry holds is what a graph can't tell: how prompts begin, how a turn is written
where the model brings no chat template, and which languages its makers name.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domain.pack import Kind
from models.errors import UnsupportedModelError, understanding

Config = Mapping[str, Any]
"""The content of a model's `config.json`."""

PLAIN = (Path(__file__).parent / "plain.jinja").read_text(encoding="utf-8")
"""The template of models without one of their own: the turns as paragraphs, and the answer on a line of its own."""

GEMMA = (
    "{% for message in messages %}<start_of_turn>{{ 'model' if message.role == 'assistant' else 'user' }}\n"
    "{{ message.content }}<end_of_turn>\n{% endfor %}"
    "{% if add_generation_prompt %}<start_of_turn>model\n{% endif %}"
)

TASKS = {
    Kind.DECODER: "text-generation-with-past",
    Kind.ENCODER_DECODER: "text2text-generation",
    Kind.CLASSIFIER: "text-classification",
}
"""What Optimum's exporter calls each kind. An encoder-decoder answers in its first step: it needs no cache."""


LLAMA3 = "llama3"
"""What Llama 3.2 calls its way to stretch rotary positions."""


@dataclass(frozen=True, slots=True)
class Family:
    """One family.

    `architectures` are the class names in `config.json`, `model_type` its other name for them (all that ONNX Runtime
    GenAI keeps); `marks` tells families apart that share both. `bos` opens every prompt (of an encoder-decoder: every
    answer), whatever the tokenizer's own habit is; "" where the model was trained without. `template` is used where the
    model brings none. Labels are read by kind: a decoder's answer is the first token behind the prompt, an
    encoder-decoder's the first token of its own first step, both spelled as at the start of a line; a classifier's are
    the classes of its head. `fused` says that the passes of `models.passes` know the family's graph.
    `attention` names the kind that transformers must export where its default leaves something out.
    """

    id: str
    title: str
    kind: Kind
    architectures: tuple[str, ...]
    model_type: str
    bos: str = ""
    template: str = PLAIN
    languages: tuple[str, ...] = ("en",)
    marks: Callable[[Config], bool] = lambda _: True
    fused: bool = False
    attention: str = ""


def scaling(config: Config) -> str:
    """Return how a config stretches its rotary positions, or ""."""
    said = config.get("rope_scaling") or {}
    return str(said.get("rope_type") or said.get("type") or "")


def _is_phi4(config: Config) -> bool:
    """Tell Phi-4-mini by what it alone has among Phi3ForCausalLM: heads rotated in part, or its vocabulary."""
    return float(config.get("partial_rotary_factor", 1)) < 1 or config.get("vocab_size") == 200_064


def _is_smollm2(config: Config) -> bool:
    """Tell SmolLM2 from older Llamas, which need a beginning-of-text token: it ties its embeddings."""
    return not scaling(config) and (bool(config.get("tie_word_embeddings")) or config.get("vocab_size") == 49_152)


PHI, LLAMA = ("Phi3ForCausalLM",), ("LlamaForCausalLM",)
WIDE = ("en", "ja")
"""What Kizashi's protocols are worded in and the makers of larger families name among their languages."""

FAMILIES = (
    Family("phi-4-mini", "Phi-4-mini", Kind.DECODER, PHI, "phi3", languages=WIDE, marks=_is_phi4),
    Family("phi-3.5", "Phi-3.5", Kind.DECODER, PHI, "phi3", languages=WIDE, marks=lambda config: scaling(config) != ""),
    Family("phi-3", "Phi-3", Kind.DECODER, PHI, "phi3", fused=True),
    Family("qwen2.5", "Qwen2.5", Kind.DECODER, ("Qwen2ForCausalLM",), "qwen2", languages=WIDE, fused=True),
    Family("qwen3", "Qwen3", Kind.DECODER, ("Qwen3ForCausalLM",), "qwen3", languages=WIDE, fused=True),
    Family(
        "llama-3.2",
        "Llama 3.2",
        Kind.DECODER,
        LLAMA,
        "llama",
        "<|begin_of_text|>",
        marks=lambda config: scaling(config) == LLAMA3 or config.get("vocab_size") == 128_256,
        fused=True,
    ),
    Family("smollm2", "SmolLM2", Kind.DECODER, LLAMA, "llama", marks=_is_smollm2, fused=True),
    Family(
        "gemma-2",
        "Gemma 2",
        Kind.DECODER,
        ("Gemma2ForCausalLM",),
        "gemma2",
        "<bos>",
        GEMMA,
        fused=True,
        attention="eager",  # any other drops the soft cap on attention scores
    ),
    Family("gemma-3", "Gemma 3", Kind.DECODER, ("Gemma3ForCausalLM",), "gemma3_text", "<bos>", GEMMA, WIDE, fused=True),
    Family("flan-t5", "FLAN-T5", Kind.ENCODER_DECODER, ("T5ForConditionalGeneration",), "t5", "<pad>"),
    Family("bert", "BERT", Kind.CLASSIFIER, ("BertForSequenceClassification",), "bert"),
    Family("roberta", "RoBERTa", Kind.CLASSIFIER, ("RobertaForSequenceClassification",), "roberta"),
)


def family(config: Config) -> Family:
    """Return the family that a `config.json` belongs to; UnsupportedModelError names it and those that are known.

    Raises SourceDamagedError where what it says is of another kind than it should be.
    """
    with understanding("config.json"):
        named, model_type = set(config.get("architectures") or ()), config.get("model_type", "")
        for known in FAMILIES:
            ours = named & set(known.architectures) if named else model_type == known.model_type
            if ours and known.marks(config):
                return known
    raise unknown(", ".join(sorted(map(str, named))) or model_type or "of no name")


def unknown(what: object) -> UnsupportedModelError:
    """Return the error that names an architecture and those that are known."""
    return UnsupportedModelError(
        f"The architecture {what} is not one that Kizashi knows. It knows: "
        f"{', '.join(known.title for known in FAMILIES)}; BERT and RoBERTa with a classification head."
    )
