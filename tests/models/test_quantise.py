"""If these fail, int8 says less of a quiet token because a loud one stands beside it."""

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from inference.session import Session
from models.graph import MICROSOFT, Graph
from models.passes import Shape
from models.quantise import int8_products, quantised

WIDTH, OUT = 64, 32
SHAPE = Shape(1, 1, 1, 8, WIDTH, (10000.0,), 64, (0,), 1e-5)
WEIGHT = np.random.default_rng(0).normal(size=(OUT, WIDTH)).astype(np.float32)
LOUD = 3000.0


def said(part: str, activations: NDArray[np.float32]) -> NDArray[np.float32]:
    """Run one int8 product, its weight named as that `part` of a layer."""
    weight = f"model.layers.0.mlp.{part}.weight.T"
    shape = [1, len(activations), WIDTH]
    given = helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)
    wanted = helper.make_tensor_value_info("y", TensorProto.FLOAT, None)
    declared = numpy_helper.from_array(WEIGHT.T.copy(), weight)
    product = helper.make_node("MatMul", ["x", weight], ["y"], name="product")
    graph = helper.make_graph([product], "layer", [given], [wanted], [declared])
    opsets = [helper.make_opsetid("", 21), helper.make_opsetid(MICROSOFT, 1)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=10)
    int8_products(Graph(model), SHAPE)
    Graph(model).prune()
    supply = quantised(lambda _name: WEIGHT)
    for tensor in model.graph.initializer:
        if tensor.name.startswith(weight):
            tensor.CopyFrom(numpy_helper.from_array(supply(tensor.name), tensor.name))
    (result,) = Session(model.SerializeToString(), threads=1).run(["y"], {"x": activations[None]})
    return np.asarray(result[0])


def lost(part: str) -> float:
    """Return the share of a quiet token's result that is lost beside a loud one."""
    activations = np.random.default_rng(1).normal(size=(2, WIDTH)).astype(np.float32)
    activations[1] *= LOUD
    exact = activations[0] @ WEIGHT.T
    return float(np.linalg.norm(said(part, activations)[0] - exact) / np.linalg.norm(exact))


def test_a_loud_token_does_not_drown_the_others_where_tokens_differ_most() -> None:
    assert lost("down_proj") < 0.02
    assert lost("up_proj") > 0.5  # one scale for a text: this is what a scale per token is for


def test_a_token_without_activations_is_nothing_and_not_no_number() -> None:
    """Else one empty position would leave its whole text unscreened."""
    assert not said("down_proj", np.zeros((2, WIDTH), np.float32)).any()
