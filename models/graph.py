"""An ONNX graph that is being rewritten: look nodes up by name, rewire, prune. No weights are touched here."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import onnx
from onnx import AttributeProto, GraphProto, ModelProto, NodeProto, TensorProto, helper

MICROSOFT = "com.microsoft"
"""The domain of ONNX Runtime's own fused operators."""


class Graph:
    """Edit a model in place.

    Passes add nodes and rewire; `prune` then drops what no output needs and sorts the rest.
    """

    def __init__(self, model: ModelProto) -> None:
        self.model = model
        self.proto: GraphProto = model.graph
        self._nodes: dict[str, NodeProto] = {node.name: node for node in self.proto.node}

    def node(self, name: str) -> NodeProto:
        """Return the node called `name`; KeyError if there is none."""
        return self._nodes[name]

    def has(self, name: str) -> bool:
        """Tell whether a node is called `name`."""
        return name in self._nodes

    def names(self) -> list[str]:
        """Return all node names in graph order."""
        return list(self._nodes)

    def tensors(self) -> dict[str, TensorProto]:
        """Return the initializers by name."""
        return {tensor.name: tensor for tensor in self.proto.initializer}

    def add(self, op: str, inputs: list[str], outputs: list[str], *, domain: str = "", **attributes: Any) -> NodeProto:
        """Append a node named after its first output and return it."""
        node = helper.make_node(op, inputs, outputs, name=f"{outputs[0]}/{op}", domain=domain, **attributes)
        self.proto.node.append(node)
        self._nodes[node.name] = node
        return node

    def constant(self, name: str, tensor: TensorProto) -> str:
        """Add `tensor` as the initializer `name` and return the name."""
        tensor.name = name
        self.proto.initializer.append(tensor)
        return name

    def rewire(self, renamed: Mapping[str, str]) -> None:
        """Let every reader of a value, graph outputs aside, read the one that `renamed` names in its stead."""
        for node in self.proto.node:
            for index, name in enumerate(node.input):
                if name in renamed:
                    node.input[index] = renamed[name]

    def add_input(self, name: str, element: int, shape: list[int | str]) -> None:
        """Declare a graph input."""
        self.proto.input.append(helper.make_tensor_value_info(name, element, shape))

    def set_outputs(self, outputs: Iterable[onnx.ValueInfoProto]) -> None:
        """Replace the graph's outputs."""
        kept = list(outputs)
        del self.proto.output[:]
        self.proto.output.extend(kept)

    def prune(self) -> None:
        """Drop nodes, initializers and inputs that no output needs, and put the rest in topological order."""
        producers = {output: node for node in self.proto.node for output in node.output if output}
        order: list[NodeProto] = []
        seen: set[str] = set()
        stack: list[tuple[str, bool]] = [(output.name, False) for output in reversed(self.proto.output)]
        while stack:
            value, expanded = stack.pop()
            node = producers.get(value)
            if node is None or (node.name in seen and not expanded):
                continue
            if expanded:
                order.append(node)
                continue
            seen.add(node.name)
            stack.append((value, True))
            stack.extend((name, False) for name in reversed(_inputs(node)))
        needed = {name for node in order for name in _inputs(node)} | {output.name for output in self.proto.output}
        _keep(self.proto.node, order)
        _keep(self.proto.initializer, [tensor for tensor in self.proto.initializer if tensor.name in needed])
        _keep(self.proto.input, [value for value in self.proto.input if value.name in needed])
        del self.proto.value_info[:]
        self._nodes = {node.name: node for node in self.proto.node}


def _inputs(node: NodeProto) -> list[str]:
    """Return what `node` reads, subgraphs of control flow included."""
    names = [name for name in node.input if name]
    for attribute in node.attribute:
        if attribute.type == AttributeProto.GRAPH:
            names += [name for inner in attribute.g.node for name in inner.input if name]
    return names


def _keep(field: Any, items: Sequence[Any]) -> None:
    """Let a repeated field hold `items`, in their order; they may be its own."""
    copies = [type(item).FromString(item.SerializeToString()) for item in items]
    del field[:]
    field.extend(copies)
