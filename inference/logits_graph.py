"""A decoder's graph that gives logits itself, fed with whatever of masks, positions and pooling weights it asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from domain.errors import ModelError
from inference.session import Array, Input, Session, default_threads

PAST, PRESENT = "past_key_values", "present"
KEPT = "num_logits_to_keep"
"""For how many positions at the end some published graphs give logits; 0 stands for all."""

KNOWN = frozenset({"input_ids", "attention_mask", "position_ids", "read", "pool", KEPT})
LOGITS = "logits"

Past = Mapping[str, Array]
"""Keys and values of what was read, by the names of the inputs that take them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one pass gave: logits [positions, vocabulary], and the text's mean state per exit [width]."""

    logits: Array
    pooled: Mapping[int, NDArray[np.float32]]


class LogitsGraph:
    """One loaded graph. Raises ModelError when it asks for what no text can give it.

    Each of several threads may read at once, on one core; `threads` is how many it pays to use.
    """

    def __init__(self, path: Path, threads: int | None = None) -> None:
        self.threads = threads or default_threads()
        self.session = Session(path, threads=1)
        foreign = [name for name in self.session.inputs if name not in KNOWN and not name.startswith(PAST)]
        if foreign or not {LOGITS, *_pooled(self.session)} & set(self.session.outputs):
            what = f"asks for {', '.join(foreign)}" if foreign else "gives no logits"
            raise ModelError(f"{path.name} {what}: this is no language model that reads text alone.")

    def prime(self, prefix: Sequence[int]) -> Past:
        """Run `prefix` once and return its keys and values."""
        past = {name: _empty(value) for name, value in self.session.inputs.items() if name.startswith(PAST)}
        if not prefix:
            return past
        present = [name.replace(PAST, PRESENT) for name in past]
        fed = self._feeds(prefix, [len(prefix) - 1], len(prefix), 0)
        return dict(zip(past, self.session.run(present, {**fed, **past}), strict=True))

    def read(
        self, past: Past, ids: Sequence[int], reads: Sequence[int], text_tokens: int, exits: Sequence[int] = ()
    ) -> Reading:
        """Run `ids` behind `past`.

        Return the logits at the positions `reads`, and the mean states of the first `text_tokens` at `exits`.
        """
        done = next((tensor.shape[2] for tensor in past.values()), 0)
        fed = self._feeds(ids, reads or [0], text_tokens, done)
        outputs = [*(f"pooled.{depth}" for depth in exits), *([LOGITS] if reads else [])]
        values = self.session.run(outputs, {**fed, **past})
        if not reads:
            logits: Array = np.zeros((0, 0), np.float32)
        else:
            logits = values.pop()[0] if "read" in self.session.inputs else values.pop()[0][list(reads)]
        return Reading(logits, {depth: state[0] for depth, state in zip(exits, values, strict=True)})

    def _feeds(self, ids: Sequence[int], reads: Sequence[int], text_tokens: int, done: int) -> dict[str, Array]:
        """Return what the graph asks for besides keys and values, of `ids` behind `done` tokens."""
        pool = np.zeros((1, len(ids)), np.float32)
        pool[0, :text_tokens] = 1 / max(text_tokens, 1)
        known = {
            "input_ids": np.array([ids]),
            "attention_mask": np.ones((1, done + len(ids))),
            "position_ids": np.arange(done, done + len(ids))[None],
            "read": np.array(reads),
            "pool": pool,
        }
        asked = self.session.inputs
        if KEPT in asked:
            known[KEPT] = np.zeros([1] * len(asked[KEPT].shape))
        return {name: value.astype(asked[name].dtype) for name, value in known.items() if name in asked}


def _empty(value: Input) -> Array:
    """Return the keys or values that a first pass begins with: one row, no positions."""
    _, heads, _, size = value.shape
    return np.zeros((1, int(heads), 0, int(size)), value.dtype)


def _pooled(session: Session) -> set[str]:
    return {name for name in session.outputs if name.startswith("pooled.")}
