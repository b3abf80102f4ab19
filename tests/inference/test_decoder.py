"""The engine on the real default pack, against Optimum's own graph run over the whole prompt."""

import collections
import itertools
import threading
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from domain.errors import BudgetError, ModelError, StoppedError
from domain.pack import Pack
from domain.protocol import LongText
from inference.decoder import DecoderScorer
from inference.prompt import Ask, Prompt
from inference.scorer import open_scorer
from inference.session import Session
from inference.tokens import Tokens

LONG_TEXT = LongText(window_tokens=256, overlap_tokens=32, max_windows=4)
PROMPT = Prompt(
    "<|im_start|>system\nDoes the writer feel under strain?<|im_end|>\n<|im_start|>user\n",
    (
        Ask("<|im_end|>\n<|im_start|>assistant\n", ("Yes", "No")),
        Ask("Yes<|im_end|>\n<|im_start|>user\nHow much?<|im_end|>\n<|im_start|>assistant\n", ("mild", "severe")),
    ),
)
TEXTS = ("The rent is due and I can't breathe.", "We baked bread all afternoon.", "ok", "頭が痛い", "x" * 300)


@pytest.fixture(scope="module")
def scorer(pack: Pack) -> DecoderScorer:
    return DecoderScorer(pack, replace(PROMPT, exits=pack.exits), LONG_TEXT)


def reference(pack: Pack, text: str) -> tuple[float, ...]:
    """Return Yes minus No and mild minus severe from Optimum's graph: no cache, no passes, the whole vocabulary."""
    tokens = Tokens(pack.file("tokenizer.json"))
    session = Session(pack.file(pack.graphs["as-exported"]))
    empty = np.zeros((1, pack.sizes.kv_heads, 0, pack.sizes.head_size), np.float32)
    past = {f"past_key_values.{layer}.{part}": empty for layer in range(pack.sizes.layers) for part in ("key", "value")}
    ids, differences = tokens.prompt(PROMPT.before) + tokens.text(text).ids, []
    for ask in PROMPT.asks:
        ids = ids + tokens.prompt(ask.text)
        feeds = {
            "input_ids": np.array([ids]),
            "attention_mask": np.ones((1, len(ids)), np.int64),
            "position_ids": np.arange(len(ids))[None],
        }
        (logits,) = session.run(["logits"], {**feeds, **past})
        first, second = (tokens.first(answer) for answer in ask.answers)
        differences.append(float(logits[0, -1, first] - logits[0, -1, second]))
    return tuple(differences)


@pytest.mark.parametrize("text", TEXTS)
def test_log_odds_are_those_of_the_exported_graph(pack: Pack, scorer: DecoderScorer, text: str) -> None:
    """One pass with cached prefix and fused attention answers both questions as the naive way does."""
    (score,) = scorer.score(text)
    assert [first - second for first, second in score.logits] == pytest.approx(reference(pack, text), abs=1e-3)


def test_a_score_does_not_depend_on_what_was_scored_before(scorer: DecoderScorer) -> None:
    alone = {text: scorer.score(text)[0] for text in TEXTS}
    for text in reversed(TEXTS):
        again = scorer.score(text)[0]
        assert again.logits == alone[text].logits
        assert all(np.array_equal(again.pooled[depth], alone[text].pooled[depth]) for depth in again.pooled)


def test_pooled_states_belong_to_the_text_and_not_to_the_questions(pack: Pack, scorer: DecoderScorer) -> None:
    unasked = DecoderScorer(pack, Prompt(PROMPT.before, exits=pack.exits), LONG_TEXT, variant="fp32")
    text = TEXTS[0]
    (asked_score,), (plain_score,) = scorer.score(text), unasked.score(text)
    assert set(plain_score.pooled) == set(pack.exits)
    for depth in pack.exits:
        assert plain_score.pooled[depth].shape == (pack.sizes.width,)
        np.testing.assert_allclose(asked_score.pooled[depth], plain_score.pooled[depth], atol=1e-2, rtol=1e-3)


def test_a_long_text_is_read_to_its_end(scorer: DecoderScorer) -> None:
    text = " ".join(f"Sentence {number} tells of the day." for number in range(80))
    scores = scorer.score(text)
    assert len(scores) > 1
    assert (scores[0].start, scores[-1].end) == (0, len(text))
    assert all(after.start < before.end for before, after in pairwise(scores))


def test_stop_ends_the_pass_under_way(pack: Pack) -> None:
    scorer = DecoderScorer(pack, PROMPT, LONG_TEXT)
    timer = threading.Timer(0.05, scorer.stop)
    timer.start()
    with pytest.raises(StoppedError):
        collections.deque(map(scorer.score, itertools.repeat("word " * 600)), maxlen=0)


def test_a_prefix_longer_than_the_context_is_refused_before_the_run(pack: Pack) -> None:
    with pytest.raises(BudgetError, match="8192"):
        open_scorer(pack, Prompt("word " * 9000, PROMPT.asks), LONG_TEXT)


def test_answers_that_begin_alike_are_refused(pack: Pack) -> None:
    with pytest.raises(ModelError, match="Yes, Yes please"):
        open_scorer(pack, Prompt("", (Ask("?", ("Yes", "Yes please")),)), LONG_TEXT)
