"""Graphs that do only what screening asks, made from a decoder's graph as it came.

Each step is taken where it can be and left out where it can't: the vocabulary head at the asked positions alone, which
needs to know neither family nor exporter; exits for learned heads, which need the exporter's names; fused attention and
norms, for the families that the graph passes know. A fused graph that says anything else than the one it was made from is
thrown away.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import GraphProto, ModelProto, NodeProto, TensorProto, helper

from inference.devices import DeviceMemoryError
from inference.exported import AS_EXPORTED, FUSED, LAST_POSITION
from inference.logits_graph import LOGITS, LogitsGraph, Reading
from models.errors import understanding
from models.families import LLAMA3, Config, scaling
from models.graph import Graph
from models.onnx_folder import CONFIG, Found
from models.passes import READ, Pass, Shape, Stretch, compile_graph, cut_at, fuse_attention, fuse_norms, pooled_exits

HEADS = frozenset({"MatMul", "MatMulNBits", "MatMulInteger", "DynamicQuantizeMatMul"})
BEHIND = frozenset({"Cast", "Div", "Tanh", "Mul", "Add"})
"""What may stand between the head and the logits: a type, a scale, a bias, Gemma 2's soft cap."""

HALF = frozenset({TensorProto.FLOAT16, TensorProto.BFLOAT16})

SHORT, LONG = 64, 1024
"""Tokens of a comparison at least, and the longest sliding window that one reaches beyond: minutes are for longer ones."""

TOLERANCE = 1e-2
"""By how much, in nats, rounding may move a difference between two logits of the whole vocabulary."""


def write(found: Found, model: ModelProto, folder: Path) -> tuple[dict[str, str], tuple[int, ...]]:
    """Write what can be made of a decoder's graph, which lies in `folder` as `as-exported.onnx` already.

    Return the file names of the graphs by variant, and the exits that they offer. `model` is used up.
    """
    with understanding(CONFIG):
        shape = _shape(found)
    with understanding(found.graphs[AS_EXPORTED].name):
        asked = read_asked_positions(model.graph)
    if not asked:
        return {}, ()
    exits = () if _is_half(model.graph) else _exits(shape.layers)
    try:
        plain = _save(LAST_POSITION, model, shape, exits, folder)
    except KeyError:  # another exporter's graph: its nodes bear other names
        return _save(LAST_POSITION, model, shape, (), folder), ()
    if not exits or not _fusible(found):
        return plain, exits
    try:
        fused = _save(FUSED, model, shape, exits, folder, fuse_norms, fuse_attention)
    except KeyError:  # products that somebody has quantised bear other names
        return plain, exits
    if not agree(folder / f"{AS_EXPORTED}.onnx", folder / fused[FUSED], shape, found.sizes.vocabulary):
        _drop(fused.values(), folder)
        return plain, exits
    full = {LAST_POSITION: plain.pop(LAST_POSITION)}
    _drop(plain.values(), folder)
    return full | fused, exits


def _fusible(found: Found) -> bool:
    """Tell whether the passes know the family and its rotary positions, and GroupQueryAttention takes its heads."""
    known = scaling(found.config) in {"", LLAMA3} and _windows(found.config, found.sizes.layers) is not None
    return found.family.fused and known and found.sizes.head_size % 16 == 0


def _is_half(graph: GraphProto) -> bool:
    """Tell whether a graph computes in half precision, which the passes' own inputs and operators are not made for."""
    return any(tensor.data_type in HALF for tensor in graph.initializer)


def read_asked_positions(graph: GraphProto) -> bool:
    """Let `logits` be [1, positions, vocabulary] for the positions in the new input `read`; tell whether it was done."""
    head = _head(graph)
    if head is None:
        return False
    place = next(index for index, node in enumerate(graph.node) if node.output[0] == head.output[0])
    states = f"{READ}/states"
    graph.node.insert(place, helper.make_node("Gather", [head.input[0], READ], [states], name=states, axis=1))
    graph.node[place + 1].input[0] = states
    graph.input.append(helper.make_tensor_value_info(READ, TensorProto.INT64, ["positions"]))
    (logits,) = (output for output in graph.output if output.name == LOGITS)
    logits.type.tensor_type.shape.dim[1].dim_param = "positions"
    del graph.value_info[:]
    return True


