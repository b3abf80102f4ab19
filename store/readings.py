"""What readers said of cases, each for themself: for agreement among them, and for their own eyes."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from domain.case import Reading, Verdict
from domain.outcome import Outcome
from domain.scope import Scope
from store.database import Database


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one reader said of a case before anybody else's reading was known to them.

    `levels` are the protocol's, mildest first.
    """

    case: int
    protocol: str
    levels: tuple[str, ...]
    reading: Reading
    actor: str
    verdict: Verdict
    severity: str
    at: str


@dataclass(frozen=True, slots=True)
class Pace:
    """One decision as its reader made it. `seconds` and `characters` are None where nobody measured them.

    `outcome` and `suggested` (severity) are what the machine said, `hidden` whether it was hidden then.
    """

    at: str
    language: str
    seconds: float | None
    characters: int | None
    verdict: Verdict
    severity: str
    outcome: Outcome
    suggested: str
    hidden: bool


def judgements(db: Database, scope: Scope) -> Iterator[Judgement]:
    """Yield the first and the second reading of each case of a batch, or of those whose second one was in a time.

    Corrections and adjudications are left out: they were made in the light of something else.
    """
    rows = db.query(
        """
        SELECT min(decision.id), case_id, cases.protocol, levels, decision.reading, actor, verdict, decision.severity,
            decision.at
        FROM live_decisions AS decision
            JOIN cases ON cases.id = case_id
            JOIN screenings ON screenings.id = decision.screening
            JOIN runs ON runs.id = screenings.run
            JOIN protocols ON protocols.id = runs.protocol
            JOIN texts ON texts.id = cases.text
        WHERE decision.reading IN (1, 2)
            AND case_id IN (
                SELECT case_id FROM live_decisions
                WHERE reading = 2 AND at >= :since AND (:until = '' OR at < :until)
            )
            AND (:batch IS NULL OR texts.source IN (SELECT source FROM batch_sources WHERE batch = :batch))
        GROUP BY case_id, decision.reading ORDER BY case_id, decision.reading
        """,
        **asdict(scope),
    )
    for row in rows:
        yield Judgement(
            case=row["case_id"],
            protocol=row["protocol"],
            levels=tuple(json.loads(row["levels"])),
            reading=Reading(row["reading"]),
            actor=row["actor"],
            verdict=Verdict(row["verdict"]),
            severity=row["severity"],
            at=row["at"],
        )


def latest(db: Database, actor: str, limit: int) -> list[Pace]:
    """Return a person's latest decisions, the latest first."""
    rows = db.query(
        """
        SELECT decisions.at, language, seconds, characters, verdict, decisions.severity, outcome,
            screenings.severity AS suggested, suggestion_hidden AS hidden
        FROM decisions JOIN screenings ON screenings.id = screening
        WHERE actor = :actor ORDER BY decisions.id DESC LIMIT :limit
        """,
        actor=actor,
        limit=limit,
    )
    return [
        Pace(
            **row
            | {
                "verdict": Verdict(row["verdict"]),
                "outcome": Outcome(row["outcome"]),
                "hidden": bool(row["hidden"]),
            }
        )
        for row in rows
    ]
