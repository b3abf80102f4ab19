"""If these fail, a model reads other words than people wrote. The real Gemma vocabulary is tested by `make test-export`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inference.tokens import Tokens
from models.gguf_reader import GgufReader
from models.gguf_tokenizers import sentencepiece
from tests.models import gguf_files

LETTERS = tuple((letter, -100.0 - place) for place, letter in enumerate("abc<os>▁眠れません"))
PIECES = (
    ("bc", -1.0),
    ("ab", -2.0),
    ("abc", -3.0),
    ("▁a", -4.0),
    ("ません", -5.0),
    ("せん", -6.0),
    ("bos", -7.0),
    ("os", -8.0),
)


@pytest.fixture(scope="module")
def tokens(tmp_path_factory: pytest.TempPathFactory) -> Tokens:
    folder = tmp_path_factory.mktemp("tokenizer")
    path = gguf_files.write(folder / "small.gguf", gguf_files.sentencepiece(*PIECES, *LETTERS))
    sentencepiece(GgufReader(path)).save(str(folder / "tokenizer.json"))
    return Tokens(folder / "tokenizer.json")


def pieces(tokens: Tokens, text: str) -> list[str]:
    names = [name for name, _, _ in gguf_files.sentencepiece(*PIECES, *LETTERS)]
    return [names[token] for token in tokens.text(text).ids]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abc", ["abc"]),
        ("abb", ["ab", "b"]),
        ("aabc", ["a", "abc"]),
        ("bcab", ["bc", "ab"]),
        ("c a", ["c", "▁a"]),
        ("眠れません", ["眠", "れ", "ません"]),
    ],
)
def test_the_best_score_is_joined_first(tokens: Tokens, text: str, expected: list[str]) -> None:
    assert pieces(tokens, text) == expected


def test_runs_of_white_space_are_found_before_any_merging(tokens: Tokens) -> None:
    assert pieces(tokens, "b\n\na  a") == ["b", "\n\n", "a", "  ", "a"]


def test_what_the_vocabulary_lacks_is_spelled_in_bytes(tokens: Tokens) -> None:
    assert pieces(tokens, "a\N{SLIGHTLY SMILING FACE}") == ["a", "<0xF0>", "<0x9F>", "<0x99>", "<0x82>"]


def test_a_text_can_not_grow_into_a_special_token_or_a_raw_byte(tokens: Tokens) -> None:
    assert pieces(tokens, "<bos>") == ["<", "bos", ">"]
    assert len(pieces(tokens, "<0x41>")) > 1
    assert tokens.prompt("<bos>a") == [2, *tokens.text("a").ids]


@given(st.text(alphabet="abc<os> \n眠れませんé🙂", max_size=40))
def test_every_character_is_read(tokens: Tokens, text: str) -> None:
    encoded = tokens.text(text)
    assert {at for start, end in encoded.offsets for at in range(start, end)} == set(range(len(text)))
