"""Finding results again: what a table of them can be filtered by, and the words of the texts."""

import json
import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from domain.errors import StoreError
from domain.outcome import Code, Outcome
from store.cases import RANK
from store.database import Database
from store.pairs import sought
from store.screenings import RESULTS, SORTED_BY, Order, ResultRow, result

TRIGRAM = 3
FEW = 20_000
"""Decided cases up to which those that were reviewed are found from their cases: one look-up for each."""
MANY = 50_000
"""Texts from which on a word is common."""
WALKED = {
    Order.PROBABILITY: "screenings_by_probability",
    Order.OUTCOME: "screenings_by_outcome",
    Order.SEVERITY: "screenings_by_severity",
}
"""The orders that an index of screenings is in."""

_SMALL = re.compile("[A-Z]+")  # SQLite's lower() knows no others
_WORDS = re.compile(r'"([^"]+)"|(\S+)')


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
    """Return the first rows of a run that pass the filter.

    Rows with words come in the order in which their texts were imported where no other order is asked for.
    """
    sql, sorting, parameters = _ids(db, run, wanted, order, descending=descending, some=True)
    shown = db.query(f"{sql} ORDER BY {sorting} LIMIT :limit", **parameters, limit=limit)
    return rows(db, run, [row["id"] for row in shown])


def found(db: Database, run: int, wanted: Filter, order: Order, *, descending: bool = False) -> "array[int]":
    """Return the ids of all screenings that pass the filter, in the order of `first`; eight bytes each."""
    sql, sorting, parameters = _ids(db, run, wanted, order, descending=descending)
    return array("q", (one for (one,) in db.rows(f"{sql} ORDER BY {sorting}", **parameters)))


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


def terms(words: str) -> list[str]:
    """Return the words that are looked for, in small letters; between double quotes a space is a part of one."""
    return [
        _SMALL.sub(lambda capital: capital.group().lower(), quoted or word) for quoted, word in _WORDS.findall(words)
    ]


def _ids(
    db: Database, run: int, wanted: Filter, order: Order, *, descending: bool, some: bool = False
) -> tuple[str, str, dict[str, object]]:
    """Return the statement that selects what passes, what it is to be sorted by, and the parameters of both.

    It goes from the texts that hold the words to their screenings, and in the order of the texts it needs no more than the
    first ones to show some; or from the few cases that were decided; or else along the one index that holds all that is
    filtered by. `some`: only the first ones are wanted.
    """
    looked_for = terms(wanted.words)
    begun, holds = _begun(db, wanted, looked_for, order if some else None)
    index = _index(looked_for)
    columns = (f"{index}.rowid",) if index and order is Order.INPUT else SORTED_BY[order]
    sorting = ", ".join(f"{column} {'DESC' if descending else 'ASC'}" for column in columns)
    named = "CROSS JOIN texts ON texts.id = screenings.text" if order is Order.ID else ""
    conditions = " AND ".join([*holds, *_conditions(wanted)])
    parameters: dict[str, object] = {
        "run": run,
        "code": wanted.code,
        "severity": wanted.severity,
        "language": wanted.language,
        "least": wanted.least,
        "most": wanted.most,
        **{f"word{place}": word for place, word in enumerate(looked_for)},
        "match": _match(looked_for),
    }
    return f"SELECT screenings.id FROM {begun} {named} WHERE {conditions}", sorting, parameters


def _begun(db: Database, wanted: Filter, looked_for: Sequence[str], first_by: Order | None) -> tuple[str, list[str]]:
    """Return the tables in the order in which they are gone through, and what joins them.

    The first ones `first_by` an order with an index of its own: a common word stands in every other text along it.
    """
    if looked_for:
        if first_by in WALKED and wanted == Filter(wanted.outcomes, words=wanted.words) and _common(db, looked_for):
            walked = f"screenings INDEXED BY {WALKED[first_by]}"
            return f"{walked} CROSS JOIN bodies ON bodies.text = screenings.text", _holds(looked_for)
        return _texts_with(looked_for)
    if wanted.reviewed and _reach(db, FEW, "cases WHERE decided = 1") < FEW:
        return "cases CROSS JOIN screenings", ["screenings.text = cases.text", _DECIDED]
    return "screenings INDEXED BY screenings_by_input", []


