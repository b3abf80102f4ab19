"""What the texts of runs look like in numbers, so that one time can be held against another."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from store import samples
from store.database import Database


@dataclass(frozen=True, slots=True)
class Picture:
    """How many texts were flagged or not, by language and by length, and how many of the reviewed sample were missed.

    `lengths` are powers of two: the key 7 counts texts of 64 to 127 characters.
    """

    flagged: Mapping[str, int]
    languages: Mapping[str, int]
    lengths: Mapping[str, int]
    reviewed: Mapping[str, int]

    @property
    def texts(self) -> int:
        """How many texts it shows."""
        return sum(self.flagged.values())

    @classmethod
    def parse(cls, metrics: str) -> Self | None:
        """Return the picture that a validation record's metrics (JSON) hold under `picture`, if they hold one."""
        found = json.loads(metrics).get("picture")
        return cls(**found) if found else None


def of_runs(db: Database, run: int, since: str = "") -> Picture:
    """Return the picture of all runs that can be pooled with one, begun since then (UTC, ISO 8601)."""
    pool = f"SELECT max(pool.id) FROM ({samples.POOL}) AS pool JOIN runs USING (id) WHERE started_at >= :since GROUP BY pool.batch"
    tally = samples.tally(db, run)

    def counted(what: str, joined: str = "") -> dict[str, int]:
        rows = db.query(
            f"""
            SELECT {what} AS value, count(*) AS texts FROM screenings {joined}
            WHERE run IN ({pool}) AND outcome != 'not_screened' GROUP BY 1 ORDER BY 1
            """,
            run=run,
            since=since,
        )
        return {str(row["value"]): row["texts"] for row in rows}

    ends = "JOIN (SELECT screening, max(end_char) AS end FROM windows GROUP BY screening) ON screening = screenings.id"
    lengths: Counter[str] = Counter()
    for end, texts in counted("end", ends).items():
        lengths[str(int(end).bit_length())] += texts
    return Picture(
        flagged=counted("iif(outcome = 'flagged', 'yes', 'no')"),
        languages=counted("language"),
        lengths=dict(lengths),
        reviewed={"missed": tally.missed, "right": tally.read - tally.missed},
    )


def recorded(db: Database, run: int) -> Picture | None:
    """Return the picture that the latest validation record for a run's pack, protocol and way holds."""
    found = db.first(
        """
        SELECT metrics FROM validations JOIN runs USING (pack, protocol, way)
        WHERE runs.id = :run ORDER BY validations.id DESC
        """,
        run=run,
    )
    return Picture.parse(found["metrics"]) if found else None
