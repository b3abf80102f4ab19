"""The graph compiler: from what Optimum exports for a Llama-like decoder to what screening needs, and no more.

Each pass can be read, left out and tested alone. They find their place by the module names that the exporter keeps in
node names (`/model/layers.3/self_attn/q_proj/MatMul`), so a pass that does not find its pattern leaves the graph as it
is.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from models.graph import MICROSOFT, Graph

COMPILER = 6
"""Raised when the passes make another graph than before: packs of an older compiler are built again."""

HIDDEN, READ, POOL = "hidden", "read", "pool"
"""The graph's own output and inputs.

States at the positions `read`, and the weights `pool` that average a text's tokens.
"""

APART, TOGETHER = "heads_apart", "heads_together"
"""Shapes that split the last axis into heads, and that join it again."""

EXPORTED_ROTARY = {"q": ("Transpose", "Mul"), "k": ("Transpose_1", "Mul_2")}
"""The exporter's names for what puts heads in front of tokens, and for what first reads them to turn them."""

EXPORTED_CUTS = {"q": "Slice", "k": "Slice_1", "v": "Slice_2"}
"""The exporter's names for what cuts queries, keys and values out of one projection."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """How Llama 3 slows rotary positions down for longer prompts (Grattafiori et al. 2024; `llama3` in transformers).

    Frequencies that turn fewer than `low` times in `trained` tokens are divided by `factor`, those that turn more than
    `high` times are kept, and between lies a blend.
    """

    factor: float
    low: float
    high: float
    trained: int


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a decoder that the passes need.

    `rope_bases` has one base per layer, and `rope_length` is how many positions the rotary tables hold. `windows` says per
    layer how many tokens, itself included, a token sees; 0 means all before it.
    `scale` is of the attention scores, 0 for one over the root of the head size, and `soft_cap` bounds them (Gemma 2), 0
    for not at all.
    """

    layers: int
    heads: int
    kv_heads: int
    head_size: int
    width: int
    rope_bases: tuple[float, ...]
    rope_length: int
    windows: tuple[int, ...]
    norm_epsilon: float
    stretch: Stretch | None = None
    scale: float = 0
    soft_cap: float = 0


Pass = Callable[[Graph, Shape], None]


def pooled(depth: int) -> str:
    """Return the name of the output that holds the mean-pooled state after `depth` layers."""
    return f"pooled.{depth}"


def fuse_norms(graph: Graph, shape: Shape) -> None:
    """Replace each spelled-out RMS norm by SimplifiedLayerNormalization (Zhang and Sennrich 2019, eq. 4)."""
    weights, renamed = graph.tensors(), dict[str, str]()
    for name in graph.names():
        if not (match := re.fullmatch(r"(.*norm)/Mul_1", name)):
            continue
        scope = match[1]
        weight = next(value for value in graph.node(name).input if value in weights)
        source = graph.node(f"{scope}/Cast").input[0]
        output = f"{scope}/output"
        graph.add(
            "SimplifiedLayerNormalization",
            [source, weight],
            [output],
            axis=-1,
            epsilon=shape.norm_epsilon,
            stash_type=1,
        )
        renamed |= {graph.node(name).output[0]: output, graph.node(f"{scope}/Cast").output[0]: source}
    graph.rewire(renamed)


