"""A decoder's compiled graph with its prefix already read: the pass that screening repeats for every window."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from domain.errors import ModelError
from domain.pack import Pack
from inference.engine import State
from inference.session import Array, Session, default_threads

PREFIX = "/prefix"
"""Behind a graph's name: the graph that reads the prefix for it. Where there is none, it reads the prefix itself."""

IDS = "ids"
"""The prefix's tokens, beside its keys and values in a file of `Pack.prefixes`."""


@dataclass(frozen=True, slots=True)
class States:
    """What one pass gave: the states at the positions read [positions, width], and the text's mean state per exit [width]."""

    hidden: State
    pooled: Mapping[int, State]


class DecoderGraph:
    """One loaded graph of a pack. Raises ModelError when the pack has none of that name.

    Each of several threads may read at once, on one core; `threads` is how many it pays to use.
    """

    def __init__(self, pack: Pack, name: str, prefix: Sequence[int], threads: int | None = None) -> None:
        if name not in pack.graphs:
            raise ModelError(f"{pack.id} has no graph {name}. It has: {', '.join(pack.graphs)}.")
        self.threads = threads or default_threads()
        past = prefix_states(pack, name, prefix, self.threads)
        self.session = Session(pack.file(pack.graphs[name]), threads=1)
        read = past or _prime(self.session, pack, prefix)
        self._past = {name: value for name, value in read.items() if name in self.session.inputs}

    def read(self, ids: Sequence[int], reads: Sequence[int], text_tokens: int, exits: Sequence[int] = ()) -> States:
        """Run `ids` behind the prefix.

        Return the states at the positions `reads`, and the mean states of the first `text_tokens` at `exits`.
        """
        outputs = [*(f"pooled.{depth}" for depth in exits), *(["hidden"] if reads else [])]
        values = self.session.run(outputs, {**_feeds(ids, reads, text_tokens), **self._past})
        hidden = values.pop() if reads else np.zeros((0, 0), np.float32)
        return States(hidden, {depth: value[0] for depth, value in zip(exits, values, strict=True)})


def prefix_states(pack: Pack, name: str, prefix: Sequence[int], threads: int) -> dict[str, Array]:
    """Return a prefix's keys and values as another graph reads it for the graph `name`, now or when the pack was made.

    Empty where the graph reads it itself. Raises ModelError when the pack knows another prefix alone.
    """
    if name in pack.prefixes:
        with np.load(pack.file(pack.prefixes[name])) as archive:
            known = dict(archive)
        if known.pop(IDS).tolist() != list(prefix):
            raise ModelError(f"{pack.id} knows no other beginning of a prompt than that of learned heads.")
        return known
    primer = pack.graphs.get(name + PREFIX)
    return _prime(Session(pack.file(primer), threads), pack, prefix) if primer else {}


def _prime(session: Session, pack: Pack, prefix: Sequence[int]) -> dict[str, Array]:
    """Run the prefix once and return its keys and values as the inputs of every later pass."""
    empty = np.zeros((1, pack.sizes.kv_heads, 0, pack.sizes.head_size), np.float32)
    past: dict[str, Array] = {name: empty for name in sorted(session.inputs) if name.startswith("past_key_values.")}
    if not prefix:
        return past
    present = [name.replace("past_key_values", "present") for name in past]
    return dict(zip(past, session.run(present, {**_feeds(prefix, [0], len(prefix)), **past}), strict=True))


def _feeds(ids: Sequence[int], reads: Sequence[int], text_tokens: int) -> dict[str, Array]:
    """Return the graph's own inputs: token ids, positions to read, and the weights that average the text's tokens."""
    pool = np.zeros((1, len(ids)), np.float32)
    pool[0, :text_tokens] = 1 / max(text_tokens, 1)
    return {"input_ids": np.array([ids], np.int64), "read": np.array(reads, np.int64), "pool": pool}
