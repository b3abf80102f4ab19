"""Finding results again: what a table of them can be filtered by, and the words of the texts.

A search finds just what is there in one of three ways, the first that is sure to be quick: among the few texts that one thing
which is asked for leaves over; among the rows that come first in the order, where many pass; or along the order's index, past
all that is not in the sets which the other indexes give.
"""

import json
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from domain.errors import StoreError
from domain.outcome import Code, Outcome
from store import search_words
from store.cases import RANK
from store.database import Database
from store.result_rows import BY_ID, RESULTS, SORTED_BY, Order, ResultRow, result

FEW, FEW_BODIES = 20_000, 5_000
"""Texts up to which each is looked up wherever it lies, and the same where its body must be read."""
NEAR = (500, 4_000)
"""So many rows are looked at from the order's beginning on before another way is gone: enough if every fortieth passes."""
WALKS = {
    Order.INPUT: "screenings INDEXED BY screenings_by_input",
    Order.PROBABILITY: "screenings INDEXED BY screenings_by_probability",
    Order.OUTCOME: "screenings INDEXED BY screenings_by_outcome",
    Order.SEVERITY: "screenings INDEXED BY screenings_by_severity",
    Order.ID: BY_ID,
}
"""The index that is in an order."""
HELD = {
    Order.INPUT: ("run", "outcome", "code", "level", "language", "probability", "text"),
    Order.PROBABILITY: ("run", "outcome", "probability"),
    Order.OUTCOME: ("run", "outcome"),
    Order.SEVERITY: ("run", "outcome", "level"),
    Order.ID: ("run",),
}
"""What the index of an order knows of its rows, so that these need not be read for it."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What a row must be; what is not set asks for nothing.

    `severity` is a level's id, which a text that is clear has none of; `least` and `most` bound the probability, both
    included. `reviewed`: a person has decided its case of the run's protocol. `words`: all of them stand in the text,
    upper or lower case, as parts of longer ones too; what is in double quotes is one.
    """

    outcomes: frozenset[Outcome] | None = None
    code: Code | None = None
    severity: str = ""
    language: str | None = None
    least: float | None = None
    most: float | None = None
    reviewed: bool | None = None
    words: str = ""

    @property
    def narrow(self) -> bool:
        """Whether it asks for more than outcomes, which every run has counted."""
        return replace(self, outcomes=None) != Filter()


def first(
    db: Database, run: int, wanted: Filter, order: Order, limit: int, *, descending: bool = False
) -> list[ResultRow]:
    """Return the first rows of a run that pass the filter."""
    return rows(db, run, _Search(db, run, wanted, order, descending=descending).first(limit))


def found(db: Database, run: int, wanted: Filter, order: Order, *, descending: bool = False) -> "array[int]":
    """Return the ids of all screenings that pass the filter, in the order of `first`; eight bytes each."""
    return array("q", _Search(db, run, wanted, order, descending=descending).all())


def rows(db: Database, run: int, ids: Sequence[int]) -> list[ResultRow]:
    """Return the rows of these screenings of a run, in this order."""
    # The plus keeps SQLite to the ids: it would walk all of the run.
    chosen = f"{RESULTS} WHERE +run = :run AND screenings.id IN (SELECT value FROM json_each(:ids))"
    by_id = {row["screening"]: result(row) for row in db.query(chosen, run=run, ids=json.dumps(list(ids)))}
    return [by_id[one] for one in ids if one in by_id]


def of_text(db: Database, run: int, text: int) -> ResultRow:
    """Return the row of one text. Raises StoreError where the run has none."""
    row = db.first(f"{RESULTS} WHERE run = :run AND screenings.text = :text", run=run, text=text)
    if row is None:
        raise StoreError(f"Run {run} has no result for text {text}.")
    return result(row)


