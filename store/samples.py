"""Samples of not-flagged texts, drawn unseen for people to read: what they say of all that the machine let pass."""

from dataclasses import dataclass

from domain.case import Reason
from domain.outcome import Outcome
from store.cases import RANK
from store.database import Database

ONE_IN = 10
"""At most so few of the not-flagged texts of all runs that can be pooled: a sample is not to become the work itself."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What is known of all runs with the same pack, protocol, thresholds, examples and way as one of them.

    `not_flagged` texts were let pass; of them `drawn` went into samples, `read` were decided, and `missed` of these are
    cases.
    """

    runs: int
    not_flagged: int
    drawn: int
    read: int
    missed: int


def draw(db: Database, run: int, most: int) -> int:
    """Draw a run's sample into the queue, once for a batch, and return of how many texts.

    Each text has the same chance. It stands at the place of a random case whose reason is hidden, as if it had been raised
    when it was screened. Inside the caller's transaction.
    """
    with db.atomic():
        texts = _drawn(db, run, _size(db, run, most))
        places = list(
            db.query(
                """
                SELECT cases.lane, cases.urgency FROM cases JOIN screenings ON screenings.id = cases.screening
                WHERE run = :run AND lane IN (:flagged, :unsure) AND outcome != 'not_screened' AND decided = 0
                ORDER BY random() LIMIT :most
                """,
                run=run,
                flagged=RANK[Outcome.FLAGGED],
                unsure=RANK[Outcome.UNSURE],
                most=len(texts),
            )
        ) or [{"lane": RANK[Outcome.UNSURE], "urgency": 0.0}]
        for number, text in enumerate(texts):
            place = places[number % len(places)]
            _raise(db, run, text, place["lane"], place["urgency"])
        return len(texts)


def tally(db: Database, run: int) -> Tally:
    """Return what is known of the runs that can be pooled with one."""
    [found] = db.query(
        f"""
        WITH pool AS ({POOL}),
            latest AS (SELECT max(id) AS id FROM pool GROUP BY batch),
            sample AS (
                SELECT DISTINCT case_id, decided, verdict
                FROM audit_samples JOIN pool ON pool.id = audit_samples.run
                    JOIN cases ON cases.id = case_id
                    LEFT JOIN current_decisions USING (case_id)
            )
        SELECT (SELECT count(*) FROM latest) AS runs,
            (SELECT coalesce(sum(clear), 0) FROM runs WHERE id IN (SELECT id FROM latest)) AS not_flagged,
            (SELECT count(*) FROM sample) AS drawn,
            (SELECT count(*) FROM sample WHERE decided) AS read,
            (SELECT count(*) FROM sample WHERE decided AND verdict = 'case') AS missed
        """,
        run=run,
    )
    return Tally(**found)


SAME = ("protocol", "pack", "way", "variant", "examples_sha256", "head_sha256", "calibration_sha256")
"""The columns that runs have in common whose not-flagged texts were let pass by the same rule."""
POOL = f"""
    SELECT runs.id, runs.batch FROM runs JOIN runs AS this ON this.id = :run
    WHERE {" AND ".join(f"runs.{column} = this.{column}" for column in SAME)}
"""
"""The runs that can be pooled with one; thresholds are in the hashes of what sets them."""


def _size(db: Database, run: int, most: int) -> int:
    """Return how many to draw: a tenth of the run, as long as all that can be pooled is not over it; none twice."""
    before = db.first(
        f"""
        SELECT 1 FROM audit_samples JOIN ({POOL}) AS pool ON pool.id = audit_samples.run
        WHERE pool.batch = (SELECT batch FROM runs WHERE id = :run)
        """,
        run=run,
    )
    if before:
        return 0
    known = tally(db, run)
    [own] = db.query("SELECT clear FROM runs WHERE id = :run", run=run)
    of_run, of_all = -(-int(own["clear"]) // ONE_IN), known.not_flagged // ONE_IN - known.drawn
    return max(0, min(most, of_run, of_all))


def _drawn(db: Database, run: int, size: int) -> list[int]:
    rows = db.query(
        """
        SELECT text FROM screenings JOIN bodies USING (text)
        WHERE run = :run AND outcome_rank = :clear ORDER BY random() LIMIT :size
        """,
        run=run,
        clear=RANK[Outcome.CLEAR],
        size=size,
    )
    return [row["text"] for row in rows]


def _raise(db: Database, run: int, text: int, lane: int, urgency: float) -> None:
    """Make the text a case, unless an earlier run has, and note that it was drawn."""
    db.tables.execute(
        """
        INSERT OR IGNORE INTO cases (text, protocol, screening, reason, lane, urgency, raised_at)
        SELECT text, protocols.protocol, screenings.id, ?, ?, ?, at
        FROM screenings JOIN runs ON runs.id = run JOIN protocols ON protocols.id = runs.protocol
        WHERE run = ? AND text = ?
        """,
        [Reason.AUDIT_SAMPLE, lane, urgency, run, text],
    )
    db.tables.execute(
        """
        INSERT INTO audit_samples (run, case_id)
        SELECT ?, cases.id FROM cases JOIN runs ON runs.id = ? JOIN protocols ON protocols.id = runs.protocol
        WHERE text = ? AND cases.protocol = protocols.protocol
        """,
        [run, run, text],
    )
