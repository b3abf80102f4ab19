"""Trying every device with a small product, for `doctor`."""

import numpy as np
from onnx import TensorProto, helper

from domain.errors import ModelError
from inference.devices import Device
from inference.session import Session


def working() -> dict[str, str]:
    """Return every device with what became of a small product there: "works", or why not."""
    return {device.value: _tried(device) for device in Device}


def _tried(device: Device) -> str:
    value = helper.make_tensor_value_info
    sides = [value(name, TensorProto.FLOAT, [8, 8]) for name in ("a", "b")]
    graph = helper.make_graph(
        [helper.make_node("MatMul", ["a", "b"], ["c"])], "product", sides, [value("c", TensorProto.FLOAT, [8, 8])]
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=8)
    ones = np.ones((8, 8), np.float32)
    try:
        (found,) = Session(model.SerializeToString(), device=device).run(["c"], {"a": ones, "b": ones})
    except ModelError as error:
        return str(error)
    return "works" if np.array_equal(found, ones @ ones) else "gives wrong numbers"
