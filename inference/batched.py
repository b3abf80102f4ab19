"""The graph of a decoder, and its engine, on a GPU: many texts in one pass behind one shared prefix.

Each text is scored from a thread of its own. While one pass runs, those that come next wait in line; whoever has the next
turn takes as many of them along as memory allows.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np

from domain.pack import Pack
from domain.protocol import LongText
from inference.budget import check_budget
from inference.devices import Device, DeviceMemoryError
from inference.engine import Asking, Engine, Logits, State
from inference.labels import answer_tokens
from inference.prompt import Prompt
from inference.session import Array, Session

FEWEST, MOST = 8, 64
"""Rows of the first pass, and of any. In between, a full pass that succeeds doubles them."""

PAST, PRESENT = "past_key_values", "present"


@dataclass(slots=True, eq=False)
class Row:
    """One window in line: its tokens with the questions behind, the questions' ends, and once it was read, the logits."""

    ids: list[int]
    ends: list[int]
    logits: Array | None = None


class BatchedGraph:
    """A loaded graph that takes rows of different lengths (see `models.twins`), with its prefix already read.

    Any of several threads may read. `threads` are those that it pays to use: two passes full, so that the next pass is in
    line while one runs. `rows` is how many the next pass may take.
    """

    threads = 2 * MOST

    def __init__(self, pack: Pack, graph: bytes, prefix: Sequence[int], known: Sequence[int], device: Device) -> None:
        self.session = Session(graph, device=device, weights=pack.folder)
        self.rows, self._limit = FEWEST, MOST
        self._known = np.array(known, np.int64)
        self._line: deque[Row] = deque()
        self._turn = Lock()
        self._done = len(prefix)
        self._past = self._prime(pack, prefix)

    def read(self, ids: list[int], ends: list[int]) -> Array:
        """Return the logits of the known tokens behind the positions `ends`, [ends, known], from a pass with others."""
        row = Row(ids, ends)
        self._line.append(row)
        with self._turn:
            if row.logits is None:
                self._lead(row)
        return np.asarray(row.logits, float)

    def _lead(self, row: Row) -> None:
        """Read a row and as many of those in line as fit; when memory runs out, half of them, and so on."""
        rows = self._taken_along(row)
        while row.logits is None:
            try:
                self._pass(rows)
            except DeviceMemoryError:
                if len(rows) == 1:
                    raise
                self.rows = self._limit = len(rows) // 2
                self._line.extendleft(reversed(rows[self.rows :]))
                rows = rows[: self.rows]
        if len(rows) == self.rows:
            self.rows = min(2 * self.rows, self._limit)

    def _taken_along(self, row: Row) -> list[Row]:
        """Return a row and those in line; who was read meanwhile stands there no more, and who leads is not taken twice."""
        rows = [row]
        while self._line and len(rows) < self.rows:
            other = self._line.popleft()
            if other is not row and other.logits is None:
                rows.append(other)
        return rows

    def _pass(self, rows: Sequence[Row]) -> None:
        (logits,) = self.session.run(["answers"], {**self._feeds(rows, self._done), **self._past})
        for row, read in zip(rows, logits, strict=True):
            row.logits = read

    def _prime(self, pack: Pack, prefix: Sequence[int]) -> Mapping[str, Array]:
        """Run the prefix once and return its keys and values as the inputs of every later pass."""
        shape = 1, pack.sizes.kv_heads, 0, pack.sizes.head_size
        past = {
            name: np.zeros(shape, value.dtype) for name, value in self.session.inputs.items() if name.startswith(PAST)
        }
        if not past or not prefix:
            return past
        present = [name.replace(PAST, PRESENT) for name in past]
        fed = self._feeds([Row(list(prefix), [0])], 0)
        return dict(zip(past, self.session.run(present, {**fed, **past}), strict=True))

    def _feeds(self, rows: Sequence[Row], done: int) -> dict[str, Array]:
        """Return the graph's own inputs: shorter rows are filled up behind their end, where no token looks."""
        length = max(len(row.ids) for row in rows)
        ids = np.zeros((len(rows), length), np.int64)
        mask = np.zeros((len(rows), done + length), np.int64)
        for place, row in enumerate(rows):
            ids[place, : len(row.ids)] = row.ids
            mask[place, : done + len(row.ids)] = 1
        positions = np.broadcast_to(np.arange(done, done + length), ids.shape)
        read = np.array([row.ends for row in rows], np.int64)
        return {"input_ids": ids, "attention_mask": mask, "position_ids": positions, "read": read, "known": self._known}


class BatchedDecoder(Engine):
    """Reads the answers' logits at each question's end. A text's company may move them by less than `tolerance` nats."""

    def __init__(
        self,
        pack: Pack,
        prompt: Prompt,
        long_text: LongText,
        graph: bytes,
        variant: str,
        *,
        device: Device,
        tolerance: float,
    ) -> None:
        asking = Asking.encode(pack, prompt, pack.bos)
        check_budget(pack, len(asking.before), long_text, asking.length)
        answers = [answer_tokens(pack, asking.tokens, ask) for ask in prompt.asks]
        known = sorted({token for tokens in answers for token in tokens})
        self._places = [[known.index(token) for token in tokens] for tokens in answers]
        self.graph = BatchedGraph(pack, graph, asking.before, known, device)
        super().__init__(asking, long_text, variant, [self.graph.session], self.graph.threads)
        self.tolerance = tolerance

    def _read(self, ids: list[int]) -> tuple[Logits, Mapping[int, State]]:
        rows = zip(self.graph.read(*self._asking.behind(ids)), self._places, strict=True)
        return tuple(tuple(values[places].tolist()) for values, places in rows), {}
