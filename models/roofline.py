"""What this machine could do at best: the matrix products of the model's own shapes, in the same runtime, and nothing else."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import onnx
from onnx import TensorProto, helper

from domain.pack import Pack
from inference.session import Session, default_threads

TOKENS = 128
"""Rows of the products: about one text."""

REPEATS = 20
EXACT = ("fp32", "as-exported")
"""How the variants begin that multiply in fp32; all others multiply in int8."""

Shapes = Counter[tuple[int, int]]
"""How often a model multiplies with a matrix of these sizes, per token."""


def products(pack: Pack) -> Shapes:
    """Return the shapes of all weight matrices of the pack's layers; the vocabulary head is not among them."""
    name = next((graph for graph in EXACT if graph in pack.graphs), None)
    if name is None:
        return Counter()
    graph = onnx.load(pack.file(pack.graphs[name]), load_external_data=False).graph
    matrices = {tensor.name: tuple(tensor.dims) for tensor in graph.initializer if len(tensor.dims) == 2}
    shapes = Counter(
        matrices[node.input[1]] for node in graph.node if node.op_type == "MatMul" if node.input[1] in matrices
    )
    return Counter({shape: count for shape, count in shapes.items() if shape[1] != pack.sizes.vocabulary})


def roofline(shapes: Shapes) -> dict[str, float]:
    """Return billions of multiply-adds per second in fp32 and int8: the best of several tries, a product per core at once.

    int8 is MatMulInteger with 8-bit activations and weights; without the instructions for it, it can be slower than fp32.
    """
    if not shapes:
        return {}
    return {
        "fp32_gmacs": _rate(shapes, "MatMul", TensorProto.FLOAT, TensorProto.FLOAT, TensorProto.FLOAT),
        "int8_gmacs": _rate(shapes, "MatMulInteger", TensorProto.UINT8, TensorProto.INT8, TensorProto.INT32),
    }


def share(
    ceiling: dict[str, float], shapes: Shapes, variant: str, layers: int, tokens_per_second: float
) -> float | None:
    """Return the share of the roofline that a way reaches with the work that its texts need at least.

    That is the products for each of the text's own tokens, once, up to the depth that is read. Work that a way does beyond
    that (the prefix again, the vocabulary) and attention count as nothing reached.
    """
    if not ceiling:
        return None
    depth = int(variant.rpartition("exit")[2]) if "exit" in variant else layers
    needed = sum(rows * columns * count for (rows, columns), count in shapes.items()) * depth / layers
    best = ceiling["fp32_gmacs" if variant.startswith(EXACT) else "int8_gmacs"]
    return tokens_per_second * needed / 1e9 / best


def _rate(shapes: Shapes, op: str, left: int, right: int, result: int) -> float:
    work = TOKENS * sum(rows * columns * count for (rows, columns), count in shapes.items())
    seconds = sum(_best(shape, op, left, right, result) * count for shape, count in shapes.items())
    return work * default_threads() / seconds / 1e9


def _best(shape: tuple[int, int], op: str, left: int, right: int, result: int) -> float:
    """Return the least seconds that one product takes while every core does one."""
    rows, columns = shape
    weight = np.random.default_rng(0).integers(-100, 100, shape).astype(helper.tensor_dtype_to_np_dtype(right))
    graph = helper.make_graph(
        [helper.make_node(op, ["a", "b"], ["c"])],
        "product",
        [helper.make_tensor_value_info("a", left, [TOKENS, rows])],
        [helper.make_tensor_value_info("c", result, [TOKENS, columns])],
        [helper.make_tensor("b", right, shape, weight.tobytes(), raw=True)],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=8)
    session = Session(model.SerializeToString(), threads=1)
    feed = {"a": np.ones((TOKENS, rows), helper.tensor_dtype_to_np_dtype(left))}

    def once(_: int) -> float:
        start = time.perf_counter()
        session.run(["c"], feed)
        return time.perf_counter() - start

    with ThreadPoolExecutor(default_threads()) as pool:
        return min(pool.map(once, range(REPEATS * default_threads())))
