"""What a text costs by its length and by the prefix in front of it, through the engine that screening uses."""

import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from domain.pack import Pack
from domain.protocol import LongText
from inference.lanes import in_order
from inference.prompt import Prompt
from inference.scorer import Scorer, open_scorer
from inference.tokens import Tokens

LENGTHS = (50, 100, 200, 400, 512, 800, 1200, 1600, 2000, 3000, 4000)
PREFIXES = (0, 20, 50, 100, 200, 400, 800, 1600, 2400, 3200, 4000)
TEXT = 120
"""Tokens of the text behind each prefix."""

ROUNDS, EACH = 3, 2
"""Rounds through all lengths, so that the machine's noise falls on all alike, and texts per lane in each."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds per text of a way, the median of the rounds, with a text on every core."""

    way: str
    variant: str
    prefix_tokens: int
    tokens: int
    windows: int
    milliseconds: float


def by_length(
    pack: Pack, prompts: dict[str, Prompt], long_text: LongText, corpus: str, progress: Callable[[str], None]
) -> Iterator[Cost]:
    """Measure texts of different lengths under each prompt, by the prompts' names; long ones are read in windows."""
    texts = {length: cut(pack, corpus, length) for length in LENGTHS}
    for way, prompt in prompts.items():
        progress(f"{way}: texts of {LENGTHS[0]} to {LENGTHS[-1]} tokens")
        scorer = open_scorer(pack, prompt, long_text)
        before = len(Tokens(pack.file("tokenizer.json")).prompt(pack.bos + prompt.before))
        seconds = _rounds({length: (partial(_itself, scorer), text) for length, text in texts.items()})
        for length, text in texts.items():
            windows = len(scorer.score(text))
            yield Cost(way, scorer.variant, before, length, windows, seconds[length] * 1000)


def by_prefix(
    pack: Pack, prompts: dict[str, Prompt], long_text: LongText, corpus: str, progress: Callable[[str], None]
) -> Iterator[Cost]:
    """Measure one text behind prefixes of different lengths, with each prompt's questions or exits."""
    text = cut(pack, corpus, TEXT)
    for way, prompt in prompts.items():
        progress(f"{way}: prefixes of {PREFIXES[0]} to {PREFIXES[-1]} tokens")
        asked = {length: Prompt(cut(pack, corpus, length), prompt.asks, prompt.exits) for length in PREFIXES}
        variant = open_scorer(pack, prompt, long_text).variant
        openers = {length: partial(open_scorer, pack, one, long_text) for length, one in asked.items()}
        seconds = _rounds({length: (opener, text) for length, opener in openers.items()})
        for length in PREFIXES:
            yield Cost(way, variant, length, TEXT, 1, seconds[length] * 1000)


def _itself(scorer: Scorer) -> Scorer:
    return scorer


def cut(pack: Pack, corpus: str, tokens: int) -> str:
    """Return the first `tokens` tokens of a corpus, which is repeated where it is shorter."""
    tokenizer = Tokens(pack.file("tokenizer.json"))
    repeated = corpus * (2 + 2 * tokens // len(tokenizer.text(corpus).ids))  # seams may join two tokens into one
    return repeated[: tokenizer.text(repeated).offsets[tokens - 1][1]] if tokens else ""


def _rounds(measured: Mapping[int, tuple[Callable[[], Scorer], str]]) -> dict[int, float]:
    """Return the median seconds per text of each; one engine is opened at a time."""
    seconds: dict[int, list[float]] = {key: [] for key in measured}
    for _ in range(ROUNDS):
        for key, (opener, text) in measured.items():
            seconds[key].append(_seconds(opener(), text))
    return {key: statistics.median(values) for key, values in seconds.items()}


def _seconds(scorer: Scorer, text: str) -> float:
    """Return the seconds per text while every lane reads, caches warm."""
    for texts in (1, EACH):
        start = time.perf_counter()
        read = list(in_order(scorer.score, [text] * (texts * scorer.threads), scorer.threads))
    return (time.perf_counter() - start) / len(read)
