"""A ready-made ONNX folder as ONNX Runtime GenAI's builder writes it, with one small layer and random weights."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, pre_tokenizers

WIDTH, HEADS, HEAD_SIZE, POSITIONS = 32, 2, 16, 256
SENTENCE = "You read one message . Is the writer stressed ? Yes No my rent I can not sleep <unk>"
WORDS = SENTENCE.split()
GENAI: dict[str, Any] = {
    "model": {
        "bos_token_id": 0,
        "context_length": POSITIONS,
        "decoder": {
            "filename": "model.onnx",
            "head_size": HEAD_SIZE,
            "hidden_size": WIDTH,
            "num_attention_heads": HEADS,
            "num_hidden_layers": 1,
            "num_key_value_heads": 1,
        },
        "type": "qwen2",
        "vocab_size": len(WORDS),
    },
    "search": {"past_present_share_buffer": True},
}


def write(folder: Path, *, opset: int = 21) -> Path:
    """Write the folder: GroupQueryAttention, MatMulNBits, and all weights in a file beside the graph."""
    folder.mkdir(parents=True)
    onnx.save(graph(opset), folder / "model.onnx", save_as_external_data=True, location="model.onnx.data")
    (folder / "genai_config.json").write_text(json.dumps(GENAI))
    tokenizer = Tokenizer(models.WordLevel({word: index for index, word in enumerate(WORDS)}, unk_token=WORDS[-1]))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def graph(opset: int) -> onnx.ModelProto:
    """Return the graph: embedding, attention over keys and values that the caller keeps, and a 4-bit vocabulary head."""
    node, microsoft = helper.make_node, {"domain": "com.microsoft"}
    past, present = ([f"{name}.0.{part}" for part in ("key", "value")] for name in ("past_key_values", "present"))
    nodes = [
        node("Gather", ["embedding", "input_ids"], ["embedded"]),
        node("ReduceSum", ["attention_mask", "axis"], ["length"], keepdims=1),
        node("Sub", ["length", "one"], ["last"]),
        node("Cast", ["last"], ["seqlens_k"], to=TensorProto.INT32),
        node("Shape", ["attention_mask"], ["mask_shape"]),
        node("Gather", ["mask_shape", "index"], ["total"]),
        node("Cast", ["total"], ["total_length"], to=TensorProto.INT32),
        *(node("MatMul", ["embedded", f"{part}_weight"], [part]) for part in "qkv"),
        node(
            "GroupQueryAttention",
            ["q", "k", "v", *past, "seqlens_k", "total_length", "cos", "sin"],
            ["attended", *present],
            num_heads=HEADS,
            kv_num_heads=1,
            do_rotary=1,
            **microsoft,
        ),
        node("Add", ["embedded", "attended"], ["states"]),
        node(
            "MatMulNBits",
            ["states", "head", "scales"],
            ["logits"],
            K=WIDTH,
            N=len(WORDS),
            bits=4,
            block_size=WIDTH,
            **microsoft,
        ),
    ]
    value, text = helper.make_tensor_value_info, ["batch_size", "sequence_length"]
    inputs = [value("input_ids", TensorProto.INT64, text)]
    inputs.append(value("attention_mask", TensorProto.INT64, ["batch_size", "total_sequence_length"]))
    inputs += [value(name, TensorProto.FLOAT, ["batch_size", 1, "past_length", HEAD_SIZE]) for name in past]
    outputs = [value("logits", TensorProto.FLOAT, [*text, len(WORDS)])]
    outputs += [value(name, TensorProto.FLOAT, ["batch_size", 1, "total_length", HEAD_SIZE]) for name in present]
    opsets = [helper.make_opsetid("", opset), helper.make_opsetid("com.microsoft", 1)]
    made = helper.make_graph(nodes, "tiny", inputs, outputs, _weights())
    return helper.make_model(made, opset_imports=opsets, ir_version=10)


def _weights() -> list[TensorProto]:
    random = np.random.default_rng(0)
    angles = np.outer(np.arange(POSITIONS), 10_000.0 ** -(np.arange(0, HEAD_SIZE, 2) / HEAD_SIZE))
    arrays = {
        "embedding": random.normal(size=(len(WORDS), WIDTH)).astype(np.float32),
        "q_weight": random.normal(size=(WIDTH, WIDTH)).astype(np.float32),
        "k_weight": random.normal(size=(WIDTH, HEAD_SIZE)).astype(np.float32),
        "v_weight": random.normal(size=(WIDTH, HEAD_SIZE)).astype(np.float32),
        "head": random.integers(0, 256, (len(WORDS), 1, WIDTH // 2), np.uint8),
        "scales": np.full(len(WORDS), 0.1, np.float32),
        "cos": np.cos(angles).astype(np.float32),
        "sin": np.sin(angles).astype(np.float32),
        "axis": np.array([1], np.int64),
        "one": np.array([1], np.int64),
        "index": np.array(1, np.int64),
    }
    return [numpy_helper.from_array(array, name) for name, array in arrays.items()]