class _Search:
    """The three ways to what passes a filter; each gives the ids of screenings, in order."""

    def __init__(self, db: Database, run: int, wanted: Filter, order: Order, *, descending: bool) -> None:
        self._db, self._order, self._words = db, order, search_words.asked(db, wanted.words)
        self._conditions = list(_conditions(wanted))
        self._sorting = ", ".join(f"{column} {'DESC' if descending else 'ASC'}" for column in SORTED_BY[order])
        self._few_in = [*self._words.sets, *([_REVIEWED] if wanted.reviewed else [])]
        self._parameters = self._words.parameters | {
            "run": run,
            "code": wanted.code,
            "severity": wanted.severity,
            "language": wanted.language,
            "least": wanted.least,
            "most": wanted.most,
        }

    def first(self, limit: int) -> list[int]:
        """Return the first ones."""
        if few := self._few():
            return list(self._ids(few, limit))
        for near in NEAR:
            ids = list(self._ids(self._nearest(near), limit))
            if len(ids) == limit:
                return ids
        return list(self._ids(self._walked(to_end=False), limit))

    def all(self) -> Iterator[int]:
        """Yield all."""
        return self._ids(self._few() or self._walked(to_end=True), -1)

    def _ids(self, chosen: str, limit: int) -> Iterator[int]:
        ordered = f"SELECT screenings.id {chosen} ORDER BY {self._sorting} LIMIT {limit}"
        return (one for (one,) in self._db.rows(ordered, **self._parameters))

    def _few(self) -> str | None:
        """Choose from the texts that one thing alone leaves over, if they are few."""
        passing = f"SELECT text FROM {WALKS[Order.INPUT]} WHERE {' AND '.join(self._passing(Order.INPUT))}"
        most = FEW_BODIES if self._words.holds else FEW
        for one in (*self._few_in, passing):
            texts = [text for (text,) in self._db.rows(f"{one} LIMIT {most}", **self._parameters)]
            if len(texts) < most:
                self._parameters["few"] = json.dumps(texts)
                begun = (
                    "(SELECT DISTINCT value AS few FROM json_each(:few)) CROSS JOIN screenings ON screenings.text = few"
                )
                return self._looked_at(begun)
        return None

    def _nearest(self, rows: int) -> str:
        """Choose from the first rows in the order, past those which its index knows not to pass."""
        conditions = " AND ".join(self._passing(self._order))
        walked = f"FROM {WALKS[self._order]} WHERE {conditions} ORDER BY {self._sorting} LIMIT {rows}"
        return self._looked_at(f"(SELECT screenings.id AS near {walked}) CROSS JOIN screenings ON screenings.id = near")

    def _looked_at(self, begun: str) -> str:
        texts = "CROSS JOIN texts ON texts.id = screenings.text" if self._order is Order.ID else ""
        return f"FROM {begun} {texts} {self._held(self._passing(Order.INPUT), self._words.holds)}"

    def _walked(self, *, to_end: bool) -> str:
        """Choose along the order's index, or along the input's where some are sorted by what it holds.

        Bodies are read in the order in which they lie, of which other orders have nothing, where all or most must be.
        """
        passing = [*self._passing(Order.INPUT), *self._in_sets()]
        sorted_there = not to_end and not self._words.holds and self._order in (Order.PROBABILITY, Order.OUTCOME)
        if self._order is Order.INPUT or sorted_there:
            return f"FROM {WALKS[Order.INPUT]} {self._held(passing, self._words.holds)}"
        before, after = (self._words.holds, []) if to_end else (self._words.unknown, self._words.holds)
        inside, outside = ("text", "texts.id") if self._order is Order.ID else ("id", "screenings.id")
        chosen = f"SELECT screenings.{inside} FROM {WALKS[Order.INPUT]} {self._held(passing, before)}"
        return f"FROM {WALKS[self._order]} {self._held(['screenings.run = :run', f'{outside} IN ({chosen})'], after)}"

    def _in_sets(self) -> list[str]:
        """Return the condition that the indexes know of all words in a text: one set is held against another, and kept alone."""
        joined = ""
        for one in self._words.sets:
            joined = f"SELECT text FROM ({one}) WHERE +text IN ({joined})" if joined else one
        return [f"screenings.text IN ({joined})"] if joined else []

    def _passing(self, order: Order) -> list[str]:
        """Return the conditions that the index of an order can tell; that of the input knows of all."""
        return [condition for what, condition in self._conditions if what in HELD[order]]

    def _held(self, conditions: Sequence[str], holds: Sequence[str]) -> str:
        """Return the conditions, and the bodies that are to hold words."""
        bodies = "CROSS JOIN bodies ON bodies.text = screenings.text" if holds else ""
        return f"{bodies} WHERE {' AND '.join([*conditions, *holds])}"


def _conditions(wanted: Filter) -> Iterator[tuple[str, str]]:
    """Yield the conditions on a screening, each with what it is on."""
    yield "run", "screenings.run = :run"
    if wanted.outcomes is not None:
        yield "outcome", f"outcome_rank IN ({', '.join(str(RANK[outcome]) for outcome in wanted.outcomes)})"
    if wanted.code is not None:
        yield "code", "code = :code"
    if wanted.severity:
        yield "level", f"outcome_rank != {RANK[Outcome.CLEAR]} AND level = {_LEVEL}"
    if wanted.language is not None:
        yield "language", "screenings.language = :language"
    if wanted.least is not None:
        yield "probability", "probability >= :least"
    if wanted.most is not None:
        yield "probability", "probability <= :most"
    if wanted.reviewed is not None:
        yield "text", f"screenings.text {'IN' if wanted.reviewed else 'NOT IN'} ({_REVIEWED})"


_PROTOCOL = "FROM runs JOIN protocols ON protocols.id = runs.protocol WHERE runs.id = :run"
_LEVEL = f"(SELECT key FROM json_each((SELECT levels {_PROTOCOL})) WHERE value = :severity)"
_DECIDED = f"cases.decided = 1 AND cases.protocol = (SELECT protocols.protocol {_PROTOCOL})"
_REVIEWED = f"SELECT text FROM cases WHERE {_DECIDED}"
