"""The engines for models that read a text from both sides at once: nothing of their prompt can run ahead.

An encoder-decoder is asked as a decoder is, and answers with its first decoder step (FLAN-T5: Chung et al. 2022). A
classifier is asked nothing: its own head gives the answers that it was trained to tell apart.
"""

from collections.abc import Mapping

import numpy as np

from domain.errors import ModelError
from domain.pack import Pack
from domain.protocol import LongText
from inference.budget import narrowed
from inference.engine import Asking, Engine, Logits, State
from inference.labels import answer_tokens
from inference.prompt import Ask, Prompt
from inference.session import Array, Session, default_threads

ENCODER, DECODER, CLASSIFIER = "encoder", "decoder", "classifier"
"""The graphs of such packs, by the names they have in `pack.toml`."""

ONLY = "as-exported"
"""The one variant that such packs have."""


class EncoderDecoderScorer(Engine):
    """Asks each question in one pass of the encoder and one step of the decoder."""

    def __init__(self, pack: Pack, prompt: Prompt, long_text: LongText, *, threads: int | None = None) -> None:
        asking = Asking.encode(pack, prompt)
        self._answers = [answer_tokens(pack, asking.tokens, ask) for ask in prompt.asks]
        self._opening, self._closing = asking.tokens.frame()
        around = [self._opening, asking.before, self._closing]
        long_text = narrowed(pack, long_text, sum(map(len, around)) + asking.length)
        self._start = np.array([asking.tokens.prompt(pack.bos)], np.int64)
        self._encoder = Session(pack.file(pack.graphs[ENCODER]), threads=1)
        self._decoder = Session(pack.file(pack.graphs[DECODER]), threads=1)
        super().__init__(asking, long_text, ONLY, [self._encoder, self._decoder], threads or default_threads())

    def _read(self, ids: list[int]) -> tuple[Logits, Mapping[int, State]]:
        """Return the logits of each question's answers behind the text and the questions before it."""
        everything, ends = self._asking.behind([*self._opening, *self._asking.before, *ids])
        steps = [self._first_step([*everything[: end + 1], *self._closing]) for end in ends]
        pairs = zip(steps, self._answers, strict=True)
        return tuple(tuple(row[answers].astype(float).tolist()) for row, answers in pairs), {}

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


class ClassifierScorer(Engine):
    """Reads the logits of a classifier's own head; a question's answers are names of its classes."""

    def __init__(self, pack: Pack, prompt: Prompt, long_text: LongText, *, threads: int | None = None) -> None:
        asking = Asking.encode(pack, Prompt(""))
        self._answers = [_classes(pack, ask) for ask in prompt.asks]
        self._opening, self._closing = asking.tokens.frame()
        long_text = narrowed(pack, long_text, len(self._opening) + len(self._closing))
        self._session = Session(pack.file(pack.graphs[CLASSIFIER]), threads=1)
        super().__init__(asking, long_text, ONLY, [self._session], threads or default_threads())

    def _read(self, ids: list[int]) -> tuple[Logits, Mapping[int, State]]:
        row = np.array([[*self._opening, *ids, *self._closing]], np.int64)
        known = {"input_ids": row, "attention_mask": np.ones_like(row), "token_type_ids": np.zeros_like(row)}
        (logits,) = self._session.run(["logits"], known)
        return tuple(tuple(logits[0][classes].astype(float).tolist()) for classes in self._answers), {}


def _classes(pack: Pack, ask: Ask) -> list[int]:
    """Return the places of the answers in the classifier's head; ModelError when it does not know them."""
    try:
        return [pack.classes.index(answer) for answer in ask.answers]
    except ValueError:
        raise ModelError(
            f"{pack.id} tells {', '.join(pack.classes)} apart, and this protocol asks for {', '.join(ask.answers)}. "
            "Choose another model, or take it in again and name its classes in the protocol's words (--classes)."
        ) from None
