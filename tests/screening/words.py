"""A model that reads words: quick, and the same every time. What a test writes into a text decides its outcome."""

import math
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from domain.errors import StoppedError
from domain.pack import Kind, Pack, Sizes, Table
from domain.protocol import LongText
from inference.prompt import Prompt
from inference.scores import WindowScores
from inference.windows import TooLongError

TEMPLATE = "{% for message in messages %}{{ message.role }}: {{ message.content }}\n{% endfor %}assistant:"


class WordScorer:
    """Log-odds rise with every "dreadful" and fall with every "calm"; some words make it fail as engines fail.

    Learned heads are given the log-odds as the only number of a state.
    """

    variant = "fp32"
    providers: tuple[str, ...] = ("WordProvider",)
    fallback = ""
    threads = 1
    tolerance = 0.0
    prefix_sha256 = "0" * 64
    versions: Mapping[str, str] = {"words": "1"}

    def __init__(self, prompt: Prompt) -> None:
        self._asks, self._exits = prompt.asks, prompt.exits
        self._stopped = False

    def score(self, untrusted_text: str) -> list[WindowScores]:
        if self._stopped:
            raise StoppedError
        words = untrusted_text.split()
        if "<endless>" in words:
            raise TooLongError
        if "<crash>" in words:
            raise RuntimeError(untrusted_text)
        positive = math.nan if "<broken>" in words else 2.0 * words.count("dreadful") - 2.0 * words.count("calm") - 0.5
        logits: list[tuple[float, ...]] = [(positive, 0.0)]
        if len(self._asks) > 1:
            levels = len(self._asks[1].answers)
            logits.append(tuple(float(level == min(words.count("<grave>"), levels - 1)) * 9 for level in range(levels)))
        pooled = dict.fromkeys(self._exits, np.array([positive], dtype=np.float32))
        return [WindowScores(0, len(untrusted_text), len(words), tuple(logits), pooled)]

    def stop(self) -> None:
        self._stopped = True


class OpenWords:
    """Opens word scorers and remembers the prompts that they were opened for."""

    def __init__(self) -> None:
        self.prompts: list[Prompt] = []

    def __call__(self, _pack: Pack, prompt: Prompt, _long_text: LongText) -> WordScorer:
        self.prompts.append(prompt)
        return WordScorer(prompt)


def word_pack(folder: Path, *languages: str) -> Pack:
    """Make a pack that holds a chat template and nothing to run."""
    (folder / "chat_template.jinja").write_text(TEMPLATE, encoding="utf-8")
    return Pack(
        id="words",
        title="Words",
        family="words",
        kind=Kind.DECODER,
        source="a test",
        source_sha256="1" * 64,
        compiler=1,
        licence="Apache-2.0",
        languages=languages or ("en",),
        sizes=Sizes(layers=1, width=1, kv_heads=1, head_size=1, vocabulary=1, context=1000),
        labels=Table("weights.bin", 0),
        exits=(),
        bos="",
        graphs={},
        files={"tokenizer.json": "2" * 64},
        folder=folder,
        sha256="3" * 64,
    )
