"""Weights in 4 or 8 bits: every 32 of them share a scale and a zero, and activations are rounded token by token.

That is what ONNX Runtime's MatMulNBits multiplies. A token's rounding depends on that token alone, so no score depends on the
company a text is in, and no prefix has to be read by an exact graph. The passes know weights by their place in the graph, not
by their names, so they serve the graphs of every exporter.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto

from models.graph import MICROSOFT, Graph
from models.skeleton import Weights

BLOCK = 32
"""Weights of one output that share a scale."""

INT8_ACTIVATIONS = 4
"""The accuracy level of MatMulNBits at which products are taken in int8."""

VALUES, SCALES, ZEROS = ".values", ".scales", ".zeros"
ROWS, ROW_SCALE = ".rows", ".row_scale"


@dataclass(frozen=True, slots=True)
class Blocks:
    """A matrix [inputs, outputs] as MatMulNBits stores it, all in bytes but the scales.

    `values` [outputs, blocks, bytes of a block]; `scales` float32 and `zeros`, flat, one per block of each output.
    """

    values: NDArray[np.uint8]
    scales: NDArray[np.float32]
    zeros: NDArray[np.uint8]


def narrow(graph: Graph, bits: int) -> bool:
    """Let every product with a stored float32 matrix read `bits` bits per weight; tell whether there was any.

    The table that tokens are looked up in gets 8 bits, where nothing else reads it. A vocabulary head stays exact: its rows
    are the answers. What the new weights are called tells `narrowed` what to make of the old ones.
    """
    stored = _stored_matrices(graph)
    products = [node for node in graph.proto.node if node.op_type == "MatMul" and node.input[1] in stored]
    products = [node for node in products if not _gives_logits(graph, node)]
    for node in products:
        _narrow_product(graph, node, stored[node.input[1]], bits)
    for node in list(_lookups(graph, stored)):
        _narrow_lookup(graph, node, stored[node.input[0]])
    return bool(products)


def narrowed(weights: Weights, bits: int) -> Weights:
    """Return the supply of what a narrow graph asks for over that of the matrices that it was made from."""
    blocks = lru_cache(1)(lambda name: to_blocks(weights(name), bits))
    parts = {VALUES: "values", SCALES: "scales", ZEROS: "zeros"}

    def tensor(name: str) -> NDArray[Any]:
        parameter, _, kind = name.rpartition(".")
        part = f".{kind}"
        if part in parts:
            return np.asarray(getattr(blocks(parameter), parts[part]))
        table = weights(parameter)
        scale = np.maximum(np.abs(table).max(1, keepdims=True), np.finfo(np.float32).tiny) / 127
        return np.asarray(scale if part == ROW_SCALE else np.rint(table / scale).astype(np.int8))

    return tensor


def to_blocks(matrix: NDArray[np.float32], bits: int) -> Blocks:
    """Round a matrix [inputs, outputs], each block from its least weight to its largest, zero always among the steps."""
    inputs, outputs = matrix.shape
    blocks = -(-inputs // BLOCK)
    rows = np.zeros((outputs, blocks * BLOCK), np.float32)
    rows[:, :inputs] = matrix.T
    rows = rows.reshape(outputs, blocks, BLOCK)
    steps = 2**bits - 1
    low, high = np.minimum(rows.min(2, keepdims=True), 0), np.maximum(rows.max(2, keepdims=True), 0)
    scales = np.maximum((high - low) / steps, np.finfo(np.float32).tiny)
    zeros = np.clip(np.rint(-low / scales), 0, steps)
    values = np.clip(np.rint(rows / scales + zeros), 0, steps).astype(np.uint8)
    zeros = zeros[..., 0].astype(np.uint8)
    if bits == 4:
        values, zeros = _in_pairs(values), _in_pairs(np.pad(zeros, ((0, 0), (0, blocks % 2))))
    return Blocks(values, scales.astype(np.float32).reshape(-1), zeros.reshape(-1))


def _in_pairs(values: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Put two 4-bit values into a byte, the first one low."""
    return np.asarray(values[..., ::2] | (values[..., 1::2] << 4))


def _stored_matrices(graph: Graph) -> dict[str, TensorProto]:
    """Return the float32 matrices that lie in a file beside the graph."""
    return {
        name: tensor
        for name, tensor in graph.tensors().items()
        if tensor.data_location == TensorProto.EXTERNAL
        and tensor.data_type == TensorProto.FLOAT
        and len(tensor.dims) == 2
    }


def _gives_logits(graph: Graph, node: NodeProto) -> bool:
    """Tell whether a product is the vocabulary head."""
    return node.output[0] in {output.name for output in graph.proto.output} or "lm_head" in node.name


def _lookups(graph: Graph, stored: dict[str, TensorProto]) -> Iterator[NodeProto]:
    for node in graph.proto.node:
        readers = [one for one in graph.proto.node if node.input and node.input[0] in one.input]
        if node.op_type == "Gather" and node.input[0] in stored and len(readers) == 1:
            yield node


def _narrow_product(graph: Graph, node: NodeProto, matrix: TensorProto, bits: int) -> None:
    inputs, outputs = matrix.dims
    blocks = -(-inputs // BLOCK)
    pairs = 2 if bits == 4 else 1
    parts = {
        VALUES: (TensorProto.UINT8, [outputs, blocks, BLOCK // pairs]),
        SCALES: (TensorProto.FLOAT, [outputs * blocks]),
        ZEROS: (TensorProto.UINT8, [outputs * -(-blocks // pairs)]),
    }
    names = [_declare(graph, matrix.name + suffix, *part) for suffix, part in parts.items()]
    output, node.output[0] = node.output[0], f"{node.output[0]}/exact"
    graph.add(
        "MatMulNBits",
        [node.input[0], *names],
        [output],
        domain=MICROSOFT,
        K=inputs,
        N=outputs,
        bits=bits,
        block_size=BLOCK,
        accuracy_level=INT8_ACTIVATIONS,
    )


def _narrow_lookup(graph: Graph, node: NodeProto, table: TensorProto) -> None:
    rows = _declare(graph, table.name + ROWS, TensorProto.INT8, list(table.dims))
    scale = _declare(graph, table.name + ROW_SCALE, TensorProto.FLOAT, [table.dims[0], 1])
    output, ids = node.output[0], node.input[1]
    node.output[0] = f"{output}/exact"
    graph.add("Gather", [rows, ids], [f"{output}/rows"], axis=0)
    graph.add("Cast", [f"{output}/rows"], [f"{output}/float"], to=TensorProto.FLOAT)
    graph.add("Gather", [scale, ids], [f"{output}/scale"], axis=0)
    graph.add("Mul", [f"{output}/float", f"{output}/scale"], [output])


def _declare(graph: Graph, name: str, kind: int, dims: list[int]) -> str:
    if name not in graph.tensors():
        graph.constant(name, TensorProto(data_type=kind, dims=dims, data_location=TensorProto.EXTERNAL))
    return name
