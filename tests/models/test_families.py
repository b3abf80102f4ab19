"""Families by what published models say of themselves.

If these fail, a model gets another family's habits: a missing beginning-of-text token costs it its wits, and positions
that it was not trained on cost it the end of a long prompt.
"""

from typing import Any

import pytest

from domain.pack import Kind
from models.errors import NotAModelError, UnsupportedModelError
from models.families import FAMILIES, family
from models.onnx_folder import classes, sizes

LLAMA3 = {"rope_type": "llama3", "factor": 32.0, "original_max_position_embeddings": 8192}
LONGROPE = {"type": "longrope", "short_factor": [1.0], "long_factor": [2.0]}
LAYERS = {"num_hidden_layers": 2, "num_attention_heads": 4, "hidden_size": 64}


def config(architecture: str, **more: Any) -> dict[str, Any]:
    return {"architectures": [architecture], **more}


PUBLISHED = {
    "phi-3": config("Phi3ForCausalLM", vocab_size=32064, rope_scaling=None),
    "phi-3.5": config("Phi3ForCausalLM", vocab_size=32064, rope_scaling=LONGROPE),
    "phi-4-mini": config("Phi3ForCausalLM", vocab_size=200064, rope_scaling=LONGROPE, partial_rotary_factor=0.75),
    "qwen2.5": config("Qwen2ForCausalLM"),
    "qwen3": config("Qwen3ForCausalLM"),
    "llama-3.2": config("LlamaForCausalLM", vocab_size=128256, rope_scaling=LLAMA3, tie_word_embeddings=True),
    "smollm2": config("LlamaForCausalLM", vocab_size=49152, rope_scaling=None, tie_word_embeddings=True),
    "gemma-2": config("Gemma2ForCausalLM"),
    "gemma-3": config("Gemma3ForCausalLM"),
    "flan-t5": config("T5ForConditionalGeneration"),
    "bert": config("BertForSequenceClassification"),
    "roberta": config("RobertaForSequenceClassification"),
}
WITH_BOS = {"llama-3.2": "<|begin_of_text|>", "gemma-2": "<bos>", "gemma-3": "<bos>", "flan-t5": "<pad>"}


def test_every_family_has_a_published_model_here() -> None:
    assert set(PUBLISHED) == {known.id for known in FAMILIES}


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_model_is_recognised_with_its_beginning_of_text_token(name: str) -> None:
    found = family(PUBLISHED[name])
    assert (found.id, found.bos) == (name, WITH_BOS.get(name, ""))


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"model_type": "phi3", "vocab_size": 200064}, "phi-4-mini"),
        ({"model_type": "llama", "vocab_size": 128256}, "llama-3.2"),
        ({"model_type": "llama", "vocab_size": 49152}, "smollm2"),
        ({"model_type": "gemma3_text"}, "gemma-3"),
    ],
)
def test_the_little_that_genai_keeps_is_enough(said: dict[str, Any], name: str) -> None:
    assert family({"architectures": [], **said}).id == name


@pytest.mark.parametrize(
    "said",
    [
        config("LlamaForCausalLM", vocab_size=32000, tie_word_embeddings=False),  # TinyLlama: wants its <s>
        config("BertForMaskedLM"),  # a base model has no head that answers
        config("Gemma3ForConditionalGeneration"),
    ],
)
def test_a_relative_with_other_habits_is_refused_rather_than_misread(said: dict[str, Any]) -> None:
    with pytest.raises(UnsupportedModelError, match=said["architectures"][0]):
        family(said)


@pytest.mark.parametrize(
    ("kind", "said", "context"),
    [
        (Kind.DECODER, {"max_position_embeddings": 131072, "original_max_position_embeddings": 4096}, 4096),
        (Kind.DECODER, {"max_position_embeddings": 2048, "original_max_position_embeddings": 4096}, 2048),
        (Kind.DECODER, {"max_position_embeddings": 131072, "rope_scaling": LLAMA3}, 8192),
        (Kind.ENCODER_DECODER, {"n_positions": 512}, 512),
        (Kind.CLASSIFIER, {"max_position_embeddings": 512, "model_type": "bert"}, 512),
        (Kind.CLASSIFIER, {"max_position_embeddings": 514, "model_type": "roberta", "pad_token_id": 1}, 512),
    ],
)
def test_a_model_is_given_no_more_than_it_can_read(kind: Kind, said: dict[str, Any], context: int) -> None:
    assert sizes(kind, {**LAYERS, "vocab_size": 100, **said}).context == context


def test_a_config_that_does_not_say_its_sizes_is_named() -> None:
    with pytest.raises(NotAModelError, match="num_hidden_layers"):
        sizes(Kind.DECODER, {"hidden_size": 64, "num_attention_heads": 4, "vocab_size": 10})


def test_classes_come_in_the_order_of_the_head() -> None:
    assert classes({"id2label": {"10": "c", "2": "b", "0": "a"}}) == ("a", "b", "c")
    assert classes({}) == ("LABEL_0", "LABEL_1")
