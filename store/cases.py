"""Cases: what people are asked to look at, in the order in which they should."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from domain.case import Case, Reading, Reason, Verdict
from domain.errors import StoreError
from domain.outcome import Code, Outcome
from domain.screening import Screening, Window
from store.database import Database, Row
from store.settings import DUE

RANK = {Outcome.FLAGGED: 1, Outcome.UNSURE: 2, Outcome.NOT_SCREENED: 3, Outcome.CLEAR: 4}
"""The outcomes in the order in which a person should look at them."""

TOP_LANE = 0
"""The queue's first lane: texts with a real chance of the top severity. The other lanes are the outcomes' ranks."""

NO_REAL_CHANCE = {Code.LANGUAGE, Code.BAND, Code.UNVALIDATED}
"""The codes that routing gives an unsure text only after it has found no real chance of the top severity."""


def add(db: Database, screening: Screening, stored: int, protocol: str, levels: Sequence[str], at: str) -> None:
    """Raise the case of a screening that was stored under the id `stored`, inside the caller's transaction.

    A text is a case of a protocol once, whatever the number of runs; until it is decided, its most urgent screening
    stands for it.
    """
    lane = _lane(screening, levels)
    db.tables.execute(
        """
        INSERT INTO cases (text, protocol, screening, reason, lane, urgency, raised_at) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (text, protocol) DO UPDATE SET
            screening = excluded.screening,
            reason = excluded.reason,
            lane = excluded.lane,
            urgency = excluded.urgency
        WHERE NOT decided AND (
            excluded.lane < lane OR reason = 'audit-sample' OR (excluded.lane = 0 AND lane = 0 AND excluded.urgency > urgency)
        )
        """,
        [
            screening.text,
            protocol,
            stored,
            Reason.of(screening.outcome, screening.code, phrase=screening.phrase),
            lane,
            screening.top_severity if lane == TOP_LANE else -(screening.margin or 0.0),
            at,
        ],
    )
    db.tables.execute(
        f"UPDATE cases SET due_at = {DUE} WHERE text = ? AND protocol = ? AND decided = 0", [screening.text, protocol]
    )


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose queue is asked for: it holds what waits for this person, and nothing that they have read already.

    No name is everybody's. `skipped`: cases that the person has put off for this sitting.
    """

    name: str = ""
    adjudicates: bool = True
    skipped: Collection[int] = ()


EVERYBODY = Reader()


def queue(
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
        page = f"{_CASES} WHERE cases.id IN ({ids}) ORDER BY {order}"
        found += db.query(page, **parameters, limit=limit - len(found), offset=offset)
        if len(found) == limit:
            break
        offset = max(0, offset - _count(db, where, **parameters))
    return [_case(row) for row in found]


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


def evidence(db: Database) -> list[Case]:
    """Return the cases that somebody has marked as evidence for the example bank, the oldest first."""
    return [_case(row) for row in db.query(f"{_CASES} WHERE evidence ORDER BY cases.id")]


def counts(db: Database, reader: Reader = EVERYBODY) -> tuple[int, int]:
    """Return how many cases wait for a reader, and how many are decided."""
    waiting = _count(db, f"decided = 0 AND {_TURN}", **_reading(reader))
    return waiting, _count(db, "decided = 1")


def get(db: Database, case: int) -> Case:
    """Return one case. Raises StoreError when there is none."""
    found = db.first(f"{_CASES} WHERE cases.id = :case", case=case)
    if found is None:
        raise StoreError(f"There is no case {case} in the store.")
    return _case(found)


def among(db: Database, ids: Collection[int]) -> list[Case]:
    """Return the cases with these ids."""
    wanted = json.dumps(list(ids))
    return [
        _case(row) for row in db.query(f"{_CASES} WHERE cases.id IN (SELECT value FROM json_each(:ids))", ids=wanted)
    ]


def windows(db: Database, case: int) -> list[Window]:
    """Return what the model said of each window of a case's text, in text order."""
    rows = db.query(
        """
        SELECT start_char, end_char, log_odds, windows.severity
        FROM cases JOIN windows USING (screening) WHERE cases.id = :case ORDER BY ordinal
        """,
        case=case,
    )
    return [
        Window(row["start_char"], row["end_char"], row["log_odds"], tuple(json.loads(row["severity"]))) for row in rows
    ]


def levels(db: Database, case: int) -> tuple[str, ...]:
    """Return the ids of the severity levels that the case's protocol had when it was asked, mildest first."""
    found = db.first(
        """
        SELECT levels FROM cases
            JOIN screenings ON screenings.id = cases.screening
            JOIN runs ON runs.id = screenings.run
            JOIN protocols ON protocols.id = runs.protocol
        WHERE cases.id = :case
        """,
        case=case,
    )
    return tuple(json.loads(found["levels"])) if found else ()


_CASES = """
    SELECT cases.id, cases.text, text_id, sources.name AS source, cases.protocol, way, reason, outcome, code, probability,
        screenings.severity, severity_probability, raised_at, lane, due_at, acknowledged, decided, cases.reading, closed,
        evidence, verdict, decision.severity AS decided_severity, actor, decision.at AS decided_at
    FROM cases
        JOIN screenings ON screenings.id = cases.screening
        JOIN runs ON runs.id = screenings.run
        JOIN texts ON texts.id = cases.text
        JOIN sources ON sources.id = texts.source
        LEFT JOIN current_decisions AS decision ON decision.case_id = cases.id
"""

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
    return [_case(row) for row in db.query(f"{_CASES} WHERE cases.id IN ({ids}) ORDER BY {order}", **parameters)]


def _reading(reader: Reader) -> dict[str, object]:
    return {
        "reader": reader.name,
        "adjudicates": reader.adjudicates,
        "skipped": json.dumps(list(reader.skipped)),
    }


def _count(db: Database, where: str, **parameters: object) -> int:
    found = db.first(f"SELECT count(*) AS cases FROM cases WHERE {where}", **parameters)
    return int(found["cases"]) if found else 0


def _lane(screening: Screening, levels: Sequence[str]) -> int:
    if screening.may_be_top:
        return TOP_LANE
    if screening.severity and screening.severity == levels[-1] and screening.code not in NO_REAL_CHANCE:
        return TOP_LANE
    return RANK[Outcome.FLAGGED if screening.phrase else screening.outcome]


def _case(row: Row) -> Case:
    return Case(
        id=row["id"],
        text=row["text"],
        text_id=row["text_id"],
        source=row["source"],
        protocol=row["protocol"],
        way=row["way"],
        reason=Reason(row["reason"]),
        outcome=Outcome(row["outcome"]),
        code=Code(row["code"]),
        probability=row["probability"],
        severity=row["severity"],
        severity_probability=row["severity_probability"],
        raised_at=row["raised_at"],
        verdict=Verdict(row["verdict"]) if row["verdict"] else None,
        decided_severity=row["decided_severity"] or "",
        decided_by=row["actor"] or "",
        decided_at=row["decided_at"] or "",
        top=row["lane"] == TOP_LANE,
        due_at=row["due_at"],
        acknowledged=bool(row["acknowledged"]),
        waits_for=None if row["decided"] else Reading(row["reading"]),
        closed=bool(row["closed"]),
        evidence=bool(row["evidence"]),
    )
