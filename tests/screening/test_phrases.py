"""A person who writes one of these sentences must be read by somebody, whatever the model says."""

import pytest

from screening.phrases import PhraseList
from screening.protocols import find

RISK = PhraseList([phrase for wording in find("suicide-risk").wordings.values() for phrase in wording.phrases])


@pytest.mark.parametrize(
    "text",
    [
        "I want to die",
        "honestly? i wanna die. goodnight",
        "I don't want to live any more.",
        "I don’t want to live anymore",
        "i dont want to live any more",
        "they'd be better off without me",
        "I wish I could go to sleep and not wake up",
        "I'm SUICIDAL and nobody knows",
        "I wrote my goodbye letters on Sunday.",
        "It's two years since my attempt",
        "もう死にたいです",
        "夜になると、消えてしまいたいと思う",
        "私なんかいないほうがいい",
        "生きてる意味がない。",
        "still want to be dead most mornings",
        "might kms tbh",
        "もうきえたい",
        "じさつしたいってまた思った",
        "先週また自傷をしてしまいました",
    ],
)
def test_a_first_person_statement_is_found(text: str) -> None:
    assert RISK.matches(text)


@pytest.mark.parametrize(
    "text",
    [
        "i want to k1ll myself",
        "k!ll mys3lf",
        "k*ll myself",
        "k i l l   m y s e l f",
        "k.i.l.l myself",
        "kill-myself",
        "#killmyself",
        "kill my self",
        "i waaaant to dieeeee",
        "i want 2 die",
        "i want to \U0001f480 die\U0001f940today",
        "i want\r\nto die",
        "i w\u200bant to d\u00adie",
        "і wаnt tо dіе",
        "Í wánt tö dïe",
        "ｉ ｗａｎｔ ｔｏ ｄｉｅ",
        "ずっとi want to dieって思ってる",
        "死 に た い",
        "死\nにたい",
        "死にたーい",
        "死に・たい",
        "シニタイ",
        "ｼﾆﾀｲ",
        "死にたぃ",
        "タヒにたい",
    ],
)
def test_a_light_disguise_does_not_hide_it(text: str) -> None:
    assert RISK.matches(text)


@pytest.mark.parametrize(
    "text",
    [
        "I want to diet",
        "i want 2 dice",
        "we want 2. die cast",
        "we ran 10 kms on sunday",
        "my phone died",
        "the want to die-cast toys",
        "I want to end. My life is good.",
        "he killed the lights himself",
        "the report on suicide prevention is due on Friday",
        "I'd never kill my selfie stick",
        "she said she would end italics in the report",
        "死ぬほど笑った",
        "死にたくない",
        "線が消えた",
        "楽しくてたまらない",
        "",
    ],
)
def test_words_that_only_look_alike_do_not_match(text: str) -> None:
    assert not RISK.matches(text)


@pytest.mark.parametrize("protocol", ["stress", "depression"])
def test_the_other_protocols_find_their_own_phrases(protocol: str) -> None:
    for wording in find(protocol).wordings.values():
        matcher = PhraseList(wording.phrases)
        assert all(matcher.matches(f"…… {phrase} ……") for phrase in wording.phrases)


def test_no_phrases_match_nothing() -> None:
    assert not PhraseList([]).matches("i want to die")


@pytest.mark.parametrize(
    "text",
    [
        "i " * 20_000,
        "k" + "*" * 20_000,
        "i1" * 20_000,
        "wan" + "t" * 40_000,
        "i want to " * 4_000,
        "死ー" * 20_000,
        "i \u2764 " * 9_000,
    ],
)
def test_a_hostile_text_does_not_hold_up_the_run(text: str) -> None:
    """These would take minutes if the time grew with the square of the length."""
    assert not RISK.matches(text)