def fuse_attention(graph: Graph, shape: Shape) -> None:
    """Replace rotary embedding, mask, softmax and the key/value concatenation by one GroupQueryAttention per layer.

    The operator keeps the rotary tables and the position arithmetic, so masks and position ids fall away.
    """
    _attention_lengths(graph)
    graph.constant(APART, numpy_helper.from_array(np.array([0, 0, -1, shape.head_size], np.int64)))
    graph.constant(TOGETHER, numpy_helper.from_array(np.array([0, 0, -1], np.int64)))
    for base in sorted(set(shape.rope_bases)):
        _rotary_tables(graph, shape, base)
    for layer, (base, window) in enumerate(zip(shape.rope_bases, shape.windows, strict=True)):
        scope = f"/model/layers.{layer}/self_attn"
        query, key = _turned(graph, scope, "q"), _turned(graph, scope, "k")
        value = _projected(graph, scope, "v")
        output = f"{scope}/attention"
        past = [f"past_key_values.{layer}.{part}" for part in ("key", "value")]
        present = [f"present.{layer}.{part}" for part in ("key", "value")]
        for name in present:
            _rename_output(graph, name)
        graph.add(
            "GroupQueryAttention",
            [query, key, value, *past, "seqlens_k", "total_length", *_table_names(base)],
            [output, *present],
            domain=MICROSOFT,
            num_heads=shape.heads,
            kv_num_heads=shape.kv_heads,
            scale=shape.scale or shape.head_size**-0.5,
            do_rotary=1,
            rotary_interleaved=0,
            local_window_size=window or -1,
            **({"softcap": shape.soft_cap} if shape.soft_cap else {}),
        )
        projection = graph.node(f"{scope}/o_proj/MatMul")
        projection.input[0] = output


def read_positions(graph: Graph, shape: Shape) -> None:
    """Give up the vocabulary head: return the final hidden states at the positions `read` alone, [positions, width]."""
    final = graph.node("/lm_head/MatMul").input[0]
    graph.add_input(READ, TensorProto.INT64, ["positions"])
    graph.constant("first_row", numpy_helper.from_array(np.array(0, np.int64)))
    graph.add("Gather", [final, "first_row"], [f"{HIDDEN}/row"], axis=0)
    graph.add("Gather", [f"{HIDDEN}/row", READ], [HIDDEN], axis=0)
    hidden = helper.make_tensor_value_info(HIDDEN, TensorProto.FLOAT, ["positions", shape.width])
    graph.set_outputs([hidden, *(output for output in graph.proto.output if output.name != "logits")])


def pooled_exits(depths: Sequence[int]) -> Pass:
    """Make the pass that adds, for each depth, the average of the residual stream under the weights `pool`.

    [1, width].
    """

    def add_exits(graph: Graph, shape: Shape) -> None:
        graph.add_input(POOL, TensorProto.FLOAT, [1, "sequence_length"])
        graph.constant("pool_axis", numpy_helper.from_array(np.array([0], np.int64)))
        outputs = list(graph.proto.output)
        for depth in depths:
            name = pooled(depth)
            state = _state_after(graph, depth, shape)
            graph.add("Squeeze", [state, "pool_axis"], [f"{name}/row"])
            graph.add("MatMul", [POOL, f"{name}/row"], [name])
            outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, shape.width]))
        graph.set_outputs(outputs)

    return add_exits


def cut_at(depth: int) -> Pass:
    """Make the pass that gives up everything above `depth` layers: the graph ends in the mean-pooled states up to there."""

    def cut(graph: Graph, _shape: Shape) -> None:
        kept = {pooled(exit_depth) for exit_depth in range(depth + 1)}
        kept |= {f"present.{layer}.{part}" for layer in range(depth) for part in ("key", "value")}
        graph.set_outputs(output for output in graph.proto.output if output.name in kept)

    return cut


def compile_graph(graph: Graph, shape: Shape, passes: Sequence[Pass]) -> None:
    """Run the passes in order, then prune. The order of `fuse_norms`, `fuse_attention` and the outputs is free."""
    for one in passes:
        one(graph, shape)
    if not any(opset.domain == MICROSOFT for opset in graph.model.opset_import):
        graph.model.opset_import.append(helper.make_opsetid(MICROSOFT, 1))
    graph.prune()


def _state_after(graph: Graph, depth: int, shape: Shape) -> str:
    """Return the value that leaves `depth` layers.

    After the last one, the normalised state (as transformers counts).
    """
    if depth == shape.layers:
        return str(graph.node("/lm_head/MatMul").input[0])
    return str(graph.node(f"/model/layers.{depth - 1}/Add_1").output[0])


