"""The engines for models that read a text from both sides at once: nothing of their prompt can run ahead.

An encoder-decoder is asked as a decoder is, and answers with its first decoder step (FLAN-T5: Chung et al. 2022). A
classifier is asked nothing: its own head gives the answers that it was trained to tell apart.
"""

import hashlib
from collections.abc import Mapping

import numpy as np

from domain.errors import ModelError
from domain.pack import Pack
from domain.protocol import LongText
from inference.budget import narrowed
from inference.labels import answer_tokens
from inference.prompt import Ask, Prompt
from inference.scores import WindowScores, window_scores
from inference.session import Array, Session, versions
from inference.tokens import Tokens
from inference.windows import windows

ENCODER, DECODER, CLASSIFIER = "encoder", "decoder", "classifier"
"""The graphs of such packs, by the names they have in `pack.toml`."""


class EncoderDecoderScorer:
    """Asks each question in one pass of the encoder and one step of the decoder."""

    fallback = ""
    variant = "as-exported"

    def __init__(self, pack: Pack, prompt: Prompt, long_text: LongText, *, threads: int | None = None) -> None:
        self._tokens = Tokens(pack.file("tokenizer.json"))
        self._before = self._tokens.prompt(prompt.before)
        self._asks = [self._tokens.prompt(ask.text) for ask in prompt.asks]
        self._answers = [answer_tokens(pack, self._tokens, ask) for ask in prompt.asks]
        self._opening, self._closing = self._tokens.frame()
        around = [self._opening, self._before, *self._asks, self._closing]
        self._long_text = narrowed(pack, long_text, sum(map(len, around)))
        self._start = np.array([self._tokens.prompt(pack.bos)], np.int64)
        self._encoder = Session(pack.file(pack.graphs[ENCODER]), threads)
        self._decoder = Session(pack.file(pack.graphs[DECODER]), threads)
        self.providers, self.threads = self._encoder.providers, self._encoder.threads
        self.prefix_sha256 = hashlib.sha256(np.array(self._before, np.int64).tobytes()).hexdigest()
        self.versions: Mapping[str, str] = versions()

    def score(self, untrusted_text: str) -> list[WindowScores]:
        """Return one score per window; see `inference.scorer.Scorer`."""
        encoded = self._tokens.text(untrusted_text)
        ranges = windows(len(encoded.ids), self._long_text)
        return [window_scores(encoded, first, last, self._read(encoded.ids[first:last])) for first, last in ranges]

    def stop(self) -> None:
        """End the pass under way, from any thread."""
        self._encoder.stop()
        self._decoder.stop()

    def _read(self, ids: list[int]) -> tuple[tuple[float, ...], ...]:
        """Return the logits of each question's answers behind the text and the questions before it."""
        prompt, logits = [*self._opening, *self._before, *ids], []
        for ask, answers in zip(self._asks, self._answers, strict=True):
            prompt += ask
            logits.append(tuple(self._first_step([*prompt, *self._closing])[answers].astype(float).tolist()))
        return tuple(logits)

    def _first_step(self, ids: list[int]) -> Array:
        """Return the logits of the answer's first token, [vocabulary]."""
        mask = np.ones((1, len(ids)), np.int64)
        (states,) = self._encoder.run(["last_hidden_state"], {"input_ids": np.array([ids]), "attention_mask": mask})
        fed: dict[str, Array] = {"input_ids": self._start, "encoder_hidden_states": states}
        if "encoder_attention_mask" in self._decoder.inputs:
            fed["encoder_attention_mask"] = mask
        (logits,) = self._decoder.run(["logits"], fed)
        row: Array = logits[0, -1]
        return row


class ClassifierScorer:
    """Reads the logits of a classifier's own head; a question's answers are names of its classes."""

    fallback = ""
    variant = "as-exported"

    def __init__(self, pack: Pack, prompt: Prompt, long_text: LongText, *, threads: int | None = None) -> None:
        self._tokens = Tokens(pack.file("tokenizer.json"))
        self._answers = [_classes(pack, ask) for ask in prompt.asks]
        self._opening, self._closing = self._tokens.frame()
        self._long_text = narrowed(pack, long_text, len(self._opening) + len(self._closing))
        self._session = Session(pack.file(pack.graphs[CLASSIFIER]), threads)
        self.providers, self.threads = self._session.providers, self._session.threads
        self.prefix_sha256 = hashlib.sha256(np.array(self._opening, np.int64).tobytes()).hexdigest()
        self.versions: Mapping[str, str] = versions()

    def score(self, untrusted_text: str) -> list[WindowScores]:
        """Return one score per window; see `inference.scorer.Scorer`."""
        encoded = self._tokens.text(untrusted_text)
        ranges = windows(len(encoded.ids), self._long_text)
        return [window_scores(encoded, first, last, self._read(encoded.ids[first:last])) for first, last in ranges]

    def stop(self) -> None:
        """End the pass under way, from any thread."""
        self._session.stop()

    def _read(self, ids: list[int]) -> tuple[tuple[float, ...], ...]:
        row = np.array([[*self._opening, *ids, *self._closing]], np.int64)
        known = {"input_ids": row, "attention_mask": np.ones_like(row), "token_type_ids": np.zeros_like(row)}
        fed = {name: value for name, value in known.items() if name in self._session.inputs}
        (logits,) = self._session.run(["logits"], fed)
        return tuple(tuple(logits[0][classes].astype(float).tolist()) for classes in self._answers)


def _classes(pack: Pack, ask: Ask) -> list[int]:
    """Return the places of the answers in the classifier's head; ModelError when it does not know them."""
    try:
        return [pack.classes.index(answer) for answer in ask.answers]
    except ValueError:
        raise ModelError(
            f"{pack.id} tells {', '.join(pack.classes)} apart, and this protocol asks for {', '.join(ask.answers)}. "
            "Choose another model, or take it in again and name its classes in the protocol's words (--classes)."
        ) from None
