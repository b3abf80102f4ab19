"""The results of a run: pages of them in any order, their counts, and all of them for an export."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from enum import StrEnum

from domain.outcome import Code, Outcome
from store import runs
from store.cases import RANK, RANKED
from store.database import Database, Row


class Order(StrEnum):
    """What a page of results is sorted by."""

    INPUT = "input"
    PROBABILITY = "probability"
    OUTCOME = "outcome"
    SEVERITY = "severity"
    ID = "id"


SORTED_BY = {
    Order.INPUT: ("position", "screenings.row"),
    Order.PROBABILITY: ("probability", "screenings.id"),
    Order.OUTCOME: ("outcome_rank", "position", "screenings.row"),
    Order.SEVERITY: ("level", "severity_probability", "screenings.id"),
    Order.ID: ("length(text_id)", "text_id", "texts.source", "texts.id"),
}


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One row of a run's results. `excerpt` is the beginning of the body, "" where there is none; `gone`: not any more.

    `marked` and `phrase` as in `Screening`. `screening` is 0 of a text that has no result yet.
    """

    screening: int
    text: int
    text_id: str
    source: str
    row: int
    outcome: Outcome
    code: Code
    probability: float | None
    severity: str
    severity_probability: float | None
    language: str
    marked: bool
    excerpt: str = field(repr=False)
    phrase: bool = False
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """What results have in common that can be chosen from a short list. `language` is "" where it could not be told."""

    outcome: Outcome
    code: Code
    language: str


def page(
    db: Database,
    run: int,
    *,
    outcomes: frozenset[Outcome] | None,
    order: Order,
    descending: bool,
    offset: int,
    limit: int,
) -> list[ResultRow]:
    """Return one page of a run's results, only those with one of `outcomes` (None: all)."""
    rest = count(db, run, outcomes) - offset
    if rest > offset:
        rows = _walk(db, run, outcomes, order, descending, offset, limit)
    else:  # the end is nearer than the beginning: come from there
        rows = _walk(db, run, outcomes, order, not descending, max(0, rest - limit), max(0, min(limit, rest)))[::-1]
    return [result(row) for row in rows]


def count(db: Database, run: int, outcomes: frozenset[Outcome] | None) -> int:
    """Return how many results all pages with these outcomes hold."""
    counts = asdict(runs.counts(db, run))
    return sum(counts[outcome] for outcome in _chosen(outcomes))


def codes(db: Database, run: int) -> dict[tuple[Outcome, Code], int]:
    """Return how many of a run's results have which outcome for which code."""
    rows = db.query(
        """
        SELECT outcome_rank, code, count(*) AS rows FROM screenings INDEXED BY screenings_by_input
        WHERE run = :run GROUP BY 1, 2
        """,
        run=run,
    )
    return {(RANKED[row["outcome_rank"]], Code(row["code"])): row["rows"] for row in rows}


def kinds(db: Database, run: int) -> frozenset[Kind]:
    """Return which kinds of results a run has. They are not counted: of a million that would take eight times as long."""
    rows = db.query(
        """
        SELECT DISTINCT outcome_rank, code, language FROM screenings INDEXED BY screenings_by_input WHERE run = :run
        """,
        run=run,
    )
    return frozenset(Kind(RANKED[row["outcome_rank"]], Code(row["code"]), row["language"]) for row in rows)


def export_rows(db: Database, run: int) -> Iterator[ResultRow]:
    """Yield a row for every text of a run, in input order; what has no screening comes as not screened, `stopped`."""
    return map(result, db.query(_EXPORT, run=run))


_COLUMNS = """
    texts.id AS text, text_id, name, texts.row, outcome, code, probability, severity, severity_probability,
    screenings.id AS screening, screenings.language, marked, phrase, substr(body, 1, 120) AS excerpt, body IS NULL AS gone
"""

RESULTS = f"""
    SELECT {_COLUMNS} FROM screenings
        JOIN texts ON texts.id = screenings.text
        JOIN sources ON sources.id = texts.source
        LEFT JOIN bodies ON bodies.text = texts.id
"""
"""Selects what a `ResultRow` is made of."""

BY_ID = """
    texts INDEXED BY texts_by_id CROSS JOIN screenings ON screenings.text = texts.id
        AND texts.source IN (SELECT source FROM runs JOIN batch_sources USING (batch) WHERE runs.id = :run)
"""
"""The texts of a run in the order of their ids, and what was said of each."""

_EXPORT = f"""
    SELECT {_COLUMNS} FROM ({runs.INPUT}) AS input
        JOIN texts ON texts.id = input.text
        JOIN sources ON sources.id = texts.source
        LEFT JOIN bodies ON bodies.text = texts.id
        LEFT JOIN screenings ON screenings.run = :run AND screenings.text = texts.id
    ORDER BY input.position, input.row
"""


def _walk(
    db: Database,
    run: int,
    outcomes: frozenset[Outcome] | None,
    order: Order,
    descending: bool,
    offset: int,
    limit: int,
) -> list[Row]:
    """Return a page's rows. The inner select walks an index that holds all it needs, so only `limit` rows are read."""
    sorting = ", ".join(f"{column} {'DESC' if descending else 'ASC'}" for column in SORTED_BY[order])
    ranks = ", ".join(str(RANK[outcome]) for outcome in _chosen(outcomes))
    return list(
        db.query(
            f"""
            {RESULTS} WHERE screenings.id IN (
                SELECT screenings.id FROM {BY_ID if order is Order.ID else "screenings"}
                WHERE run = :run AND outcome_rank IN ({ranks})
                ORDER BY {sorting} LIMIT :limit OFFSET :offset
            )
            ORDER BY {sorting}
            """,
            run=run,
            limit=limit,
            offset=offset,
        )
    )


def _chosen(outcomes: frozenset[Outcome] | None) -> Iterable[Outcome]:
    return Outcome if outcomes is None else outcomes


def result(row: Row) -> ResultRow:
    """Return the result of a row that `RESULTS` has selected."""
    return ResultRow(
        screening=row["screening"] or 0,
        text=row["text"],
        text_id=row["text_id"],
        source=row["name"],
        row=row["row"],
        outcome=Outcome(row["outcome"] or Outcome.NOT_SCREENED),
        code=Code.STOPPED if row["code"] is None else Code(row["code"]),
        probability=row["probability"],
        severity=row["severity"] or "",
        severity_probability=row["severity_probability"],
        language=row["language"] or "",
        marked=bool(row["marked"]),
        excerpt=row["excerpt"] or "",
        phrase=bool(row["phrase"]),
        gone=bool(row["gone"]),
    )
