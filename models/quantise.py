"""int8 weights: one scale per output column, chosen from the weights alone; activations are quantised while the graph runs.

The quantised matrices of a pack lie in one file that all its int8 graphs share.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto, numpy_helper

from models.graph import MICROSOFT, Graph
from models.passes import Shape
from models.skeleton import TRANSPOSED, Weights

QUANTISED, SCALE = ".int8", ".scale"
UNEVEN = ".down_proj."
"""Products whose activations differ most from token to token: half of what int8 loses is lost there (docs/performance.md)."""
EMBEDDING = "model.embed_tokens.weight"


def int8_products(graph: Graph, _shape: Shape) -> None:
    """Let every product with a weight matrix run in int8.

    DynamicQuantizeMatMul scales the activations of one text at a time; where that is too coarse, every token of it has a
    scale of its own.
    """
    graph.constant("last_axis", numpy_helper.from_array(np.array([-1], np.int64)))
    graph.constant("smallest", numpy_helper.from_array(np.array(np.finfo(np.float32).tiny)))
    for node in [node for node in graph.proto.node if node.op_type == "MatMul"]:
        source, weight = node.input
        if weight.endswith(TRANSPOSED):
            rows, columns = _dimensions(graph, weight)
            _replace_tensor(graph, weight, [rows, columns], scale_shape=[columns])
            output = node.output[0]
            node.output[0] = f"{output}/exact"
            _add_product(graph, source, weight, output)


def _add_product(graph: Graph, source: str, weight: str, output: str) -> None:
    if UNEVEN not in weight:
        product = [source, weight + QUANTISED, weight + SCALE]
        graph.add("DynamicQuantizeMatMul", product, [output], domain=MICROSOFT)
        return
    units, size = _units(graph, source)
    product = [units, weight + QUANTISED, weight + SCALE]
    graph.add("DynamicQuantizeMatMul", product, [f"{output}/units"], domain=MICROSOFT)
    graph.add("Mul", [f"{output}/units", size], [output])


def _units(graph: Graph, value: str) -> tuple[str, str]:
    """Divide each token's activations by the largest of them; return the quotients and the divisors."""
    graph.add("Abs", [value], [f"{value}/abs"])
    graph.add("ReduceMax", [f"{value}/abs", "last_axis"], [f"{value}/largest"], keepdims=1)
    size = graph.add("Max", [f"{value}/largest", "smallest"], [f"{value}/size"]).output[0]
    return graph.add("Div", [value, size], [f"{value}/units"]).output[0], size


def int8_embedding(graph: Graph, _shape: Shape) -> None:
    """Look tokens up in an int8 table with one scale per token."""
    (lookup,) = [node for node in graph.proto.node if node.op_type == "Gather" and node.input[0] == EMBEDDING]
    ids, output = lookup.input[1], lookup.output[0]
    width = _dimensions(graph, EMBEDDING)
    _replace_tensor(graph, EMBEDDING, width, scale_shape=[width[0], 1])
    lookup.output[0] = f"{output}/exact"
    graph.add("Gather", [EMBEDDING + QUANTISED, ids], ["tokens/int8"], axis=0)
    graph.add("Cast", ["tokens/int8"], ["tokens/float"], to=TensorProto.FLOAT)
    graph.add("Gather", [EMBEDDING + SCALE, ids], ["tokens/scale"], axis=0)
    graph.add("Mul", ["tokens/float", "tokens/scale"], [output])


def quantised(weights: Weights) -> Weights:
    """Return the supply of the tensors that an int8 graph asks for: quantised ones, their scales, and norms as they are."""

    def tensor(name: str) -> NDArray[Any]:
        if not name.endswith((QUANTISED, SCALE)):
            return weights(name)
        parameter = name.removesuffix(SCALE).removesuffix(QUANTISED)
        matrix = weights(parameter.removesuffix(TRANSPOSED))
        scale = np.maximum(np.abs(matrix).max(1, keepdims=True), np.finfo(np.float32).tiny) / 127
        if name.endswith(SCALE):
            return np.asarray(scale if parameter == EMBEDDING else scale[:, 0])
        whole = matrix / scale
        whole = np.rint(whole, out=whole).astype(np.int8)
        return np.ascontiguousarray(whole.T if parameter.endswith(TRANSPOSED) else whole)

    return tensor


def _dimensions(graph: Graph, name: str) -> list[int]:
    return list(graph.tensors()[name].dims)


def _replace_tensor(graph: Graph, name: str, shape: list[int], scale_shape: list[int]) -> None:
    """Declare the int8 twin of a weight; the float32 one goes when the graph is pruned."""
    for suffix, kind, dims in ((QUANTISED, TensorProto.INT8, shape), (SCALE, TensorProto.FLOAT, scale_shape)):
        graph.constant(name + suffix, TensorProto(data_type=kind, dims=dims, data_location=TensorProto.EXTERNAL))
