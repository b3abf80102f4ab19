"""How the probabilities of past screenings are spread: what a change of thresholds is tried on. Counts, never a text."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.outcome import Code, Outcome
from store.cases import RANKED
from store.database import Database

STEPS = 100
"""Equal parts of 0 to 1 that probabilities are counted in, and so the steps in which a threshold can be tried."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What runs have in common whose probabilities mean the same: the hashes of their passports."""

    protocol_sha256: str
    pack_sha256: str
    way: str
    head_sha256: str
    calibrations: Sequence[str]


Spread = Mapping[tuple[Outcome, Code], Sequence[int]]
"""Counts by outcome and code, one for each of `STEPS` parts."""


def runs(db: Database, asked: Asked) -> list[int]:
    """Return the latest of such runs of each batch: a text that was screened twice is one text."""
    rows = db.query(
        """
        SELECT max(runs.id) AS id FROM runs
            JOIN protocols ON protocols.id = runs.protocol
            JOIN packs ON packs.id = runs.pack
        WHERE protocols.sha256 = :protocol AND packs.sha256 = :pack AND way = :way AND head_sha256 = :head
            AND calibration_sha256 IN (SELECT value FROM json_each(:calibrations))
        GROUP BY batch ORDER BY 1
        """,
        protocol=asked.protocol_sha256,
        pack=asked.pack_sha256,
        way=asked.way,
        head=asked.head_sha256,
        calibrations=json.dumps(list(asked.calibrations)),
    )
    return [row["id"] for row in rows]


def of_runs(db: Database, runs: Sequence[int], language: str) -> Spread:
    """Return how the screenings of these runs in a language are spread; those without a probability are not counted."""
    rows = db.query(
        """
        SELECT outcome_rank, code, min(CAST(probability * :steps + 1e-9 AS INTEGER), :steps - 1) AS step, count(*) AS texts
        FROM screenings INDEXED BY screenings_by_input
        WHERE run IN (SELECT value FROM json_each(:runs)) AND language = :language AND probability IS NOT NULL
        GROUP BY 1, 2, 3
        """,
        steps=STEPS,
        runs=json.dumps(list(runs)),
        language=language,
    )
    found: dict[tuple[Outcome, Code], list[int]] = {}
    for row in rows:
        counts = found.setdefault((RANKED[row["outcome_rank"]], Code(row["code"])), [0] * STEPS)
        counts[row["step"]] = row["texts"]
    return found
