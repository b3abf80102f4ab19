"""What this machine could do at best: matrix products of the model's own shapes, in the same runtime, and nothing around them."""

import statistics
import time

import numpy as np
from onnx import TensorProto, helper

from domain.pack import Pack
from inference.session import Session

TOKENS = 128
"""Rows of the products: about one text."""

REPEATS = 30


def roofline(pack: Pack) -> dict[str, float]:
    """Return billions of multiply-adds per second in fp32 and int8 for the product of one text with a square weight matrix.

    int8 is MatMulInteger with 8-bit activations and weights; without the instructions for it, it can be slower than fp32.
    """
    width = pack.sizes.width
    return {
        "fp32_gmacs": _rate("MatMul", TensorProto.FLOAT, TensorProto.FLOAT, TensorProto.FLOAT, width),
        "int8_gmacs": _rate("MatMulInteger", TensorProto.UINT8, TensorProto.INT8, TensorProto.INT32, width),
    }


def _rate(op: str, left: int, right: int, result: int, width: int) -> float:
    columns = 4 * width
    weight = np.random.default_rng(0).integers(-100, 100, (width, columns))
    weight = weight.astype(helper.tensor_dtype_to_np_dtype(right))
    graph = helper.make_graph(
        [helper.make_node(op, ["a", "b"], ["c"])],
        "product",
        [helper.make_tensor_value_info("a", left, [TOKENS, width])],
        [helper.make_tensor_value_info("c", result, [TOKENS, columns])],
        [helper.make_tensor("b", right, weight.shape, weight.tobytes(), raw=True)],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=8)
    session = Session(model.SerializeToString())
    feed = {"a": np.ones((TOKENS, width), helper.tensor_dtype_to_np_dtype(left))}
    seconds = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        session.run(["c"], feed)
        seconds.append(time.perf_counter() - start)
    return TOKENS * width * columns / statistics.median(seconds) / 1e9
