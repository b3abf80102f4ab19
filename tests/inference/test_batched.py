"""Many texts in one pass. If these fail, a screening on a GPU gives a text another's score, or ends where memory does."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from domain.errors import StoppedError
from domain.pack import Pack
from domain.protocol import LongText
from inference.batched import FEWEST, BatchedDecoder
from inference.devices import Device, DeviceMemoryError
from inference.prompt import Ask, Prompt
from models.import_folder import import_folder
from tests.inference.together import together
from tests.models import ready_made

LONG_TEXT = LongText(window_tokens=32, overlap_tokens=8, max_windows=4)
PROMPT = Prompt("", (Ask("stressed ?", ("Yes", "No")), Ask("Is", ("You", "can"))))
WORDS = ready_made.SENTENCE.split()
TEXTS = [" ".join(WORDS[first : first + count]) for count in range(1, 9) for first in range(4)]
TOO_MUCH = 1 << 46
"""Numbers that no machine can hold."""

Open = Callable[[int], BatchedDecoder]


def graph(rows: int) -> bytes:
    """Return a graph that gives each row the token in front of a question's end times the answers, with memory for so many rows."""
    node, value = helper.make_node, helper.make_tensor_value_info
    nodes = [
        node("Unsqueeze", ["read", "last"], ["places"]),
        node("GatherND", ["input_ids", "places"], ["tokens"], batch_dims=1),
        node("Unsqueeze", ["tokens", "last"], ["columns"]),
        node("Mul", ["columns", "known"], ["products"]),
        node("Cast", ["products"], ["numbers"], to=TensorProto.FLOAT),
        node("Shape", ["input_ids"], ["count"], end=1),
        node("Greater", ["count", "fitting"], ["over"]),
        node("Where", ["over", "huge", "one"], ["size"]),
        node("Expand", ["zero", "size"], ["filling"]),
        node("ReduceSum", ["filling"], ["nothing"], keepdims=0),
        node("Add", ["numbers", "nothing"], ["answers"]),
    ]
    constants = {"last": -1, "fitting": rows, "huge": TOO_MUCH, "one": 1}
    tensors = [numpy_helper.from_array(np.array([number], np.int64), name) for name, number in constants.items()]
    tensors.append(numpy_helper.from_array(np.zeros(1, np.float32), "zero"))
    inputs = [
        value("input_ids", TensorProto.INT64, ["rows", "tokens"]),
        value("read", TensorProto.INT64, ["rows", "ends"]),
        value("known", TensorProto.INT64, ["answers"]),
    ]
    outputs = [value("answers", TensorProto.FLOAT, ["rows", "ends", "answers"])]
    made = helper.make_graph(nodes, "rows", inputs, outputs, tensors)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 21)], ir_version=10)
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString())


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    root: Path = tmp_path_factory.mktemp("batched")
    return import_folder(ready_made.write(root / "tiny"), root / "packs", lambda _what, _share: None)


@pytest.fixture
def engine(pack: Pack) -> Open:
    def make(rows: int) -> BatchedDecoder:
        return BatchedDecoder(pack, PROMPT, LONG_TEXT, graph(rows), "fp32", device=Device.CPU, tolerance=0.01)

    return make


def scores(engine: BatchedDecoder) -> list[tuple[tuple[float, ...], ...]]:
    return [score.logits for score in together(engine, TEXTS)]


def expected() -> list[tuple[tuple[float, ...], ...]]:
    token = ready_made.WORDS.index
    answers = [(token("?"), ("Yes", "No")), (token("Is"), ("You", "can"))]
    return [tuple(tuple(float(end * token(word)) for word in words) for end, words in answers)] * len(TEXTS)


def test_every_text_gets_its_own_answers_however_many_are_read_together(engine: Open) -> None:
    """Rows of different lengths are filled up behind their end, and each is asked at its own end."""
    assert scores(engine(1000)) == expected()


def test_a_pass_grows_while_memory_lasts(engine: Open) -> None:
    roomy = engine(1000)
    for _ in range(4):
        scores(roomy)
    assert roomy.graph.rows > FEWEST


def test_when_memory_runs_out_half_as_many_are_read_and_none_is_lost(engine: Open) -> None:
    """The runtime's own failure to allocate, in a pass of more than three rows."""
    tight = engine(3)
    for _ in range(4):
        assert scores(tight) == expected()
    assert tight.graph.rows <= 3


def test_when_there_is_no_memory_for_one_text_the_run_says_so(engine: Open) -> None:
    with pytest.raises(DeviceMemoryError, match="--device cpu"):
        engine(0).score(TEXTS[0])


def test_stop_ends_all_who_come_after(engine: Open) -> None:
    stopped = engine(1000)
    stopped.stop()
    for text in TEXTS[:2]:
        with pytest.raises(StoppedError):
            stopped.score(text)
