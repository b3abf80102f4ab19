"""The twin of a decoder's graph for other devices: many texts in one pass, in half precision where that is wanted.

It is made of the exporter's graph, whose plain operators every execution provider knows; GroupQueryAttention, which the graphs
for the CPU are fused with, refuses several rows behind a prefix. Made in memory in moments, over the pack's own weights: nothing is
written, and the pack's fingerprints vouch for every number.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from domain.pack import Kind, Pack
from inference.devices import DeviceError
from inference.exported import AS_EXPORTED
from models.asked import read_asked_positions
from models.graph import Graph
from models.passes import READ

ANSWERS, KNOWN = "answers", "known"
"""The twin's output, logits [rows, positions, tokens], and the input that names those tokens of the vocabulary."""

PAST = "past_key_values"


def twin(pack: Pack, *, half: bool) -> bytes:
    """Return the graph; its weights stay in the pack's files. Raises DeviceError when the pack has none that can be a twin."""
    if pack.kind is not Kind.DECODER or AS_EXPORTED not in pack.graphs:
        raise DeviceError(f"{pack.id} is of the kind that is read on the CPU alone")
    model = onnx.load(pack.file(pack.graphs[AS_EXPORTED]), load_external_data=False)
    if any(node.op_type == "GroupQueryAttention" for node in model.graph.node):
        raise DeviceError(
            f"the graph of {pack.id} reads one text at a time: its attention refuses more behind a prefix"
        )
    if not read_asked_positions(model.graph):
        raise DeviceError(f"the graph of {pack.id} has no vocabulary head that can be found")
    graph = Graph(model)
    read_per_row(graph)
    share_prefix(graph)
    if half:
        halve_products(graph)
    graph.prune()
    return bytes(model.SerializeToString())


def read_per_row(graph: Graph) -> None:
    """Let every row be asked at positions of its own, `read` [rows, positions], and give the logits of `known` tokens alone."""
    states = graph.node(f"{READ}/states")
    graph.constant(f"{READ}/axis", numpy_helper.from_array(np.array([-1], np.int64)))
    graph.add("Unsqueeze", [READ, f"{READ}/axis"], [f"{READ}/rows"])
    graph.add("GatherND", [states.input[0], f"{READ}/rows"], [f"{READ}/per_row"], batch_dims=1)
    graph.rewire({states.output[0]: f"{READ}/per_row"})
    (read,) = (value for value in graph.proto.input if value.name == READ)
    read.CopyFrom(helper.make_tensor_value_info(READ, TensorProto.INT64, ["batch_size", "positions"]))
    graph.add_input(KNOWN, TensorProto.INT64, ["tokens"])
    graph.add("Gather", ["logits", KNOWN], [ANSWERS], axis=2)
    answers = helper.make_tensor_value_info(ANSWERS, TensorProto.FLOAT, ["batch_size", "positions", "tokens"])
    graph.set_outputs([answers, *(output for output in graph.proto.output if output.name != "logits")])


def share_prefix(graph: Graph) -> None:
    """Take the prefix's keys and values once, and let the device itself repeat them for every row."""
    graph.add("Shape", ["input_ids"], ["rows"], start=0, end=1)
    graph.constant("rows/ones", numpy_helper.from_array(np.ones(3, np.int64)))
    graph.add("Concat", ["rows", "rows/ones"], ["rows/shape"], axis=0)
    shared = [value for value in graph.proto.input if value.name.startswith(PAST)]
    graph.rewire({value.name: f"{value.name}/rows" for value in shared})
    for value in shared:
        value.type.tensor_type.shape.dim[0].dim_value = 1
        graph.add("Expand", [value.name, "rows/shape"], [f"{value.name}/rows"])


def halve_products(graph: Graph) -> None:
    """Multiply with the weights in float16, and keep all else as it is: norms and sums of layers overflow it in some families.

    The weights are converted while the session loads. A product that overflows all the same gives no number, and is seen.
    """
    fixed = set(graph.tensors())
    fixed |= {node.output[0] for node in graph.proto.node if node.op_type == "Transpose" and node.input[0] in fixed}
    for node in [node for node in graph.proto.node if node.op_type == "MatMul" and node.input[1] in fixed]:
        output = node.output[0]
        for place, source in enumerate(node.input):
            halved = f"{output}/half.{place}"
            graph.add("Cast", [source], [halved], to=TensorProto.FLOAT16)
            node.input[place] = halved
        node.output[0] = f"{output}/half"
        graph.add("Cast", [f"{output}/half"], [output], to=TensorProto.FLOAT)
