"""A specialist is shown which sentences raised the score; wrong ones would send their eye to the wrong place."""

from threading import Event

import pytest

from domain.pack import Pack
from screening.evidence import moved, sentences
from screening.protocols import find
from screening.ways import Prompted
from tests.screening.words import OpenWords


@pytest.fixture
def way(words: Pack) -> Prompted:
    return Prompted(find("stress"), words, OpenWords(), lambda _language: True, Event())


def test_each_sentence_says_how_much_it_moved_the_score(way: Prompted) -> None:
    text = "We met at noon. It was dreadful there. The evening was calm  and long."
    found = moved(way, text, "en")
    assert [text[it.start : it.end] for it in found] == [
        "We met at noon.",
        "It was dreadful there.",
        "The evening was calm  and long.",
    ]
    assert [it.change for it in found] == pytest.approx([0, 2, -2])


@pytest.mark.parametrize("text", ["It was dreadful there.", "", "... !", "It was <broken> . And dreadful."])
def test_where_nothing_can_be_left_out_there_is_no_evidence(way: Prompted, text: str) -> None:
    assert moved(way, text, "en") == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("眠れない。「もう無理！」と言った。疲れた", ["眠れない。", "「もう無理！」", "と言った。", "疲れた"]),
        ("Dr. Ray came at 3.30 p.m. today. Fine!", ["Dr. Ray came at 3.30 p.m. today.", "Fine!"]),
        ('"Go away!" she said...  ok?! no', ['"Go away!"', "she said...", "ok?!", "no"]),
        ("one line\ntwo lines\n\n- - -\nthree", ["one line", "two lines", "three"]),
    ],
)
def test_sentences_are_cut_where_they_end(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == parts
