"""Graphs without weights: what the exporter made, kept small enough for the repository, and filled in at build time.

A skeleton is an ONNX model whose weights are external tensors with canonical names: the parameter's name in
transformers, `.T` behind it where the exporter stored the transposed matrix for a MatMul, and `.gain` instead of `.weight`
where it stored what a norm multiplies by, one more than its weight.
"""

import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, numpy_helper
from onnx.external_data_helper import ExternalDataInfo

from models.graph import Graph

TRANSPOSED, GAIN = ".T", ".gain"
EMBEDDING = "model.embed_tokens.weight"
ALIGNMENT = 4096
"""Weights begin at multiples of a page, so that they can be mapped into memory."""

Weights = Callable[[str], NDArray[Any]]
"""Gives a tensor by its name."""


def strip(model: ModelProto) -> None:
    """Turn an exported model into a skeleton in place: name each weight canonically and drop its data."""
    graph = Graph(model)
    _tie(graph)
    renamed = {anonymous: name for node in model.graph.node for anonymous, name in _names(node)}
    graph.rewire(renamed)
    for tensor in model.graph.initializer:
        if tensor.name in renamed:
            tensor.name = renamed[tensor.name]
        elif not re.fullmatch(r"model\..*weight", tensor.name):
            continue
        tensor.ClearField("raw_data")
        tensor.data_location = TensorProto.EXTERNAL


def read(path: Path) -> ModelProto:
    """Read a gzipped skeleton."""
    return onnx.load_model_from_string(gzip.decompress(path.read_bytes()))


def write(model: ModelProto, path: Path) -> None:
    """Write a skeleton, gzipped without a time stamp so that equal graphs give equal files."""
    path.write_bytes(gzip.compress(model.SerializeToString(), mtime=0))


def tensor_names(model: ModelProto) -> list[str]:
    """Return the names of the tensors that a skeleton asks for, in its order."""
    return [tensor.name for tensor in external(model)]


class WeightsFile:
    """The file that several graphs of a pack share: every weight once, at a known place."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.offsets: dict[str, tuple[int, int]] = {}

    def write(self, names: list[str], weights: Weights, progress: Callable[[float], None]) -> None:
        """Write the named tensors one after the other; `progress` gets the share done."""
        with self.path.open("wb") as file:
            for count, name in enumerate(names, 1):
                file.seek(-(-file.tell() // ALIGNMENT) * ALIGNMENT)
                data = np.ascontiguousarray(weights(name))
                self.offsets[name] = (file.tell(), data.nbytes)
                file.write(data.data)
                progress(count / len(names))

    def attach(self, model: ModelProto) -> None:
        """Point those tensors of a graph into this file that lie in it."""
        for tensor in external(model):
            if tensor.name not in self.offsets:
                continue
            offset, length = self.offsets[tensor.name]
            del tensor.external_data[:]
            for key, value in (("location", self.path.name), ("offset", str(offset)), ("length", str(length))):
                tensor.external_data.add(key=key, value=value)


def external(model: ModelProto) -> Iterator[TensorProto]:
    """Give the tensors whose data lies outside the graph."""
    return (tensor for tensor in model.graph.initializer if tensor.data_location == TensorProto.EXTERNAL)


def stored(folder: Path, model: ModelProto) -> Weights:
    """Return the supply of the float32 tensors that a graph keeps in files of `folder`. They may be shared by hard links."""
    places = {tensor.name: (ExternalDataInfo(tensor), tuple(tensor.dims)) for tensor in external(model)}

    def tensor(name: str) -> NDArray[Any]:
        place, shape = places[name]
        return np.memmap(folder / place.location, np.float32, "r", place.offset or 0, shape)

    return tensor


def oriented(weights: Weights) -> Weights:
    """Return a supply that knows the canonical names of a skeleton over one that knows the parameters of transformers."""

    def tensor(name: str) -> NDArray[Any]:
        if name.endswith(TRANSPOSED):
            return np.ascontiguousarray(weights(name.removesuffix(TRANSPOSED)).T)
        return weights(name)

    return tensor


def _tie(graph: Graph) -> None:
    """Let a vocabulary head that repeats the embedding read it, as the exporter does where it notices."""
    head, tensors = graph.node("/lm_head/MatMul"), graph.tensors()
    if head.input[1] not in tensors:
        return
    embedding, repeated = (numpy_helper.to_array(tensors[name]) for name in (EMBEDDING, head.input[1]))
    if np.array_equal(embedding.T, repeated):
        head.input[1] = graph.add("Transpose", [EMBEDDING], [f"{EMBEDDING}_transposed"], perm=[1, 0]).output[0]
        graph.prune()


def _names(node: NodeProto) -> Iterator[tuple[str, str]]:
    """Give the anonymous weight that a node reads with its canonical name."""
    for name in node.input:
        if name.startswith("onnx::MatMul"):
            yield name, f"{_parameter(node.name)}.weight{TRANSPOSED}"
        elif name.startswith("onnx::Mul"):
            yield name, f"{_parameter(node.name)}{GAIN}"


def _parameter(node: str) -> str:
    """Return the parameter name behind a node's.

    `/model/layers.0/mlp/up_proj/MatMul` -> `model.layers.0.mlp.up_proj`.
    """
    return node.strip("/").rpartition("/")[0].replace("/", ".")
