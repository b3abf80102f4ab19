"""The graph compiler, pass by pass, on the real exported graph without its weights."""

from collections import Counter

import pytest
from onnx import ModelProto

from models import skeleton
from models.catalogue import recipe
from models.graph import Graph
from models.passes import Pass, Shape, compile_graph, fuse_attention, fuse_norms, pooled_exits, read_positions

SHAPE = Shape(
    layers=30,
    heads=9,
    kv_heads=3,
    head_size=64,
    width=576,
    rope_bases=(100_000.0,) * 30,
    rope_length=128,
    windows=(0,) * 30,
    norm_epsilon=1e-5,
)


@pytest.fixture
def exported() -> ModelProto:
    return skeleton.read(recipe("smollm2-135m").skeleton)


def operators(model: ModelProto) -> Counter[str]:
    return Counter(node.op_type for node in model.graph.node)


def test_the_skeleton_is_what_the_exporter_made_without_weights(exported: ModelProto) -> None:
    names = skeleton.tensor_names(exported)
    assert len(names) == 1 + 30 * 9 + 1
    assert "model.layers.0.self_attn.q_proj.weight.T" in names
    assert all(not tensor.raw_data for tensor in exported.graph.initializer if tensor.name in names)


@pytest.mark.parametrize(
    ("one", "added"),
    [
        (fuse_norms, {"SimplifiedLayerNormalization": 61}),
        (fuse_attention, {"GroupQueryAttention": 30}),
        (pooled_exits([10, 30]), {"Squeeze": 2}),
    ],
)
def test_each_pass_stands_alone(exported: ModelProto, one: Pass, added: dict[str, int]) -> None:
    before = operators(exported)
    compile_graph(Graph(exported), SHAPE, [one])
    assert {name: operators(exported)[name] - before[name] for name in added} == added
    assert {"logits", "present.0.key", "present.29.value"} <= {output.name for output in exported.graph.output}


def test_reading_positions_gives_up_the_vocabulary(exported: ModelProto) -> None:
    compile_graph(Graph(exported), SHAPE, [read_positions])
    assert "logits" not in {output.name for output in exported.graph.output}
    assert "/lm_head/MatMul" not in {node.name for node in exported.graph.node}


def test_fused_attention_leaves_no_mask_and_no_positions(exported: ModelProto) -> None:
    compile_graph(Graph(exported), SHAPE, [fuse_attention])
    assert not {"Softmax", "Cos", "Sin", "Where"} & set(operators(exported))
    inputs = {value.name for value in exported.graph.input}
    assert {"input_ids", "past_key_values.0.key"} <= inputs
    assert not {"attention_mask", "position_ids"} & inputs


def test_pruning_keeps_the_graph_in_order(exported: ModelProto) -> None:
    compile_graph(Graph(exported), SHAPE, [fuse_norms, fuse_attention, read_positions, pooled_exits([15])])
    known = {value.name for value in exported.graph.input} | {tensor.name for tensor in exported.graph.initializer}
    for node in exported.graph.node:
        assert {name for name in node.input if name} <= known, node.name
        known |= set(node.output)
    assert {output.name for output in exported.graph.output} <= known
