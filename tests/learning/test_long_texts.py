"""A long document is mostly calm. If its one grave passage drowns in the rest, nobody reads it."""

import csv
from pathlib import Path

import pytest

from domain.pack import Pack
from domain.protocol import LongText
from inference.scorer import open_scorer
from inference.windows import TooLongError, windows
from learning import makers
from screening.protocols import find
from screening.ways import HEAD_WINDOW, Learned, finer

DATA = Path(__file__).parents[1] / "data" / "depression.en.csv"
CALM = (
    "The library on Mill Street has new opening hours and a reading room with green lamps. "
    "We repotted the tomatoes on the balcony and drank tea with the neighbours. "
    "The bus was on time and I read two chapters of a novel about lighthouses. "
    "My brother baked bread and it came out well. On Saturday the choir sings in the market hall at four. "
    "I sorted the photographs from the holiday and labelled the albums. "
) * 9
PROTOCOL = find("depression")


@pytest.fixture(scope="module")
def way(pack: Pack) -> Learned:
    (head,) = makers.heads(pack, [PROTOCOL], makers.engine(pack)[0])
    return Learned(PROTOCOL, pack, open_scorer, {"en": head}, {})


def grave_passage() -> str:
    with DATA.open(encoding="utf-8", newline="") as file:
        return next(row["text"] for row in csv.DictReader(file) if row["label"] == "severe" and len(row["text"]) > 400)


@pytest.mark.parametrize("place", [0.0, 0.4, 0.7, 1.0])
def test_one_grave_passage_is_found_wherever_it_stands_and_the_evidence_is_there(way: Learned, place: float) -> None:
    passage, at = grave_passage(), CALM.find(" ", int(place * (len(CALM) - 1))) + 1
    found = way.ask(CALM[:at] + passage + " " + CALM[at:], "en")
    assert found.probability >= way.thresholds("en").clear  # people read it
    worst = max(found.windows, key=lambda window: window.log_odds)
    shared = min(worst.end, at + len(passage)) - max(worst.start, at)
    assert shared > (worst.end - worst.start) / 2


def test_a_long_calm_document_stays_calm(way: Learned) -> None:
    found = way.ask(CALM, "en")
    assert len(found.windows) > 4
    assert found.probability < way.thresholds("en").clear


def test_a_post_is_read_whole_as_the_examples_are(way: Learned) -> None:
    assert len(way.ask(CALM[: len(CALM) // 2], "en").windows) == 1


@pytest.mark.parametrize(
    "policy", [PROTOCOL.long_text, LongText(512, 0, 1), LongText(300, 299, 40), LongText(40, 8, 9)]
)
def test_heads_read_as_long_a_text_as_the_protocol_lets_them_in_no_larger_windows(policy: LongText) -> None:
    longest = policy.window_tokens + (policy.max_windows - 1) * (policy.window_tokens - policy.overlap_tokens)
    own = finer(policy)
    assert windows(longest, own)[-1][1] == longest
    assert windows(policy.window_tokens, own) == [(0, policy.window_tokens)]
    assert own.window_tokens == min(policy.window_tokens, HEAD_WINDOW)
    with pytest.raises(TooLongError):
        windows(longest + own.window_tokens, own)
