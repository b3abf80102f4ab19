"""Which language a text is written in, or that it can't be told.

Japanese is told by its script. Latin and other scripts are told by py3langid, a naive Bayes classifier over bytes
(Lui and Baldwin 2012, "langid.py: An Off-the-shelf Language Identification Tool"), window by window, so that a text
in two languages shows. Why this one: docs/decisions/004-language-detection.md.
"""

import re
import string
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from threading import Lock

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_NOISE = re.compile(r"https?://\S+|www\.\S+|(?<!\S)\S+@\S+|[@#]\w+|[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d]+")
_DRAWN_OUT = re.compile(r"(\w)\1{2,}")
_KANA = re.compile("[\u3040-\u309f\u30a1-\u30fa\u30fc-\u30fe]")
_HAN = re.compile("[\u3005\u3400-\u4dbf\u4e00-\u9fff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_CHINESE = frozenset("你您她们們这這吗嗎呢吧啊很没沒說说么麼还讓让给對觉為怎哪谁誰")
"""Characters that every other Chinese sentence holds and modern Japanese does not write."""

_WINDOW_WORDS = 12
_CERTAIN = 0.6
_ENGLISH_CERTAIN = 0.1
_ENGLISH_SHARE = 0.6
_ENGLISH_THROUGHOUT = 4
"""So many words, all of them common in English, are English."""

_PIDGIN = "pcm"
_PIDGINS_OWN = frozenset(("abeg", "comot", "dey", "oga", "pikin", "sabi", "una", "wahala", "waka", "wetin", "wey"))
"""Words of Nigerian Pidgin that nobody writes in English. It has the others from there: a plain line looks like either."""

_MIXED_SHARE = 0.25
_EAST_ASIAN_SHARE = 0.4
_KANA_SHARE = 0.3


@cache
def _english() -> frozenset[str]:
    lines = (Path(__file__).parent / "english.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


_LOADING = Lock()


def _identifier() -> LanguageIdentifier:
    """Return the classifier, loaded once in a process: 0.6 s and 100 MB, which texts read side by side must not take twice."""
    with _LOADING:
        return _load_identifier()


@cache
def _load_identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def detect(text: str) -> str:
    """Return the ISO 639 code of the language of `text` ("en", "ja", ...), or "" where it can't be told.

    "" means that too little is written, or that more than a quarter of it is in another language. Han characters
    alone are never taken for Japanese: they are "zh" where Chinese function words show, else "".
    """
    plain = _DRAWN_OUT.sub(r"\1", _NOISE.sub(" ", unicodedata.normalize("NFKC", text).replace("’", "'")))
    kana, han = len(_KANA.findall(plain)), len(_HAN.findall(plain))
    letters = sum(map(str.isalpha, plain)) - kana - han
    # A Latin letter carries less than a kana or Han character: about two to one.
    east_asian = 2 * (kana + han) / (2 * (kana + han) + letters or 1)
    if east_asian >= _EAST_ASIAN_SHARE:
        return _by_characters(plain, kana, han)
    return _by_words(plain) if east_asian < _MIXED_SHARE else ""


def _by_characters(text: str, kana: int, han: int) -> str:
    if _CHINESE.intersection(text) and kana < _KANA_SHARE * (kana + han):
        return "zh"
    return "ja" if kana else ""


def _by_words(text: str) -> str:
    words = [word for word in text.split() if any(map(str.isalpha, word))]
    if not words:
        return ""
    windows = max(1, round(len(words) / _WINDOW_WORDS))
    found: Counter[str] = Counter()
    for window in range(windows):
        part = words[window * len(words) // windows : (window + 1) * len(words) // windows]
        found[_of_window(part)] += len(part)
    del found[""]
    if not found:
        return ""
    language, share = found.most_common(1)[0]
    return language if share >= (1 - _MIXED_SHARE) * found.total() else ""


def _of_window(words: list[str]) -> str:
    plain = [word.strip(string.punctuation).lower() for word in words]
    known = sum(word in _english() for word in plain)
    if known == len(words) >= _ENGLISH_THROUGHOUT:
        return "en"  # the classifier takes slang for Afrikaans, Welsh or Pidgin, at times with certainty
    language, certainty = _identifier().classify(" ".join(words))
    foreign = certainty >= _CERTAIN or not _LATIN.search("".join(words))
    if language == _PIDGIN:
        foreign = not _PIDGINS_OWN.isdisjoint(plain)
    if foreign and language not in {"en", "zxx"}:
        return str(language)
    english = (language == "en" and certainty >= _ENGLISH_CERTAIN) or known >= _ENGLISH_SHARE * len(words)
    return "en" if english and len(words) > 1 else ""
