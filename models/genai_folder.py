"""A folder in ONNX Runtime GenAI's layout, made from a pack's exact graph.

Its own model builder needs another transformers than the exporter has. The pack's compiled graph uses the same operators as
that builder's: what is added here is what the runtime asks for, lengths by an attention mask and logits of the vocabulary.
Weights have 4 bits and products are taken in int8, the vocabulary head's too; tokens are looked up in 8 bits.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import ModelProto, TensorProto, helper

from domain.pack import Pack, Table
from models.graph import Graph
from models.nbits import narrow, narrowed
from models.skeleton import Weights, WeightsFile, external, stored

EXACT, BITS = "fp32", 4
HEAD, MASK, LOGITS = "vocabulary.weight", "attention_mask", "logits"


def write(pack: Pack, folder: Path) -> None:
    """Write the graph, its weights and `genai_config.json` for a pack that has label rows."""
    model = onnx.load(pack.file(pack.graphs[EXACT]), load_external_data=False)
    supply = _supply(model, pack)
    graph = Graph(model)
    _give_logits(graph, pack)
    _take_mask(graph)
    graph.prune()
    exact = {tensor.name for tensor in external(model)}
    narrow(graph, BITS)
    graph.prune()
    small = narrowed(supply, BITS)
    weights = WeightsFile(folder / "model.weights")
    names = [tensor.name for tensor in external(model)]
    weights.write(names, lambda name: (supply if name in exact else small)(name), lambda _: None)
    weights.attach(model)
    onnx.save(model, folder / "model.onnx")
    (folder / "genai_config.json").write_text(json.dumps(_config(pack, graph)), encoding="utf-8")


def _supply(model: ModelProto, pack: Pack) -> Weights:
    """Return the pack's exact weights by name, the vocabulary head [width, vocabulary] among them."""
    exact = stored(pack.folder, model)

    def weight(name: str) -> NDArray[Any]:
        return _table(pack, pack.labels).T if name == HEAD and pack.labels else exact(name)

    return weight


def _table(pack: Pack, table: Table) -> NDArray[np.float32]:
    shape = pack.sizes.vocabulary, pack.sizes.width
    return np.memmap(pack.file(table.file), np.float32, "r", table.offset, shape)


def _give_logits(graph: Graph, pack: Pack) -> None:
    """Multiply all final states with the vocabulary again, and give nothing else but keys and values."""
    states, sizes = graph.node("hidden/row/Gather").input[0], pack.sizes
    dims = [sizes.width, sizes.vocabulary]
    graph.constant(HEAD, TensorProto(data_type=TensorProto.FLOAT, dims=dims, data_location=TensorProto.EXTERNAL))
    graph.add("MatMul", [states, HEAD], ["scores"])  # not yet the output, which `narrow` leaves exact
    graph.add("Identity", ["scores"], [LOGITS])
    logits = helper.make_tensor_value_info(LOGITS, TensorProto.FLOAT, ["batch", "tokens", sizes.vocabulary])
    graph.set_outputs([logits, *(one for one in graph.proto.output if one.name.startswith("present."))])


def _take_mask(graph: Graph) -> None:
    """Take GroupQueryAttention's lengths from a mask: GenAI's keys and values lie in a buffer that is longer than they are."""
    graph.add_input(MASK, TensorProto.INT64, ["batch", "total"])
    graph.add("ReduceSum", [MASK, "flat"], ["mask/sum"], keepdims=0)
    graph.add("Cast", ["mask/sum"], ["mask/length"], to=TensorProto.INT32)
    graph.add("Sub", ["mask/length", "one_int32"], ["mask/last"])
    graph.add("Shape", [MASK], ["mask/shape"])
    graph.add("Gather", ["mask/shape", "axis_1"], ["mask/total_int64"], axis=0)
    graph.add("Cast", ["mask/total_int64"], ["mask/total"], to=TensorProto.INT32)
    graph.rewire({"seqlens_k": "mask/last", "total_length": "mask/total"})


def _config(pack: Pack, graph: Graph) -> dict[str, Any]:
    """Return what GenAI reads in `genai_config.json`; token ids that only matter for writing text are any."""
    attention = next(node for node in graph.proto.node if node.op_type == "GroupQueryAttention")
    heads = next(attribute.i for attribute in attention.attribute if attribute.name == "num_heads")
    sizes = pack.sizes
    return {
        "model": {
            "type": "llama",
            "vocab_size": sizes.vocabulary,
            "context_length": sizes.context,
            **dict.fromkeys(("bos_token_id", "eos_token_id", "pad_token_id"), 0),
            "decoder": {
                "session_options": {"provider_options": []},
                "filename": "model.onnx",
                "head_size": sizes.head_size,
                "hidden_size": sizes.width,
                "num_attention_heads": heads,
                "num_hidden_layers": sizes.layers,
                "num_key_value_heads": sizes.kv_heads,
                "inputs": {
                    "input_ids": "input_ids",
                    "attention_mask": MASK,
                    "past_key_names": "past_key_values.%d.key",
                    "past_value_names": "past_key_values.%d.value",
                },
                "outputs": {
                    "logits": LOGITS,
                    "present_key_names": "present.%d.key",
                    "present_value_names": "present.%d.value",
                },
            },
        },
        "search": {"max_length": sizes.context, "past_present_share_buffer": True},
    }
