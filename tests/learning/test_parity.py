"""What the gate counts as the same outcome must be what a run would have decided."""

from dataclasses import replace

import numpy as np
import pytest

from domain.head import Calibration, Head, Probe, Record, Tie
from domain.pack import Pack
from domain.protocol import Thresholds
from inference.prompt import Ask, Prompt
from learning.parity import of_heads, of_questions
from models import chat
from models.catalogue import RECIPES
from models.parity import PARITY, Golden, Question, Reference, read
from screening.protocols import find, shipped

STRESS = find("stress")
PLAIN = Calibration(1, 1, 0)
TIE = Tie("stress", STRESS.sha256, "en", "pack", "prefix", "int8", 2, "examples")
HEAD = Head(TIE, 1.0, Probe((1.0, 0.0), 0.0, PLAIN), None, Thresholds(0.5, 0.3, 0), Record("makers", "", "", 2, 1))


def reference() -> Reference:
    prompt = Prompt("before", (Ask("?", ("Yes", "No")),))
    golden = Golden({"en": ["a", "b"]}, [Question("stress", "en", prompt)], Prompt("neutral", exits=(2,)))
    states = {"en": {2: np.array([[2.0, 0.0], [-2.0, 0.0]], np.float32)}}
    return Reference(golden, "fp32", [[((1.0, 0.0),), ((0.0, 3.0),)]], states)


def test_a_question_that_falls_across_the_threshold_is_another_outcome() -> None:
    found = of_questions(reference(), [[((-0.1, 0.0),), ((0.0, 3.0),)]], [STRESS])
    (gap,) = found.values()
    assert list(found) == ["stress (en)"]
    assert gap.mean == pytest.approx(1.1 / 2)
    assert gap.agree == 0.5


def test_an_answer_that_is_no_number_is_counted_and_is_another_outcome() -> None:
    (gap,) = of_questions(reference(), [[((float("nan"), 0.0),), ((0.0, 3.0),)]], [STRESS]).values()
    assert (gap.not_a_number, gap.agree, gap.mean) == (1, 0.5, 0)


def test_a_head_is_compared_with_itself_on_exact_states() -> None:
    moved = {"en": {2: np.array([[2.1, 9.0], [-2.1, 9.0]], np.float32)}}
    (gap,) = of_heads(reference(), moved, [HEAD]).values()
    assert gap.mean == pytest.approx(0.1)
    assert gap.agree == 1
    assert of_heads(reference(), moved, [replace(HEAD, tie=replace(TIE, exit=9))]) == {}


@pytest.mark.pack
def test_the_default_pack_brings_the_reference_of_the_shipped_protocols(pack: Pack) -> None:
    """When a protocol or the template changes, the reference is made anew: `python -m learning.parity smollm2-135m`."""
    assert RECIPES[pack.id].parity
    assert PARITY in pack.files
    kept = read(pack)
    assert kept
    assert kept.variant == "fp32"
    assert {question.protocol: question.prompt for question in kept.golden.questions} == {
        protocol.id: chat.prompt(pack, protocol, "en") for protocol in shipped()
    }
    assert kept.golden.neutral == chat.neutral(pack, pack.exits)
