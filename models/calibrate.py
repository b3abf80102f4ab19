"""Measures what smoothing needs: the largest activation of every channel in front of every matrix, over sample texts.

A maintainer runs it when a skeleton changes, with one text per line on standard input: `python -m models.calibrate MODEL`. The
scales land beside the skeleton and are the same on every machine that builds the pack.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import ModelProto

from inference.session import Session
from models import skeleton
from models.catalogue import Recipe, recipe
from models.gguf_file import GgufFile
from models.graph import Graph
from models.passes import compile_graph, fuse_attention, fuse_norms
from models.smooth import exponents
from models.weights import weights_file

SKIPPED_TOKENS = 4
"""The first tokens of a prompt carry activations like no others; the prefix holds them, and it is not quantised."""

Maxima = dict[str, NDArray[np.float32]]


def calibrate(made: Recipe, texts: Sequence[str]) -> None:
    """Measure over `texts` and write the scales of `made`; deterministic up to the rounding to powers of two."""
    if made.scales is None:
        raise SystemExit(f"{made.id} has no place for scales in the catalogue.")
    with tempfile.TemporaryDirectory() as folder, weights_file(made, None, Path(folder)) as path:
        source = GgufFile(path)
        graph, products = _observing(skeleton.read(made.skeleton), source, Path(folder))
        maxima = _observe(Session(graph), products, source, texts)
        chosen = exponents(maxima, source.weight, source.shape.layers, source.shape.head_size)
        np.savez_compressed(made.scales, allow_pickle=False, **chosen)


def _observing(model: ModelProto, source: GgufFile, folder: Path) -> tuple[Path, dict[str, str]]:
    """Write a graph that also gives what each weight matrix reads; return it and those values by `3.q_proj` and so on."""
    compile_graph(Graph(model), source.shape, [fuse_norms, fuse_attention])
    products = {
        f"{node.name.split('/')[2].removeprefix('layers.')}.{node.name.split('/')[-2]}": node.input[0]
        for node in model.graph.node
        if node.op_type == "MatMul" and node.name.startswith("/model/layers.")
    }
    Graph(model).set_outputs([onnx.ValueInfoProto(name=name) for name in dict.fromkeys(products.values())])
    weights = skeleton.WeightsFile(folder / "weights.bin")
    weights.write(skeleton.tensor_names(model), skeleton.oriented(source.weight), lambda _share: None)
    weights.attach(model)
    onnx.save(model, folder / "observing.onnx")
    return folder / "observing.onnx", products


def _observe(session: Session, products: dict[str, str], source: GgufFile, texts: Sequence[str]) -> Maxima:
    names, maxima = list(dict.fromkeys(products.values())), Maxima()
    for ids in _encoded(source, texts):
        shape = source.shape
        empty = np.zeros((1, shape.kv_heads, 0, shape.head_size), np.float32)
        past = {f"past_key_values.{layer}.{part}": empty for layer in range(shape.layers) for part in ("key", "value")}
        for name, value in zip(names, session.run(names, {"input_ids": ids, **past}), strict=True):
            seen = np.abs(value[0, SKIPPED_TOKENS:]).max(0)
            maxima[name] = np.maximum(maxima.get(name, seen), seen)
    return {product: maxima[name] for product, name in products.items()}


def _encoded(source: GgufFile, texts: Sequence[str]) -> Iterator[NDArray[np.int64]]:
    tokenizer = source.tokenizer()
    for text in texts:
        yield np.array([tokenizer.encode(text).ids], np.int64)


if __name__ == "__main__":
    calibrate(recipe(sys.argv[1]), [line.strip() for line in sys.stdin if line.strip()])
