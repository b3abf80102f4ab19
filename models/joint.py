"""One product for queries, keys and values: their three matrices side by side, read by the attention as they come out.

The numbers are the same, product by product; in int8 the activations are then scaled once instead of three times.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto

from models.graph import Graph
from models.passes import Shape
from models.skeleton import TRANSPOSED, Weights

PARTS, JOINT = ("q_proj", "k_proj", "v_proj"), "qkv_proj"


def join_projections(graph: Graph, _shape: Shape) -> None:
    """Give each GroupQueryAttention one product as its input.

    Where something lies between product and attention, a bias or a norm head by head, the layer stays as it is.
    """
    producers = {output: node for node in graph.proto.node for output in node.output}
    for attention in [node for node in graph.proto.node if node.op_type == "GroupQueryAttention"]:
        products = [producers.get(name) for name in attention.input[:3]]
        if all(_plain(product) for product in products):
            joint = _joint(graph, [product for product in products if product])
            attention.input[0], attention.input[1], attention.input[2] = joint, "", ""


def joined(weights: Weights) -> Weights:
    """Return the supply of transformers' parameters that also knows the joint ones, [outputs, inputs]."""

    def tensor(name: str) -> NDArray[Any]:
        if JOINT not in name:
            return weights(name)
        return np.concatenate([weights(name.replace(JOINT, part)) for part in PARTS])

    return tensor


def _plain(node: NodeProto | None) -> bool:
    return (
        node is not None
        and node.op_type == "MatMul"
        and any(f"{part}.weight{TRANSPOSED}" in node.input[1] for part in PARTS)
    )


def _joint(graph: Graph, products: list[NodeProto]) -> str:
    """Add the product in the place of three and return its output."""
    sizes = [graph.tensors()[product.input[1]].dims for product in products]
    weight = products[0].input[1].replace(PARTS[0], JOINT)
    dims = [sizes[0][0], sum(size[1] for size in sizes)]
    graph.constant(weight, TensorProto(data_type=TensorProto.FLOAT, dims=dims, data_location=TensorProto.EXTERNAL))
    output = products[0].output[0].replace(PARTS[0], JOINT)
    return str(graph.add("MatMul", [products[0].input[0], weight], [output]).output[0])
