"""The same text, the same score. If these fail, a person's outcome hangs on who stands beside them in the file."""

from collections.abc import Sequence

import numpy as np
import pytest

from domain.pack import Pack
from domain.protocol import LongText
from inference.engine import ACROSS_THREADS
from inference.lanes import in_order
from inference.prompt import Ask, Prompt
from inference.scorer import Scorer, open_scorer
from inference.scores import WindowScores

pytestmark = pytest.mark.pack

LONG_TEXT = LongText(window_tokens=64, overlap_tokens=16, max_windows=4)
BEFORE = "<|im_start|>system\nDoes the writer feel under strain?<|im_end|>\n<|im_start|>user\n"
ASK = Ask("<|im_end|>\n<|im_start|>assistant\n", ("Yes", "No"))
TEXTS = (
    "The rent is due and I can't breathe.",
    "ok",
    "頭が痛い",
    "We baked bread all afternoon. " * 12,
    "It is too much. " * 9,
    "The rent is due and I can't breathe!",
)
WAYS = ("fp32", "int8", "head")


def opened(pack: Pack, way: str, threads: int = 2) -> Scorer:
    if way == "head":
        return open_scorer(pack, Prompt(BEFORE, exits=pack.exits[:1]), LONG_TEXT, threads=threads)
    return open_scorer(pack, Prompt(BEFORE, (ASK,)), LONG_TEXT, variant=way, threads=threads)


def numbers(scores: Sequence[WindowScores]) -> list[bytes]:
    """Return every bit of what was said of one text."""
    return [
        part
        for score in scores
        for part in (np.array(score.logits).tobytes(), *(state.tobytes() for state in score.pooled.values()))
    ]


@pytest.fixture(scope="module", params=WAYS)
def engine(request: pytest.FixtureRequest, pack: Pack) -> Scorer:
    return opened(pack, request.param)


@pytest.fixture(scope="module")
def alone(engine: Scorer) -> dict[str, list[bytes]]:
    return {text: numbers(engine.score(text)) for text in TEXTS}


@pytest.mark.parametrize("order", [(5, 4, 3, 2, 1, 0), (3, 0, 3)])
def test_order_and_place_change_no_bit(engine: Scorer, alone: dict[str, list[bytes]], order: Sequence[int]) -> None:
    for at in order:
        assert numbers(engine.score(TEXTS[at])) == alone[TEXTS[at]]


def test_what_is_read_at_the_same_time_changes_no_bit(engine: Scorer, alone: dict[str, list[bytes]]) -> None:
    for text, scores in zip(TEXTS, in_order(engine.score, TEXTS, 4), strict=True):
        assert numbers(scores) == alone[text]


@pytest.mark.parametrize("way", WAYS)
def test_another_day_and_another_number_of_threads_say_the_same(pack: Pack, way: str) -> None:
    """To the bit with as many threads, and within what is stated with more."""
    first, again, wider = (opened(pack, way, threads) for threads in (1, 1, 2))
    for text in TEXTS[:3]:
        scores = first.score(text)
        assert numbers(again.score(text)) == numbers(scores)
        for one, other in zip(scores, wider.score(text), strict=True):
            gap = np.ptp(np.subtract(one.logits, other.logits)) if one.logits else 0.0
            assert gap <= ACROSS_THREADS
            for depth, state in one.pooled.items():
                assert np.abs(state - other.pooled[depth]).max() <= ACROSS_THREADS * state.std()
