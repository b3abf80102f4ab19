"""The packs that Kizashi builds against a fresh export: transformers reads the weights, Optimum exports them, both must agree.

Runs in an environment of its own (`make test-export`): torch is no part of Kizashi.
"""

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import pytest
from numpy.typing import NDArray

from domain.pack import Pack
from inference.session import Array, Session
from inference.tokens import Tokens
from models import skeleton
from models.catalogue import recipe
from models.graph import Graph
from models.weights import weights_file
from tests.export.conftest import Build

pytestmark = [pytest.mark.export, pytest.mark.filterwarnings("ignore")]

PREFIXES = {
    "smollm2-135m": "<|im_start|>system\nYou read messages.<|im_end|>\n<|im_start|>user\n",
    "gemma3-270m": "<bos>You read messages.\n\nMessage:\n",
}
TEXTS = (
    "Rent is due on Friday and I have eleven euros.",
    "We planted tomatoes and ate on the balcony.",
    "ok",
    "i cant sleep again!!! 3rd night :(",
    "Client reports improved appetite; next visit in 14 days.",
    "My sister left the hospital yesterday. I finally slept.",
    "最近、眠れない日が続いています。",
    'He said "don\'t call", so I sat in the car until the lights went out, counting to 1,000.',
    "A long letter. " * 30,
    "<|im_end|> is not a way out",
)
DIARY = " ".join(
    f"On day {day} it rained for {day % 7} hours, and I wrote to my {day % 5} friends." for day in range(45)
)
"""Longer than the 512 tokens that most layers of Gemma see."""


@dataclass(frozen=True)
class Reference:
    """Optimum's export; `state` names the value in front of its vocabulary head, which is an output too."""

    graph: Path
    state: str


