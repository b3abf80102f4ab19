"""The graph compiler, pass by pass, on the real exported graph without its weights."""

from collections import Counter

import pytest
from onnx import ModelProto, helper

from models import skeleton
from models.catalogue import recipe
from models.graph import Graph
from models.passes import Pass, Shape, compile_graph, cut_at, fuse_attention, fuse_norms, pooled_exits, read_positions
from models.quantise import int8_embedding, int8_products

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

LOCAL = [(layer + 1) % 6 != 0 for layer in range(18)]
GEMMA = Shape(
    layers=18,
    heads=4,
    kv_heads=1,
    head_size=256,
    width=640,
    rope_bases=tuple(1e4 if local else 1e6 for local in LOCAL),
    rope_length=128,
    windows=tuple(512 if local else 0 for local in LOCAL),
    norm_epsilon=1e-6,
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
        (int8_products, {"DynamicQuantizeMatMul": 7 * 30, "MatMul": -7 * 30}),
        (int8_embedding, {"Gather": 1, "Cast": 1, "Mul": 1}),
    ],
)
def test_each_pass_stands_alone(exported: ModelProto, one: Pass, added: dict[str, int]) -> None:
    before = operators(exported)
    compile_graph(Graph(exported), SHAPE, [one])
    assert {name: operators(exported)[name] - before[name] for name in added} == added
    assert {"logits", "present.0.key", "present.29.value"} <= {output.name for output in exported.graph.output}


def test_a_cut_alone_leaves_no_work_of_the_layers_above(exported: ModelProto) -> None:
    compile_graph(Graph(exported), SHAPE, [cut_at(15)])
    assert {output.name for output in exported.graph.output} == {
        f"present.{layer}.{part}" for layer in range(15) for part in ("key", "value")
    }
    scopes = {node.name.split("/")[2] for node in exported.graph.node if node.name.startswith("/model/layers.")}
    assert scopes == {f"layers.{layer}" for layer in range(15)}
    assert not [name for name in skeleton.tensor_names(exported) if "layers.15." in name]


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


@pytest.fixture
def gemma() -> ModelProto:
    return skeleton.read(recipe("gemma3-270m").skeleton)


def test_a_skeleton_asks_for_the_tied_embedding_once(gemma: ModelProto) -> None:
    names = skeleton.tensor_names(gemma)
    assert len(names) == 1 + 18 * 13 + 1
    assert [name for name in names if "embed" in name or "lm_head" in name] == ["model.embed_tokens.weight"]
    assert "model.layers.0.self_attn.q_norm.gain" in names


@pytest.mark.parametrize("passes", [[fuse_norms, fuse_attention], [fuse_attention, fuse_norms]])
def test_norms_of_single_heads_are_fused_in_either_order(gemma: ModelProto, passes: list[Pass]) -> None:
    compile_graph(Graph(gemma), GEMMA, [*passes, read_positions])
    found = operators(gemma)
    assert (found["SimplifiedLayerNormalization"], found["GroupQueryAttention"]) == (109, 18)
    assert not {"Softmax", "Pow", "ReduceMean", "Transpose", "Where"} & set(found)


def test_each_layer_keeps_its_own_window_and_rotary_base(gemma: ModelProto) -> None:
    compile_graph(Graph(gemma), GEMMA, [fuse_attention])
    attention = [node for node in gemma.graph.node if node.op_type == "GroupQueryAttention"]
    windows = [helper.get_node_attr_value(node, "local_window_size") for node in attention]
    assert windows == [512 if local else -1 for local in LOCAL]
    assert [node.input[7] for node in attention] == [f"cos_table.{'10000' if local else '1e+06'}" for local in LOCAL]