def _common(db: Database, looked_for: Sequence[str]) -> bool:
    index = _index(looked_for)
    return bool(index) and _reach(db, MANY, f"{index} WHERE {index} MATCH :match", match=_match(looked_for)) == MANY


def _reach(db: Database, most: int, rows: str, **parameters: object) -> int:
    """Return how many rows there are, counting no further than `most`."""
    found = db.first(f"SELECT count(*) AS n FROM (SELECT 1 FROM {rows} LIMIT :most)", most=most, **parameters)
    return int(found["n"]) if found else 0


def _conditions(wanted: Filter) -> Iterator[str]:
    yield "screenings.run = :run"
    if wanted.outcomes is not None:
        yield f"outcome_rank IN ({', '.join(str(RANK[outcome]) for outcome in wanted.outcomes)})"
    if wanted.code is not None:
        yield "code = :code"
    if wanted.severity:
        yield f"outcome_rank != {RANK[Outcome.CLEAR]} AND level = {_LEVEL}"
    if wanted.language is not None:
        yield "screenings.language = :language"
    if wanted.least is not None:
        yield "probability >= :least"
    if wanted.most is not None:
        yield "probability <= :most"
    if wanted.reviewed is not None:
        yield f"screenings.text {'IN' if wanted.reviewed else 'NOT IN'} ({_REVIEWED})"


_PROTOCOL = "FROM runs JOIN protocols ON protocols.id = runs.protocol WHERE runs.id = :run"
_LEVEL = f"(SELECT key FROM json_each((SELECT levels {_PROTOCOL})) WHERE value = :severity)"
_DECIDED = f"cases.decided = 1 AND cases.protocol = (SELECT protocols.protocol {_PROTOCOL})"
_REVIEWED = f"SELECT text FROM cases WHERE {_DECIDED}"


def _texts_with(looked_for: Sequence[str]) -> tuple[str, list[str]]:
    """Return where to begin, and what makes of the texts found there those that hold all words and their screenings.

    An index finds the texts that hold all parts of the words. What else is asked of their screenings is looked at before
    the bodies, which tell whether they hold the words in one piece and are what takes the time.
    """
    index = _index(looked_for)
    if index is None:  # no more is read than the run's own texts
        walked = "screenings INDEXED BY screenings_by_input"
        return f"{walked} CROSS JOIN bodies ON bodies.text = screenings.text", _holds(looked_for)
    tables = f"{index} CROSS JOIN screenings CROSS JOIN bodies ON bodies.text = {index}.rowid"
    return tables, [f"{index} MATCH :match", f"screenings.text = {index}.rowid", *_holds(looked_for)]


def _holds(looked_for: Sequence[str]) -> list[str]:
    return [f"instr(lower(bodies.body), :word{place})" for place in range(len(looked_for))]


def _index(looked_for: Sequence[str]) -> str | None:
    """Return the index that can find some of the words; None where all are one or two Latin letters."""
    if any(len(word) >= TRIGRAM for word in looked_for):
        return "body_trigrams"
    return "body_pairs" if any(map(sought, looked_for)) else None


def _match(looked_for: Sequence[str]) -> str:
    """Return what the index is asked for: all parts of the words that it can find."""
    if _index(looked_for) == "body_trigrams":
        parts = [word[place : place + TRIGRAM] for word in looked_for for place in range(len(word) - TRIGRAM + 1)]
        return " AND ".join(_quoted(part) for part in dict.fromkeys(parts))
    return " AND ".join(pair for word in looked_for for pair in sought(word))


def _quoted(part: str) -> str:
    escaped = part.replace('"', '""')
    return f'"{escaped}"'
