"""What runs found: lists, pages and the export."""

import csv
from dataclasses import replace
from pathlib import Path

from access.rights import authorise
from domain.actor import RIGHTS, Actor, Right
from domain.audit import AuditEntry
from domain.clock import now
from domain.errors import KizashiError
from domain.files import whole_file
from domain.outcome import Code, Outcome
from store import audit, screenings
from store import runs as run_table
from store.database import Database
from store.runs import RunSummary
from store.screenings import Order, ResultRow

COLUMNS = ("id", "outcome", "code", "probability", "severity", "severity_probability", "run")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def runs(db: Database, actor: Actor) -> list[RunSummary]:
    """Return all runs, newest first."""
    authorise(actor, Right.READ_RESULTS)
    return run_table.summaries(db)


def page(  # noqa: PLR0913 - one keyword per control of a table of results
    db: Database,
    actor: Actor,
    run: int,
    *,
    outcomes: frozenset[Outcome] | None = None,
    order: Order = Order.INPUT,
    descending: bool = False,
    offset: int = 0,
    limit: int,
) -> list[ResultRow]:
    """Return one page of a run's results; the excerpts are empty for who may not read texts."""
    authorise(actor, Right.READ_RESULTS)
    rows = screenings.page(db, run, outcomes=outcomes, order=order, descending=descending, offset=offset, limit=limit)
    return rows if Right.READ_TEXTS in RIGHTS[actor.role] else [replace(row, excerpt="") for row in rows]


def count(db: Database, actor: Actor, run: int, outcomes: frozenset[Outcome] | None = None) -> int:
    """Return how many results a run has with these outcomes."""
    authorise(actor, Right.READ_RESULTS)
    return screenings.count(db, run, outcomes)


def codes(db: Database, actor: Actor, run: int) -> dict[tuple[Outcome, Code], int]:
    """Return how many of a run's results have which outcome for which code."""
    authorise(actor, Right.READ_RESULTS)
    return screenings.codes(db, run)


def export_csv(db: Database, actor: Actor, run: int, out: Path) -> None:
    """Write one row per text of the run, in input order, as UTF-8 CSV; `out` appears whole or stays what it was.

    A row that has no result yet is `not_screened`, `stopped`. An id that a spreadsheet would run as a formula gets an
    apostrophe in front. Raises KizashiError when `out` can't be written.
    """
    authorise(actor, Right.EXPORT)
    try:
        with whole_file(out.resolve()) as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows(_cells(row, run) for row in screenings.export_rows(db, run))
            with db.atomic(durable=True):
                audit.append(db, AuditEntry(now(), actor.name, "export", f"run {run}", new=out.name))
    except OSError as error:
        raise KizashiError(f"The results can't be written to {out}: {error.strerror}. They are kept.") from error


def _cells(row: ResultRow, run: int) -> tuple[str, ...]:
    safe_id = f"'{row.text_id}" if row.text_id.startswith(FORMULA_STARTS) else row.text_id
    probability, severity_probability = _number(row.probability), _number(row.severity_probability)
    return safe_id, row.outcome, row.code, probability, row.severity, severity_probability, str(run)


def _number(probability: float | None) -> str:
    return "" if probability is None else f"{probability:.6f}"
