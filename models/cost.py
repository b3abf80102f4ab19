"""What a text costs by its length and by the prefix in front of it, through the engine that screening uses."""

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from domain.pack import Pack
from domain.protocol import LongText
from inference.lanes import in_order
from inference.prompt import Prompt
from inference.scorer import Scorer, open_scorer
from inference.tokens import Tokens

LENGTHS = (50, 120, 250, 500, 1000, 2000, 4000)
PREFIXES = (0, 100, 400, 1000, 2000, 4000)
TEXT = 120
"""Tokens of the text behind each prefix."""

ROUNDS = 3
"""Times that every lane reads each text. Through all lengths in turn, so that the machine's noise falls on all alike; a prefix is
read once, and its rounds follow one another.
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds per text of a way, the median of the rounds, with a text on every core."""

    way: str
    variant: str
    prefix_tokens: int
    tokens: int
    windows: int
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Asked:
    """A way to be measured: how it surrounds a text, and how it cuts a long one."""

    way: str
    prompt: Prompt
    long_text: LongText


def by_length(pack: Pack, asked: Asked, corpus: str, progress: Callable[[str], None]) -> Iterator[Cost]:
    """Measure texts of different lengths; long ones are read in windows."""
    texts = {length: cut(pack, corpus, length) for length in LENGTHS}
    progress(f"{asked.way}: opening the model")
    scorer = open_scorer(pack, asked.prompt, asked.long_text)
    before = len(Tokens(pack.file("tokenizer.json")).prompt(pack.bos + asked.prompt.before))
    taken: dict[int, list[float]] = {length: [] for length in texts}
    for turn in range(1, ROUNDS + 1):
        for length, text in texts.items():
            progress(f"{asked.way}: texts of {length} tokens, round {turn} of {ROUNDS}")
            taken[length].append(_seconds(scorer, text))
    for length, text in texts.items():
        windows = len(scorer.score(text))
        yield Cost(asked.way, scorer.variant, before, length, windows, statistics.median(taken[length]) * 1000)


def by_prefix(pack: Pack, asked: Asked, corpus: str, progress: Callable[[str], None]) -> Iterator[Cost]:
    """Measure one text behind prefixes of different lengths, with the way's questions or exits."""
    text = cut(pack, corpus, TEXT)
    for length in PREFIXES:
        progress(f"{asked.way}: a prefix of {length} tokens")
        behind = Prompt(cut(pack, corpus, length), asked.prompt.asks, asked.prompt.exits)
        scorer = open_scorer(pack, behind, asked.long_text)
        taken = [_seconds(scorer, text) for _ in range(ROUNDS)]
        yield Cost(asked.way, scorer.variant, length, TEXT, 1, statistics.median(taken) * 1000)


def cut(pack: Pack, corpus: str, tokens: int) -> str:
    """Return the first `tokens` tokens of a corpus, which is repeated where it is shorter."""
    tokenizer = Tokens(pack.file("tokenizer.json"))
    repeated = corpus * (2 + 2 * tokens // len(tokenizer.text(corpus).ids))  # seams may join two tokens into one
    return repeated[: tokenizer.text(repeated).offsets[tokens - 1][1]] if tokens else ""


def _seconds(scorer: Scorer, text: str) -> float:
    """Return the seconds per text while every lane reads it once."""
    start = time.perf_counter()
    read = list(in_order(scorer.score, [text] * scorer.threads, scorer.threads))
    return (time.perf_counter() - start) / len(read)
