"""The default pack against a fresh export: transformers reads the weights, Optimum exports them, both must agree.

Runs in an environment of its own (`make test-export`): torch is no part of Kizashi.
"""

from pathlib import Path
from sysconfig import get_path

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

exporter = pytest.importorskip("optimum.exporters.onnx", reason="needs the extra `export`: make test-export")
pytestmark = [pytest.mark.export, pytest.mark.filterwarnings("ignore")]

PREFIX = "<|im_start|>system\nYou read messages.<|im_end|>\n<|im_start|>user\n"
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


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return Optimum's export of the weights as transformers loads them from the GGUF file."""
    from transformers import AutoModelForCausalLM, AutoTokenizer

    gguf = Path(get_path("purelib")) / recipe("smollm2-135m").file
    folder = tmp_path_factory.mktemp("export")
    for part in (AutoModelForCausalLM, AutoTokenizer):
        part.from_pretrained(gguf.parent, gguf_file=gguf.name).save_pretrained(folder / "source")
    target = folder / "onnx"
    exporter.main_export(
        str(folder / "source"),
        output=target,
        task="text-generation-with-past",
        library_name="transformers",
        do_validation=False,
    )
    return target / "model.onnx"


@pytest.fixture(scope="module")
def reference(exported: Path) -> tuple[Session, str]:
    """Return a session of the export that also gives the state in front of the vocabulary head, and that state's name."""
    model = onnx.load(exported)
    state = Graph(model).node("/lm_head/MatMul").input[0]
    model.graph.output.append(onnx.ValueInfoProto(name=state))
    path = exported.with_name("with-state.onnx")
    onnx.save(model, path)
    return Session(path), state


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


def test_the_graph_in_the_repository_is_what_the_exporter_makes(exported: Path) -> None:
    ours, theirs = skeleton.read(recipe("smollm2-135m").skeleton), onnx.load(exported)
    skeleton.strip(theirs)
    assert [(node.op_type, list(node.input), list(node.output)) for node in ours.graph.node] == [
        (node.op_type, list(node.input), list(node.output)) for node in theirs.graph.node
    ]


@pytest.mark.parametrize("cached", [True, False], ids=["prefix cached", "prefix in the pass"])
def test_ten_texts_have_the_same_hidden_states(pack: Pack, reference: tuple[Session, str], cached: bool) -> None:
    """If this fails, weights are misread or a pass changes what the model says."""
    tokens = Tokens(pack.file("tokenizer.json"))
    session, (export, state) = Session(pack.file("fp32.onnx")), reference
    prefix = tokens.prompt(PREFIX)
    for text in TEXTS:
        ids = tokens.text(text).ids
        whole = [*prefix, *ids]
        positions = {"attention_mask": np.ones((1, len(whole)), np.int64), "position_ids": np.arange(len(whole))[None]}
        (theirs,) = export.run([state], {"input_ids": np.array([whole]), **positions, **no_past(pack)})
        ours = our_states(session, pack, prefix, ids) if cached else our_states(session, pack, [], whole)[len(prefix) :]
        np.testing.assert_allclose(ours, theirs[0][len(prefix) :], atol=1e-3, rtol=0)
