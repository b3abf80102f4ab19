"""An engine in a process of its own says what one here says, and never takes the window with it."""

import gc
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from domain.errors import BugError, ModelError, StoppedError
from domain.pack import Pack
from domain.protocol import LongText
from inference.prompt import Ask, Prompt
from inference.windows import TooLongError
from models.apart import Apart, opener
from tests.screening.words import WordScorer, word_pack

PROMPT, WHOLE = Prompt("", (Ask("", ("yes", "no")),)), LongText(100, 10, 200)
TEXTS = ["A calm day.", "A dreadful , dreadful week.", "Tea.", "calm calm calm"]


class Elsewhere(WordScorer):
    """Names the process that it works in where its passport has room for it."""

    def __init__(self, _pack: Pack, prompt: Prompt, _long_text: LongText) -> None:
        super().__init__(prompt)
        self.fallback, self.threads = str(os.getpid()), 2


def refuse(_pack: Pack, _prompt: Prompt, _long_text: LongText) -> WordScorer:
    raise ModelError("This pack is damaged.")


def crash(_pack: Pack, _prompt: Prompt, _long_text: LongText) -> WordScorer:
    raise RuntimeError("She wrote that")


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return word_pack(Path(tmp_path_factory.mktemp("pack")))


@pytest.fixture(scope="module")
def engine(pack: Pack) -> Iterator[Apart]:
    made = Apart(Elsewhere, pack, PROMPT, WHOLE)
    yield made
    made.stop()


def test_every_text_has_the_score_that_it_would_have_here_whoever_asks_beside_it(engine: Apart) -> None:
    here = WordScorer(PROMPT)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(engine.score, TEXTS * 20))
    assert found == [here.score(text) for text in TEXTS * 20]


def test_a_run_s_passport_names_the_engine_that_really_reads(engine: Apart) -> None:
    assert (engine.variant, engine.providers, engine.threads) == ("fp32", ("WordProvider",), 2)
    assert (engine.prefix_sha256, dict(engine.versions), engine.tolerance) == ("0" * 64, {"words": "1"}, 0.0)
    assert int(engine.fallback) != os.getpid()


def test_what_is_wrong_with_one_text_is_said_of_that_text_and_never_in_its_words(engine: Apart) -> None:
    with pytest.raises(TooLongError):
        engine.score("<endless>")
    with pytest.raises(BugError) as bug:
        engine.score("<crash> She wrote that")
    assert "RuntimeError" in str(bug.value)
    assert "wrote" not in str(bug.value)
    assert engine.score("calm")


def test_what_is_wrong_with_a_pack_is_said_as_if_it_was_opened_here(pack: Pack) -> None:
    with pytest.raises(ModelError, match="damaged"):
        opener(refuse)(pack, PROMPT, WHOLE)
    with pytest.raises(BugError) as bug:
        opener(crash)(pack, PROMPT, WHOLE)
    assert "wrote" not in str(bug.value)


def test_a_run_that_is_stopped_ends_and_its_process_with_it(pack: Pack) -> None:
    engine = Apart(Elsewhere, pack, PROMPT, WHOLE)
    process = int(engine.fallback)
    engine.stop()
    with pytest.raises(StoppedError):
        engine.score("calm")
    del engine
    gc.collect()
    _wait_for_the_end_of(process)


def test_a_process_that_the_system_has_ended_fails_the_run_with_a_sentence_and_leaves_the_window_open(
    pack: Pack,
) -> None:
    engine = Apart(Elsewhere, pack, PROMPT, WHOLE)
    os.kill(int(engine.fallback), signal.SIGTERM)
    for _ in range(2):
        with pytest.raises(ModelError, match="has ended"):
            engine.score("calm")


def _wait_for_the_end_of(process: int) -> None:
    """Return when there is no such process; the one that has started it takes it off the list."""
    with suppress(ProcessLookupError):
        while True:
            os.kill(process, 0)
