"""If these fail, joining three products into one changes what the model says, or joins what must stay apart."""

import numpy as np
import pytest
from numpy.typing import NDArray
from onnx import ModelProto, TensorProto, helper, numpy_helper

from inference.session import Session
from models.graph import MICROSOFT, Graph
from models.joint import JOINT, join_projections, joined
from models.passes import Shape

HEADS, KV_HEADS, SIZE, WIDTH, TOKENS = 4, 2, 8, 16, 5
PARAMETERS = {
    f"model.layers.0.self_attn.{part}.weight": np.random.default_rng(place)
    .normal(size=(heads * SIZE, WIDTH))
    .astype(np.float32)
    for place, (part, heads) in enumerate({"q_proj": HEADS, "k_proj": KV_HEADS, "v_proj": KV_HEADS}.items())
}
SHAPE = Shape(1, HEADS, KV_HEADS, SIZE, WIDTH, (10000.0,), 64, (0,), 1e-5)


def layer(*, norm: bool) -> ModelProto:
    """Return one attention behind its three products; with `norm`, something lies between the query's and it."""
    products = [f"model.layers.0.self_attn.{part}" for part in ("q_proj", "k_proj", "v_proj")]
    nodes = [
        helper.make_node("MatMul", ["x", f"{name}.weight.T"], [f"{name}.out"], name=f"{name}/MatMul")
        for name in products
    ]
    inputs = [f"{name}.out" for name in products]
    if norm:
        nodes.append(helper.make_node("Neg", inputs[:1], ["negated"], name="norm"))
        inputs[0] = "negated"
    given = [*inputs, "past", "past", "seqlens", "total"]
    outputs = ["y", "key", "value"]
    attention = helper.make_node(
        "GroupQueryAttention",
        given,
        outputs,
        name="attention",
        domain=MICROSOFT,
        num_heads=HEADS,
        kv_num_heads=KV_HEADS,
        scale=1.0,
    )
    nodes.append(attention)
    tensors = [numpy_helper.from_array(PARAMETERS[f"{name}.weight"].T.copy(), f"{name}.weight.T") for name in products]
    tensors.append(numpy_helper.from_array(np.zeros((1, KV_HEADS, 0, SIZE), np.float32), "past"))
    tensors.append(numpy_helper.from_array(np.array([TOKENS - 1], np.int32), "seqlens"))
    tensors.append(numpy_helper.from_array(np.array(TOKENS, np.int32), "total"))
    values = [
        helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, TOKENS, WIDTH]),
        helper.make_tensor_value_info("y", TensorProto.FLOAT, None),
    ]
    graph = helper.make_graph(nodes, "layer", values[:1], values[1:], tensors)
    opsets = [helper.make_opsetid("", 21), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=10)


def filled(model: ModelProto) -> ModelProto:
    """Put the weights that the pass asked for into the graph."""
    supply = joined(PARAMETERS.__getitem__)
    for tensor in model.graph.initializer:
        if JOINT in tensor.name:
            tensor.CopyFrom(numpy_helper.from_array(supply(tensor.name.removesuffix(".T")).T.copy(), tensor.name))
    return model


def said(model: ModelProto) -> NDArray[np.float32]:
    x = np.random.default_rng(9).normal(size=(1, TOKENS, WIDTH)).astype(np.float32)
    return Session(model.SerializeToString(), threads=1).run(["y"], {"x": x})[0]


@pytest.mark.parametrize("norm", [False, True])
def test_the_attention_says_the_same(norm: bool) -> None:
    model = layer(norm=norm)
    before = said(model)
    graph = Graph(model)
    join_projections(graph, SHAPE)
    graph.prune()
    np.testing.assert_array_equal(said(filled(model)), before)


def test_three_products_become_one_and_only_where_nothing_lies_between() -> None:
    """A head-by-head norm (Gemma 3, Qwen3) would otherwise be skipped."""
    for norm, products in ((False, 1), (True, 3)):
        model = layer(norm=norm)
        graph = Graph(model)
        join_projections(graph, SHAPE)
        graph.prune()
        assert [node.op_type for node in model.graph.node].count("MatMul") == products
