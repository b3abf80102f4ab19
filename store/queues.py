"""The queue of cases: what waits for whom, in the order in which people should look at it."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from domain.case import Case
from domain.outcome import Outcome
from store.cases import CASES, RANK, of_row
from store.database import Database, Row


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose queue is asked for: it holds what waits for this person, and nothing that they have read already.

    No name is everybody's. `skipped`: cases that the person has put off for this sitting.
    """

    name: str = ""
    adjudicates: bool = True
    skipped: Collection[int] = ()


EVERYBODY = Reader()


def page(
    db: Database,
    *,
    undecided: bool,
    run: int | None,
    limit: int,
    offset: int = 0,
    reader: Reader = EVERYBODY,
    at: str = "",
) -> list[Case]:
    """Return a page of cases, most urgent first: those that wait for the `reader`, or all with the decided ones last.

    The order: a real chance of the top severity, those overdue `at` this time first, then the greatest chance; then
    flagged, unsure, not screened; among these what lies nearest to the threshold, then age. A not-screened text with an
    always-review phrase stands with the flagged ones. `run`: cases among its results.
    """
    parameters = {**_reading(reader), "run": run, "at": at}
    found: list[Row] = []
    for stretch, order in _STRETCHES[: 2 if undecided else 3]:
        where = f"{stretch} AND {_IN_RUN} AND {_TURN if undecided else 'TRUE'}"
        ids = f"SELECT id FROM cases WHERE {where} ORDER BY {order} LIMIT :limit OFFSET :offset"
        whole = f"{CASES} WHERE cases.id IN ({ids}) ORDER BY {order}"
        found += db.query(whole, **parameters, limit=limit - len(found), offset=offset)
        if len(found) == limit:
            break
        offset = max(0, offset - _count(db, where, **parameters))
    return [of_row(row) for row in found]


def on_screen(db: Database, limit: int) -> list[Case]:
    """Return the cases of the top severity that nobody has acknowledged or decided, what is due first."""
    return _some(db, f"lane = 0 AND {_UNANSWERED}", "due_at = '', due_at, raised_at, cases.id", "", limit=limit)


def overdue(db: Database, at: str, limit: int) -> list[Case]:
    """Return the cases that should have been answered by then and were not, whatever their severity, the longest first."""
    where = f"due_at != '' AND due_at <= :at AND {_UNANSWERED}"
    return _some(db, where, "due_at, cases.id", "INDEXED BY cases_by_due", limit=limit, at=at)


def not_screened(db: Database, reader: Reader, limit: int) -> list[Case]:
    """Return the cases that no machine could read and that wait for the `reader`, in the queue's order.

    One with an always-review phrase stands with the flagged ones instead.
    """
    where = f"decided = 0 AND lane = :lane AND {_TURN}"
    return _some(db, where, _IN_TURN, "", limit=limit, **_reading(reader), lane=RANK[Outcome.NOT_SCREENED])


def counts(db: Database, reader: Reader = EVERYBODY) -> tuple[int, int]:
    """Return how many cases wait for a reader, and how many are decided."""
    waiting = _count(db, f"decided = 0 AND {_TURN}", **_reading(reader))
    return waiting, _count(db, "decided = 1")


_IN_TURN = "lane, urgency DESC, raised_at, cases.id"
_STRETCHES = (
    (
        "decided = 0 AND lane = 0",
        f"(due_at BETWEEN '0' AND :at AND NOT acknowledged) DESC, {_IN_TURN}",
    ),
    ("decided = 0 AND lane > 0", _IN_TURN),
    ("decided = 1", _IN_TURN),
)
"""The queue, one part after the other, each in its order."""

_IN_RUN = """(:run IS NULL OR EXISTS (
    SELECT 1 FROM screenings WHERE run = :run AND text = cases.text AND (
        outcome != 'clear' OR EXISTS (SELECT 1 FROM audit_samples WHERE run = :run AND case_id = cases.id)
    )
))"""

_TURN = """(
    cases.reading = 1 OR (cases.reading = 2 OR :adjudicates) AND NOT EXISTS (
        SELECT 1 FROM live_decisions WHERE case_id = cases.id AND actor = :reader
    )
) AND cases.id NOT IN (SELECT value FROM json_each(:skipped))"""

_UNANSWERED = "decided = 0 AND acknowledged = 0 AND cases.reading = 1"


def _some(db: Database, where: str, order: str, index: str, **parameters: object) -> list[Case]:
    """Return the first cases of an order; the inner select walks an index, so only `limit` of them are read whole."""
    ids = f"SELECT id FROM cases {index} WHERE {where} ORDER BY {order} LIMIT :limit"
    return [of_row(row) for row in db.query(f"{CASES} WHERE cases.id IN ({ids}) ORDER BY {order}", **parameters)]


def _reading(reader: Reader) -> dict[str, object]:
    return {
        "reader": reader.name,
        "adjudicates": reader.adjudicates,
        "skipped": json.dumps(list(reader.skipped)),
    }


def _count(db: Database, where: str, **parameters: object) -> int:
    found = db.first(f"SELECT count(*) AS cases FROM cases WHERE {where}", **parameters)
    return int(found["cases"]) if found else 0
