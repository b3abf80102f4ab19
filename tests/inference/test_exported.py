"""The engine for graphs that give logits, on a small fused graph. If these fail, imported models misread texts."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from domain.errors import BudgetError, ModelError, StoppedError
from domain.pack import Pack
from domain.protocol import LongText
from inference.budget import narrowed
from inference.exported import ExportedDecoder
from inference.prompt import Ask, Prompt
from models.import_folder import import_folder
from tests.models import ready_made

LONG_TEXT = LongText(window_tokens=32, overlap_tokens=8, max_windows=4)
PROMPT = Prompt("You read one message .", (Ask("Is the writer stressed ?", ("Yes", "No")),))
TEXTS = ("my rent I can not sleep", "I can sleep", "my rent", "rent " * 70)


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    root: Path = tmp_path_factory.mktemp("exported")
    return import_folder(ready_made.write(root / "tiny"), root / "packs", lambda _what, _share: None)


@pytest.fixture(scope="module")
def scorer(pack: Pack) -> ExportedDecoder:
    return ExportedDecoder(pack, PROMPT, LONG_TEXT, threads=1)


def test_a_score_does_not_depend_on_what_was_scored_before(scorer: ExportedDecoder) -> None:
    alone = {text: [score.logits for score in scorer.score(text)] for text in TEXTS}
    for text in reversed(TEXTS):
        assert [score.logits for score in scorer.score(text)] == alone[text]


def test_a_long_text_is_read_to_its_end(scorer: ExportedDecoder) -> None:
    scores = scorer.score(TEXTS[3])
    assert len(scores) > 1
    assert (scores[0].start, scores[-1].end) == (0, len(TEXTS[3].rstrip()))


def test_an_empty_text_is_asked_about_all_the_same(scorer: ExportedDecoder) -> None:
    (score,) = scorer.score("")
    assert (score.start, score.end, len(score.logits)) == (0, 0, 1)


def test_stop_ends_all_passes_from_then_on(pack: Pack) -> None:
    stopped = ExportedDecoder(pack, PROMPT, LONG_TEXT, threads=1)
    thread = threading.Thread(target=stopped.stop)
    thread.start()
    thread.join()
    with pytest.raises(StoppedError):
        stopped.score(TEXTS[0])


def test_what_a_pack_does_not_offer_is_named(pack: Pack) -> None:
    with pytest.raises(ModelError, match="tiny has no exit 7"):
        ExportedDecoder(pack, replace(PROMPT, exits=(7,)), LONG_TEXT)
    with pytest.raises(ModelError, match="tiny has no graph int8"):
        ExportedDecoder(pack, PROMPT, LONG_TEXT, variant="int8")


def test_a_prompt_longer_than_the_context_is_refused_before_the_run(pack: Pack) -> None:
    with pytest.raises(BudgetError, match=str(ready_made.POSITIONS)):
        ExportedDecoder(pack, Prompt("rent " * 300, PROMPT.asks), LONG_TEXT)


def test_short_contexts_are_given_smaller_windows_and_none_too_small(pack: Pack) -> None:
    """Models of 512 tokens read long texts too, in more windows; their windows still overlap."""
    policy = LongText(window_tokens=512, overlap_tokens=128, max_windows=200)
    assert narrowed(pack, policy, 56) == LongText(200, 50, 200)
    assert narrowed(pack, replace(policy, whole_tokens=512), 56).most_at_once == 200
    assert narrowed(pack, LONG_TEXT, 56) == LONG_TEXT
    with pytest.raises(BudgetError):
        narrowed(pack, policy, 200)
