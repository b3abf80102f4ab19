"""Other devices. If these fail, a run says that it was on a GPU and was not, or its scores are not the CPU's."""

import math
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

from domain.pack import Pack
from domain.protocol import LongText
from inference.batched import BatchedDecoder
from inference.devices import PROVIDERS, Device, DeviceError, installed
from inference.prompt import Ask, Prompt
from inference.scorer import Scorer, open_scorer
from inference.scores import WindowScores
from inference.session import Session, lacks
from models.devices import TOLERANCES, check, open_on
from models.graph import Graph
from models.twins import halve_products, twin
from tests.inference.together import together

LONG_TEXT = LongText(window_tokens=256, overlap_tokens=32, max_windows=4)
PROMPT = Prompt(
    "<|im_start|>system\nDoes the writer feel under strain?<|im_end|>\n<|im_start|>user\n",
    (
        Ask("<|im_end|>\n<|im_start|>assistant\n", ("Yes", "No")),
        Ask("Yes<|im_end|>\n<|im_start|>user\nHow much?<|im_end|>\n<|im_start|>assistant\n", ("mild", "severe")),
    ),
)
TEXTS = ("The rent is due and I can't breathe.", "ok", "頭が痛い", "We baked bread all afternoon. " * 2)
MISSING = next(device for device in Device if device not in installed())


def alone(engine: Scorer) -> list[WindowScores]:
    return [score for text in TEXTS for score in engine.score(text)]


def log_odds(scores: Sequence[WindowScores]) -> list[float]:
    return [first - second for score in scores for first, second in score.logits]


@pytest.fixture(scope="module")
def exact(pack: Pack) -> list[float]:
    return log_odds(alone(open_scorer(pack, PROMPT, LONG_TEXT)))


@pytest.mark.pack
@pytest.mark.parametrize("variant", TOLERANCES)
def test_texts_read_together_have_the_scores_of_texts_read_alone(pack: Pack, exact: list[float], variant: str) -> None:
    """Within what is stated of the variant, its prefix read once for all rows."""
    graph, tolerance = twin(pack, half=variant == "fp16"), TOLERANCES[variant]
    engine = BatchedDecoder(pack, PROMPT, LONG_TEXT, graph, variant, device=Device.CPU, tolerance=tolerance)
    found = log_odds(together(engine, TEXTS))
    assert found == pytest.approx(log_odds(alone(engine)), abs=TOLERANCES["fp32"])
    assert found == pytest.approx(exact, abs=tolerance)


@pytest.mark.pack
def test_a_device_that_is_not_here_gives_way_to_the_cpu_and_the_reason_is_said(pack: Pack) -> None:
    engine = open_on(MISSING, pack, PROMPT, LONG_TEXT)
    assert engine.providers == ("CPUExecutionProvider",)
    assert engine.fallback == f"{MISSING}: this ONNX Runtime has no {MISSING}"


@pytest.mark.pack
@pytest.mark.skipif(installed() != (Device.CPU,), reason="another device is installed here")
def test_where_there_is_only_a_cpu_nothing_was_given_up(pack: Pack) -> None:
    engine = open_on(None, pack, PROMPT, LONG_TEXT)
    assert (engine.fallback, engine.providers, engine.tolerance) == ("", ("CPUExecutionProvider",), 0)


def test_no_device_is_a_cloud_service() -> None:
    assert not any("Azure" in provider.name for provider in PROVIDERS.values())


def test_a_session_on_a_device_that_is_not_here_is_refused_and_never_made_elsewhere() -> None:
    with pytest.raises(DeviceError, match=str(MISSING)):
        Session(product([[1.0]]).SerializeToString(), device=MISSING)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux's loader names what it misses")
def test_the_library_that_a_device_lacks_is_named(tmp_path: Path) -> None:
    """A graphics card needs seven libraries: whoever sets it up has to know which one was not found."""
    [shared] = Path(onnxruntime.__file__).parent.glob("capi/libonnxruntime_providers_shared.so")
    lacking = tmp_path / shared.name
    lacking.write_bytes(shared.read_bytes().replace(b"libc.so.6", b"libq.so.6"))
    assert (lacks(lacking), lacks(shared), lacks(tmp_path / "none.so")) == ("libq.so.6", "", "")


def product(weights: list[list[float]]) -> onnx.ModelProto:
    value = helper.make_tensor_value_info
    graph = helper.make_graph(
        [helper.make_node("MatMul", ["a", "w"], ["b"], name="product")],
        "product",
        [value("a", TensorProto.FLOAT, ["rows", len(weights)])],
        [value("b", TensorProto.FLOAT, ["rows", len(weights[0])])],
        [numpy_helper.from_array(np.array(weights, np.float32), "w")],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 21)], ir_version=10)


@pytest.mark.parametrize(("factor", "result"), [(1.5, 3.0), (60000.0, math.inf)])
def test_products_in_half_precision_overflow_visibly(factor: float, result: float) -> None:
    """An overflow must come out as no number: that is what sends a family back to float32."""
    model = product([[factor], [factor]])
    graph = Graph(model)
    halve_products(graph)
    graph.prune()
    with np.errstate(over="ignore"):
        (found,) = ReferenceEvaluator(model).run(None, {"a": np.ones((1, 2), np.float32)})
    assert np.asarray(found).tolist() == [[result]]


def window(*log_odds: float) -> WindowScores:
    return WindowScores(0, 1, 1, tuple((value + 7, 7.0) for value in log_odds))


def test_a_device_is_taken_only_when_it_reads_the_golden_texts_as_the_cpu_does() -> None:
    expected = [window(0.5, -2.0), window(1.0, 0.0)]
    check([window(0.505, -2.0), window(1.0, 0.004)], expected, 0.01)
    with pytest.raises(DeviceError, match=r"differ from the CPU's by 0\.02 nats"):
        check([window(0.5, -2.0), window(1.0, 0.02)], expected, 0.01)
    with pytest.raises(DeviceError, match="no numbers"):
        check([window(math.nan, -2.0), window(1.0, 0.0)], expected, 0.01)
    with pytest.raises(DeviceError, match="no numbers"):
        check([window(0.5, math.inf), window(1.0, 0.0)], expected, 0.01)


@pytest.mark.pack
def test_learned_heads_stay_on_the_cpu_where_they_were_trained(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    known = [PROVIDERS[MISSING].name, PROVIDERS[Device.CPU].name]
    monkeypatch.setattr("inference.devices.ort.get_available_providers", lambda: known)
    engine = open_on(MISSING, pack, Prompt(PROMPT.before, exits=pack.exits[:1]), LONG_TEXT)
    assert engine.variant == "int8"
    assert "learned heads" in engine.fallback