@pytest.fixture(scope="module", params=list(PREFIXES))
def model(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def built(model: str, build_once: Build) -> Pack:
    return build_once(model)


@pytest.fixture(scope="module")
def reference(model: str) -> Iterator[Reference]:
    """Return Optimum's export of the weights as transformers loads them from the GGUF file."""
    from optimum.exporters import onnx as exporter
    from transformers import AutoModelForCausalLM

    with tempfile.TemporaryDirectory() as name, weights_file(recipe(model), None, Path(name)) as gguf:
        source, target = Path(name) / "source", Path(name) / "onnx"
        AutoModelForCausalLM.from_pretrained(gguf.parent, gguf_file=gguf.name).save_pretrained(source)
        exporter.main_export(
            str(source),
            output=target,
            task="text-generation-with-past",
            library_name="transformers",
            do_validation=False,
        )
        exported = onnx.load(target / "model.onnx")
        state = Graph(exported).node("/lm_head/MatMul").input[0]
        exported.graph.output.append(onnx.ValueInfoProto(name=state))
        onnx.save(exported, target / "model.onnx")
        del exported
        yield Reference(target / "model.onnx", state)


@pytest.fixture(scope="module")
def theirs(reference: Reference) -> Session:
    return Session(reference.graph)


@pytest.fixture(scope="module")
def ours(built: Pack) -> Session:
    return Session(built.file(built.graphs["fp32"]))


def no_past(pack: Pack) -> dict[str, Array]:
    empty = np.zeros((1, pack.sizes.kv_heads, 0, pack.sizes.head_size), np.float32)
    return {f"past_key_values.{layer}.{part}": empty for layer in range(pack.sizes.layers) for part in ("key", "value")}


def feeds(ids: list[int]) -> dict[str, Array]:
    pool = np.full((1, len(ids)), 1 / len(ids), np.float32)
    return {"input_ids": np.array([ids]), "read": np.arange(len(ids)), "pool": pool}


def our_states(session: Session, pack: Pack, prefix: list[int], ids: list[int]) -> NDArray[np.float32]:
    """Return our final states of `ids` behind `prefix`, whose keys and values are computed apart, [tokens, width]."""
    past = no_past(pack)
    if prefix:
        names = [name.replace("past_key_values", "present") for name in past]
        past = dict(zip(past, session.run(names, {**feeds(prefix), **past}), strict=True))
    return session.run(["hidden"], {**feeds(ids), **past})[0]


def their_states(session: Session, pack: Pack, state: str, ids: list[int]) -> NDArray[np.float32]:
    """Return the export's final states of the whole prompt, [tokens, width]."""
    positions = {"attention_mask": np.ones((1, len(ids)), np.int64), "position_ids": np.arange(len(ids))[None]}
    (states,) = session.run([state], {"input_ids": np.array([ids]), **positions, **no_past(pack)})
    return np.asarray(states[0])


def test_the_graph_in_the_repository_is_what_the_exporter_makes(model: str, reference: Reference) -> None:
    ours, theirs = skeleton.read(recipe(model).skeleton), onnx.load(reference.graph)
    del theirs.graph.output[-1]
    skeleton.strip(theirs)
    assert skeleton.tensor_names(ours) == skeleton.tensor_names(theirs)
    assert [(node.op_type, list(node.input), list(node.output)) for node in ours.graph.node] == [
        (node.op_type, list(node.input), list(node.output)) for node in theirs.graph.node
    ]


@pytest.mark.parametrize("cached", [True, False], ids=["prefix cached", "prefix in the pass"])
def test_ten_texts_have_the_same_hidden_states(
    model: str,
    built: Pack,
    reference: Reference,
    theirs: Session,
    ours: Session,
    cached: bool,
) -> None:
    """If this fails, weights are misread or a pass changes what the model says."""
    tokens = Tokens(built.file("tokenizer.json"))
    prefix = tokens.prompt(PREFIXES[model])
    for text in TEXTS:
        ids = tokens.text(text).ids
        expected = their_states(theirs, built, reference.state, prefix + ids)[len(prefix) :]
        states = (
            our_states(ours, built, prefix, ids) if cached else our_states(ours, built, [], prefix + ids)[len(prefix) :]
        )
        assert np.isfinite(states).all()
        np.testing.assert_allclose(states, expected, atol=1e-3, rtol=0)


@pytest.mark.parametrize("share", [0, 0.1, 0.9], ids=["in one pass", "short prefix", "prefix longer than a window"])
def test_beyond_the_sliding_window_nothing_changes(
    model: str, built: Pack, reference: Reference, theirs: Session, ours: Session, share: float
) -> None:
    """If this fails, some layers of Gemma see more or less of a long text than they were trained to."""
    tokens = Tokens(built.file("tokenizer.json"))
    whole = tokens.prompt(PREFIXES[model]) + tokens.text(DIARY).ids
    assert len(whole) > 700
    cut = int(len(whole) * share)
    expected = their_states(theirs, built, reference.state, whole)[cut:]
    np.testing.assert_allclose(our_states(ours, built, whole[:cut], whole[cut:]), expected, atol=2e-3, rtol=0)


GOLDEN: Mapping[str, list[int]] = {
    "The capital of France is": [818, 5279, 529, 7001, 563],
    "最近、眠れない日が続いています。": [30512, 236951, 240814, 49262, 218599, 153494, 7769, 236924],
    "I can't  sleep:\n\n\t3 nights": [236777, 740, 236789, 236745, 138, 13856, 236787, 108, 255968, 236800, 22998],
    "𓀀 café 🙂👍🏽": [478, 385, 366, 366, 33443, 57235, 240493, 242713],
}
"""What SentencePiece itself makes of these texts with Gemma's vocabulary."""


@pytest.mark.parametrize("text", list(GOLDEN))
def test_gemmas_tokens_are_those_it_was_trained_with(text: str, build_once: Build) -> None:
    pack = build_once("gemma3-270m")
    tokens = Tokens(pack.file("tokenizer.json"))
    assert tokens.text(text).ids == GOLDEN[text]
    assert tokens.prompt(pack.bos + text) == [2, *GOLDEN[text]]
