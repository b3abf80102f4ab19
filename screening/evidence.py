"""Which sentences moved a text's score: each is left out in its turn, and the way is asked again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from screening.ways import Way

MOST = 60
"""Sentences that are tried in one window; each costs a pass."""

_END = re.compile(
    r"""[.!?…]+["'”’)\]]*(?=\s|$)|(?:[。！？…]+|[!?]+(?=[」』\u3040-\u30ff\u3400-\u9fff]))[」』）]*|\n+"""
)
_ABBREVIATION = re.compile(r"(?:\b(?:mr|mrs|ms|dr|prof|st|vs|e\.g|i\.e|etc|approx|no)|\b[a-z])\.$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Moved:
    """A sentence by its characters in the text, and by how much it raised the log-odds (nats; below 0: lowered)."""

    start: int
    end: int
    change: float


def moved(way: Way, untrusted_text: str, language: str) -> list[Moved]:
    """Return the sentences of the worst window with what each added, in the order of the text.

    Approximate: sentences that say the same cover for each other, and what is left may read oddly. A window of one
    sentence has nothing to be left out. A text without a finite score has no evidence. Raises TooLongError and
    StoppedError.
    """
    windows = way.ask(untrusted_text, language).windows
    if not windows:
        return []
    worst = max(windows, key=lambda window: window.log_odds)
    part = untrusted_text[worst.start : worst.end]
    places = list(sentences(part))[:MOST]
    if len(places) < 2:
        return []
    whole = way.ask(part, language).log_odds
    return [
        Moved(worst.start + start, worst.start + end, whole - way.ask(part[:start] + part[end:], language).log_odds)
        for start, end in places
    ]


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the character ranges of a text's sentences, English or Japanese, without the space around them."""
    start = 0
    for mark in _END.finditer(text):
        if mark.group() == "." and _ABBREVIATION.search(text[start : mark.end()]):
            continue
        yield from _trimmed(text, start, mark.end())
        start = mark.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    sentence = text[start:end]
    if any(map(str.isalnum, sentence)):
        yield start + len(sentence) - len(sentence.lstrip()), end - len(sentence) + len(sentence.rstrip())
