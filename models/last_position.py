"""The one pass that needs to know no family: the vocabulary head at the asked positions alone.

A graph that gives logits for every token multiplies every token's state with the whole vocabulary, for a screen that
reads one or two of them. The pass finds the head by walking back from `logits`; where it finds none it leaves the graph
as it is, and the engine picks the positions out of all of them.
"""

from onnx import GraphProto, NodeProto, TensorProto, helper

from models.passes import READ

LOGITS = "logits"
HEADS = frozenset({"MatMul", "MatMulNBits", "MatMulInteger", "DynamicQuantizeMatMul"})
BEHIND = frozenset({"Cast", "Div", "Tanh", "Mul", "Add"})
"""What may stand between the head and the logits: a type, a scale, a bias, Gemma 2's soft cap."""


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


def _head(graph: GraphProto) -> NodeProto | None:
    """Return the node that multiplies the states with the vocabulary, or None."""
    producers = {output: node for node in graph.node if node.op_type != "Constant" for output in node.output}
    node = producers.get(LOGITS)
    while node is not None and node.op_type in BEHIND:
        node = next((producers[name] for name in node.input if name in producers), None)
    return node if node is not None and node.op_type in HEADS else None
