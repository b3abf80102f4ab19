"""What plots are drawn from: counts, never a text."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.outcome import Outcome
from store.database import Database

BINS = 20


@dataclass(frozen=True, slots=True)
class RunCounts:
    """How many texts of a batch's run ended how. `day` is when it began (UTC, ISO 8601)."""

    run: int
    batch: int
    day: str
    outcomes: Mapping[Outcome, int]


def of_runs(db: Database, protocol: str) -> list[RunCounts]:
    """Return the outcomes of the latest run of each batch under a protocol, the oldest first.

    One run for each batch: a text that was screened twice is one text.
    """
    rows = db.query(
        """
        SELECT max(runs.id) AS id, batch, started_at, flagged, unsure, clear, not_screened
        FROM runs JOIN protocols ON protocols.id = runs.protocol
        WHERE protocols.protocol = :protocol GROUP BY batch ORDER BY runs.id
        """,
        protocol=protocol,
    )
    return [
        RunCounts(row["id"], row["batch"], row["started_at"], {outcome: row[outcome.value] for outcome in Outcome})
        for row in rows
    ]


def histogram(db: Database, run: int) -> list[int]:
    """Return how many of a run's texts have a probability in each of `BINS` equal parts of 0 to 1.

    Each part is a stretch of one index: counting them so takes a tenth of the time of sorting a million texts into them.
    """
    rows = db.rows(
        """
        WITH RECURSIVE bins (bin) AS (SELECT 0 UNION ALL SELECT bin + 1 FROM bins WHERE bin < :bins - 1)
        SELECT (
            SELECT count(*) FROM screenings INDEXED BY screenings_by_probability
            WHERE run = :run AND probability >= 1.0 * bin / :bins AND probability < iif(bin = :bins - 1, 2.0, (bin + 1.0) / :bins)
        ) FROM bins
        """,
        run=run,
        bins=BINS,
    )
    return [texts for (texts,) in rows]


def severities(db: Database, protocol: str) -> dict[tuple[str, str], int]:
    """Return how often people gave which severity where the machine had suggested which, by their ids ("" for none).

    A case that was said to be none has no severity, whatever was suggested; only current decisions count.
    """
    rows = db.query(
        """
        SELECT screenings.severity AS suggested, decision.severity AS given, count(*) AS cases
        FROM current_decisions AS decision
            JOIN cases ON cases.id = decision.case_id
            JOIN screenings ON screenings.id = decision.screening
        WHERE cases.protocol = :protocol AND screenings.probability IS NOT NULL GROUP BY 1, 2
        """,
        protocol=protocol,
    )
    return {(row["suggested"], row["given"]): row["cases"] for row in rows}
