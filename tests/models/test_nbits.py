"""Narrow weights make a model fit a small machine: if these fail, it says something else, or the exact pack is touched."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from onnx import TensorProto, helper

from domain.pack import Pack
from domain.protocol import LongText
from inference.prompt import Ask, Prompt
from inference.scorer import open_scorer
from inference.session import Session
from models.additions import W4, W8, add, addable, sealed_or_whole
from models.errors import PackDamagedError
from models.graph import Graph
from models.import_folder import import_folder
from models.nbits import BLOCK, SCALES, VALUES, ZEROS, narrow, narrowed, to_blocks
from models.pack import ADDITIONS
from models.registry import installed, load
from tests.models import ready_made

ASKED = Prompt("You read one message", (Ask(" Is the writer stressed ?", tuple(ready_made.WORDS[:12])),))
LONG_TEXT = LongText(64, 8, 4)
STEP = {4: 1 / 15, 8: 1 / 255}
"""The largest error of a rounded weight is half of this share of its block's range; zero's own rounding adds as much."""


def quiet(_what: str, _share: float) -> None:
    """Take no note."""


@pytest.fixture
def made(tmp_path: Path) -> Pack:
    return import_folder(ready_made.write(tmp_path / "Tiny"), tmp_path / "packs", quiet)


@pytest.mark.parametrize("bits", [4, 8])
@pytest.mark.parametrize("inputs", [64, 96, 40])
def test_the_runtime_multiplies_with_the_weights_that_were_meant(bits: int, inputs: int) -> None:
    """Inputs that fill no whole block, and an odd number of blocks, are packed as the runtime unpacks them."""
    weights = some_weights(inputs)
    (product,) = one_product(weights, bits).run(["d"], {"a": np.eye(inputs, dtype=np.float32)})
    spread = weights.max() - weights.min()
    assert np.abs(product - weights).max() <= STEP[bits] * spread + 0.01 * np.abs(weights).max()


@pytest.mark.parametrize("bits", [4, 8])
def test_products_are_taken_of_activations_in_int8(bits: int) -> None:
    """`w8` is called int8 of weights and activations: each 32 numbers of a token are rounded to 127 steps either way."""
    product = one_product(some_weights(96), bits)
    random = np.random.default_rng(0)
    tokens = (random.normal(size=(5, 96)) * [[1], [10], [0.1], [1], [3]]).astype(np.float32)
    tokens[0, 7] = 50  # what rounds the other numbers of its block to nothing, and none else
    blocks = tokens.reshape(5, 3, BLOCK)
    steps = np.abs(blocks).max(2, keepdims=True) / 127
    rounded = (np.rint(blocks / steps) * steps).reshape(tokens.shape)
    (weights,) = product.run(["d"], {"a": np.eye(96, dtype=np.float32)})
    (found,) = product.run(["d"], {"a": tokens})
    assert np.abs(found - rounded @ weights).max() < 1e-3
    assert np.abs(found - tokens @ weights).max() > 1e-2


def some_weights(inputs: int) -> NDArray[np.float32]:
    return (np.random.default_rng(inputs).normal(size=(inputs, 48)) + 0.3).astype(np.float32)


def one_product(weights: NDArray[np.float32], bits: int) -> Session:
    """Return a graph of nothing but a product of `a` with narrowed weights, `d`."""
    value, tensor = helper.make_tensor_value_info, TensorProto(name="w", data_type=1, dims=weights.shape)
    tensor.data_location = TensorProto.EXTERNAL
    model = helper.make_model(
        helper.make_graph(
            [helper.make_node("MatMul", ["a", "w"], ["c"], name="product")],
            "one product",
            [value("a", TensorProto.FLOAT, ["rows", weights.shape[0]])],
            [value("d", TensorProto.FLOAT, ["rows", 48])],
            [tensor],
        ),
        opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid("com.microsoft", 1)],
        ir_version=9,
    )
    model.graph.node.append(helper.make_node("Identity", ["c"], ["d"], name="end"))
    graph = Graph(model)
    assert narrow(graph, bits)
    graph.prune()
    supply = narrowed(lambda _name: weights, bits)
    for stored in model.graph.initializer:
        stored.raw_data, stored.data_location = supply(stored.name).tobytes(), TensorProto.DEFAULT
    return Session(model.SerializeToString())


def test_a_block_of_nothing_stays_nothing() -> None:
    assert not np.isnan(to_blocks(np.zeros((BLOCK, 2), np.float32), 4).scales).any()


def test_added_variants_answer_nearly_as_the_exact_graph_and_leave_the_pack_sealed(made: Pack) -> None:
    whole = add(made, addable(made), quiet)
    assert whole.sha256 == made.sha256, "heads and records would be lost"
    assert load(made.folder.parent, made.id) == whole
    exact, w8, w4 = (
        np.array(open_scorer(whole, ASKED, LONG_TEXT, variant=variant).score("I can not sleep")[0].logits[0])
        for variant in (None, W8, W4)
    )
    lost = [np.abs((said - said.mean()) - (exact - exact.mean())).mean() / exact.std() for said in (w8, w4)]
    assert 0 < lost[0] < 0.1
    assert lost[0] < lost[1]


def test_a_variant_that_is_there_is_not_made_again(made: Pack) -> None:
    first = add(made, [W8], quiet)
    before = first.file("w8.bin").stat().st_mtime_ns
    assert add(first, [W8], quiet) == first
    assert first.file("w8.bin").stat().st_mtime_ns == before


def test_a_damaged_addition_is_refused_with_the_way_out_and_can_be_made_again(made: Pack) -> None:
    whole = add(made, [W8], quiet)
    whole.file("w8.bin").write_bytes(b"something else")
    with pytest.raises(PackDamagedError, match=r"w8\.bin .* models tune tiny"):
        load(made.folder.parent, made.id)
    (found,) = installed(made.folder.parent)
    assert add(sealed_or_whole(found), [W8], quiet) == whole


def test_additions_of_another_pack_count_for_nothing(made: Pack) -> None:
    whole = add(made, [W8], quiet)
    path = whole.file(ADDITIONS)
    path.write_text(path.read_text(encoding="utf-8").replace(made.sha256, "0" * 64), encoding="utf-8")
    assert load(made.folder.parent, made.id) == made


def test_names_of_parts_are_told_apart() -> None:
    supply = narrowed(lambda _name: np.ones((BLOCK, 2), np.float32), 4)
    assert {supply(f"w{part}").dtype.name for part in (VALUES, SCALES, ZEROS)} == {"uint8", "float32"}