def agree(exported: Path, made: Path, shape: Shape, vocabulary: int) -> bool:
    """Tell whether two graphs give equal differences of logits, prefix cached and not, past all windows but very long ones."""
    window = max(window for window in (0, *shape.windows) if window <= LONG)
    length = min(max(3 * window // 2, SHORT), shape.rope_length)
    ids = np.random.default_rng(0).integers(0, vocabulary, length).tolist()
    try:
        readings = [_read(LogitsGraph(path), ids) for path in (exported, made)]
    except DeviceMemoryError:
        raise
    except Exception:  # noqa: BLE001 - the runtime has no one type for a graph that it can't run, which agrees with none
        return False
    gaps = [np.abs(_centred(theirs) - _centred(ours)).max() for theirs, ours in zip(*readings, strict=True)]
    return bool(np.max(gaps) <= TOLERANCE)  # NaN is no agreement


def _read(graph: LogitsGraph, ids: Sequence[int]) -> list[Reading]:
    half, reads = len(ids) // 2, [0, len(ids) - len(ids) // 2 - 1]
    behind = graph.read(graph.prime(ids[:half]), ids[half:], reads, 0)
    return [behind, graph.read(graph.prime([]), ids, [half, len(ids) - 1], 0)]


def _centred(reading: Reading) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    logits = reading.logits.astype(np.float64)
    centred: np.ndarray[tuple[int, ...], np.dtype[np.float64]] = logits - logits.mean(axis=-1, keepdims=True)
    return centred


def _head(graph: GraphProto) -> NodeProto | None:
    """Return the node that multiplies the states with the vocabulary, or None."""
    producers = {output: node for node in graph.node if node.op_type != "Constant" for output in node.output}
    node = producers.get(LOGITS)
    while node is not None and node.op_type in BEHIND:
        node = next((producers[name] for name in node.input if name in producers), None)
    return node if node is not None and node.op_type in HEADS else None


def _save(
    variant: str, model: ModelProto, shape: Shape, exits: Sequence[int], folder: Path, *passes: Pass
) -> dict[str, str]:
    """Write one variant, whole and ended at each exit; return the file names by name. Raises KeyError, nothing written."""
    made = {variant: _compiled(model, shape, (*passes, pooled_exits(exits)))} if exits else {variant: model}
    for depth in exits:
        made[f"{variant}/exit{depth}"] = _compiled(model, shape, (*passes, pooled_exits(exits), cut_at(depth)))
    files = {name: f"{name.replace('/', '-')}.onnx" for name in made}
    for name, graph in made.items():
        onnx.save(graph, folder / files[name])
    return files


def _compiled(model: ModelProto, shape: Shape, passes: Sequence[Pass]) -> ModelProto:
    compiled = ModelProto()
    compiled.CopyFrom(model)
    compile_graph(Graph(compiled), shape, passes)
    return compiled


def _drop(names: Iterable[str], folder: Path) -> None:
    for name in names:
        (folder / name).unlink()


def _exits(layers: int) -> tuple[int, ...]:
    """Return three depths around the middle, where the states of a text tell most."""
    return tuple(sorted({depth for depth in (layers // 3, layers // 2, layers * 2 // 3) if depth > 0}))


def _shape(found: Found) -> Shape:
    """Return the sizes for the passes from a `config.json`."""
    sizes, config = found.sizes, found.config
    windows = _windows(config, sizes.layers) or (0,) * sizes.layers
    base = float(config.get("rope_theta", 10_000))
    return Shape(
        layers=sizes.layers,
        heads=int(config["num_attention_heads"]),
        kv_heads=sizes.kv_heads,
        head_size=sizes.head_size,
        width=sizes.width,
        rope_bases=tuple(float(config.get("rope_local_base_freq", base)) if window else base for window in windows),
        rope_length=sizes.context,
        windows=windows,
        norm_epsilon=float(config.get("rms_norm_eps", 1e-6)),
        stretch=_stretch(config) if scaling(config) == LLAMA3 else None,
        scale=float(config.get("query_pre_attn_scalar") or sizes.head_size) ** -0.5,
        soft_cap=float(config.get("attn_logit_softcapping") or 0),
    )


def _windows(config: Config, layers: int) -> tuple[int, ...] | None:
    """Return how many tokens each layer sees, 0 for all before it; None where the config leaves that open."""
    window = int(config.get("sliding_window") or 0)
    if not window or config.get("use_sliding_window") is False:
        return (0,) * layers
    kinds = config.get("layer_types") or (
        ["sliding_attention"] * layers if config.get("model_type") == "phi3" else None
    )
    return tuple(window if kind == "sliding_attention" else 0 for kind in kinds) if kinds else None


def _stretch(config: Config) -> Stretch:
    said = config["rope_scaling"]
    names = ("factor", "low_freq_factor", "high_freq_factor", "original_max_position_embeddings")
    return Stretch(*(said[name] for name in names))
