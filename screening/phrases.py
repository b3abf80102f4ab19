"""Always-review phrases: a plain search that light disguise does not escape. It can only add cases."""

import re
from collections.abc import Sequence
from itertools import groupby

from screening.folding import fold

_NO_SPACES = re.compile("[\u3005\u3040-\u30ff\u3400-\u9fff]")
"""Kana and Han: scripts that put no spaces between words, so that a phrase may stand inside others."""

_BEFORE = rf"(?:(?<!\w)|(?<=_|{_NO_SPACES.pattern}))"
_AFTER = rf"(?:(?!\w)|(?=_|{_NO_SPACES.pattern}))"
_GAP = r"(?:\s{0,2}|[-._~ー〜・]{1,2})"
_RUN = re.compile(r"(.)\1{2,}", re.DOTALL)
_LOOK_ALIKES = {"a": "a4@", "e": "e3", "i": "i1!|", "l": "l1|", "o": "o0", "s": "s5$", "t": "t7+"}
_TO_HIRAGANA = {katakana: katakana - 0x60 for katakana in range(0x30A1, 0x30F7)}
_SMALL_KANA = str.maketrans("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ")
_PICTURES = re.compile(" ?[\u2600-\u27bf\U0001f000-\U0001faff]+ ?")
_TWO = re.compile(r"(?<=[a-z] )2(?= [a-z])")


class PhraseList:
    """Phrases of one or several languages, compiled once."""

    def __init__(self, phrases: Sequence[str]) -> None:
        spaced = [phrase for phrase in phrases if not _NO_SPACES.match(phrase)]
        others = [phrase for phrase in phrases if _NO_SPACES.match(phrase)]
        # One look for a word's beginning serves all phrases: six times as fast as one look for each.
        self._pattern = re.compile(f"{_BEFORE}{_any(spaced)}|{_any(others)}")

    def matches(self, text: str) -> bool:
        """Return whether `text` holds one of the phrases, as whole words where its script has words.

        Seen through: case, accents and apostrophes, line breaks, "k1ll", "k*ll", "kiiill", "s u i c i d e", "2" for "to",
        "anymore" for "any more" and the other way round, hiragana for katakana, small kana for large, half-width for
        full-width, pictures between words, invisible and look-alike characters. A phrase does not run across a full stop
        and a space.
        """
        return self._pattern.search(_comparable(text)) is not None


def _comparable(text: str) -> str:
    return _RUN.sub(r"\1\1", _TWO.sub("to", _PICTURES.sub(" ", _folded(text))))


def _folded(text: str) -> str:
    return fold(text).translate(_TO_HIRAGANA).translate(_SMALL_KANA)


def _any(phrases: Sequence[str]) -> str:
    return f"(?:{'|'.join(map(_pattern, phrases)) or '(?!)'})"


def _pattern(phrase: str) -> str:
    """Return the pattern of one phrase: its letters, each written one to three times, with small gaps between them."""
    words = _folded(phrase).split()
    first, *rest = [_spelled(letter, len(list(run))) for word in words for letter, run in groupby(word)]
    after = "" if _NO_SPACES.match(words[-1][-1]) else _AFTER
    return _GAP.join([first, *(rf"(?:{letter}|\*)" for letter in rest)]) + after


def _spelled(letter: str, times: int) -> str:
    """Return the pattern of a letter that stands once or doubled; a doubled one may also be written once, or spaced."""
    spelled = f"[{re.escape(_LOOK_ALIKES.get(letter, letter))}]{{1,3}}"
    return spelled if times == 1 else f"{spelled}(?:{_GAP}{spelled})?"