def _attention_lengths(graph: Graph) -> None:
    """Derive GroupQueryAttention's lengths from the shapes of the new tokens and of the past."""
    graph.constant("axis_1", numpy_helper.from_array(np.array(1, np.int64)))
    graph.constant("axis_2", numpy_helper.from_array(np.array(2, np.int64)))
    graph.constant("one_int32", numpy_helper.from_array(np.array([1], np.int32)))
    graph.constant("flat", numpy_helper.from_array(np.array([1], np.int64)))
    graph.add("Shape", ["input_ids"], ["ids_shape"])
    graph.add("Shape", ["past_key_values.0.key"], ["past_shape"])
    graph.add("Gather", ["ids_shape", "axis_1"], ["new_length"], axis=0)
    graph.add("Gather", ["past_shape", "axis_2"], ["past_length"], axis=0)
    graph.add("Add", ["new_length", "past_length"], ["total_length_int64"])
    graph.add("Cast", ["total_length_int64"], ["total_length"], to=TensorProto.INT32)
    graph.add("Reshape", ["total_length", "flat"], ["total_length_row"])
    graph.add("Sub", ["total_length_row", "one_int32"], ["seqlens_k"])


def _rotary_tables(graph: Graph, shape: Shape, base: float) -> None:
    """Add cosine and sine tables [rope_length, head_size / 2] (Su et al. 2021, eq. 34), angles rounded as in training."""
    frequencies = np.float32(1) / np.power(base, np.arange(0, shape.head_size, 2) / shape.head_size).astype(np.float32)
    if shape.stretch:
        frequencies = _stretched(frequencies, shape.stretch)
    angles = np.outer(np.arange(shape.rope_length, dtype=np.float32), frequencies).astype(np.float64)
    for name, values in zip(_table_names(base), (np.cos(angles), np.sin(angles)), strict=True):
        graph.constant(name, numpy_helper.from_array(values.astype(np.float32)))


def _stretched(frequencies: NDArray[np.float32], stretch: Stretch) -> NDArray[np.float32]:
    turns = stretch.trained * frequencies / np.float32(2 * np.pi)
    kept = np.clip((turns - stretch.low) / (stretch.high - stretch.low), 0, 1)
    blended: NDArray[np.float32] = ((1 - kept) * frequencies / stretch.factor + kept * frequencies).astype(np.float32)
    return blended


def _table_names(base: float) -> tuple[str, str]:
    return f"cos_table.{base:g}", f"sin_table.{base:g}"


def _turned(graph: Graph, scope: str, part: str) -> str:
    """Return what GroupQueryAttention is to turn, [batch, tokens, heads * head size].

    That is the projection, or its norm head by head (Henry et al. 2020), then taken in front of the transposition.
    """
    projected = _projected(graph, scope, part)
    norm = f"{scope}/{part}_norm"
    if not graph.has(f"{norm}/Mul_1"):
        return projected
    transposed, rotary = (graph.node(f"{scope}/{name}") for name in EXPORTED_ROTARY[part])
    if transposed.input[0].startswith(f"{norm}/"):  # Qwen3 norms first and transposes then
        return str(graph.add("Reshape", [transposed.input[0], TOGETHER], [f"{norm}/together"]).output[0])
    heads = graph.add("Reshape", [projected, APART], [f"{norm}/apart"]).output[0]
    graph.rewire({transposed.output[0]: heads})
    return str(graph.add("Reshape", [rotary.input[0], TOGETHER], [f"{norm}/together"]).output[0])


def _projected(graph: Graph, scope: str, part: str) -> str:
    """Return the projection of queries, keys or values: with its bias where it has one, cut out of one for all in Phi."""
    if graph.has(f"{scope}/qkv_proj/MatMul"):
        return str(graph.node(f"{scope}/{EXPORTED_CUTS[part]}").output[0])
    bias = f"{scope}/{part}_proj/Add"
    return str(graph.node(bias if graph.has(bias) else f"{scope}/{part}_proj/MatMul").output[0])


def _rename_output(graph: Graph, name: str) -> None:
    """Free the value name of a graph output, so that another node can produce it."""
    for node in graph.proto.node:
        for index, output in enumerate(node.output):
            if output == name:
                node.output[index] = f"{name}/exported"
