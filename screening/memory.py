"""An engine that reads no text twice: states that the store keeps are taken from there, new ones are kept."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple
from itertools import groupby

import numpy as np

from domain.pack import Pack
from domain.protocol import LongText
from inference.scorer import SameTraits, Scorer
from inference.scores import WindowScores
from store import features
from store.database import Database
from store.features import Feature, Reading
from store.runs import PendingText

LITTLE_ENDIAN = np.dtype("<f4")


class Remembered(SameTraits):
    """An engine of learned heads, with the store as its memory.

    `score` may run on any thread; `ahead` and `keep` are for the thread that owns the database. Between `ahead` and
    `keep` a text's scores are held, so that the same words in another row are read once too.
    """

    def __init__(self, engine: Scorer, db: Database, pack: Pack, exits: Sequence[int], long_text: LongText) -> None:
        super().__init__(engine)
        self._engine, self._db, self._exits = engine, db, frozenset(exits)
        cut = "/".join(map(str, astuple(long_text)))
        self._reading = Reading(pack.sha256, engine.variant, engine.prefix_sha256, cut)
        self._bodies: dict[int, str] = {}
        self._scores: dict[str, list[WindowScores]] = {}
        self._kept: set[int] = set()

    def ahead(self, texts: Iterable[PendingText]) -> Iterator[PendingText]:
        """Yield the texts, each with what the store keeps of it at hand."""
        for text in texts:
            self._bodies[text.id] = text.untrusted_body
            if known := self._recalled(text.id):
                self._kept.add(text.id)
                self._scores[text.untrusted_body] = known
            yield text

    def score(self, untrusted_text: str) -> list[WindowScores]:
        """See `inference.scorer.Scorer`."""
        known = self._scores.get(untrusted_text)
        if known is None:
            known = self._scores[untrusted_text] = self._engine.score(untrusted_text)
        return known

    def keep(self, text: int) -> None:
        """Store what was read of a text, unless it came from there, and let go of it."""
        body = self._bodies.pop(text)
        scores = self._scores.get(body, [])
        if scores and text not in self._kept and _finite(scores):
            features.keep(self._db, text, self._reading, _features(scores))
        self._kept.discard(text)
        if body not in self._bodies.values():
            self._scores.pop(body, None)

    def stop(self) -> None:
        """End the pass under way, from any thread."""
        self._engine.stop()

    def _recalled(self, text: int) -> list[WindowScores]:
        """Return the kept scores of a text, or nothing where one of the exits is missing."""
        windows = [
            list(rows) for _, rows in groupby(features.of(self._db, text, self._reading), lambda row: row.ordinal)
        ]
        if not all(self._exits <= {row.exit for row in rows} for rows in windows):
            return []
        return [_window(rows) for rows in windows]


def _finite(scores: Sequence[WindowScores]) -> bool:
    return all(np.isfinite(state).all() for one in scores for state in one.pooled.values())


def _features(scores: Sequence[WindowScores]) -> list[Feature]:
    return [
        Feature(ordinal, depth, one.start, one.end, one.tokens, state.astype(LITTLE_ENDIAN).tobytes())
        for ordinal, one in enumerate(scores)
        for depth, state in one.pooled.items()
    ]


def _window(rows: Sequence[Feature]) -> WindowScores:
    first = rows[0]
    pooled = {row.exit: np.frombuffer(row.states, LITTLE_ENDIAN).astype(np.float32) for row in rows}
    return WindowScores(first.start, first.end, first.tokens, (), pooled)
