"""What runs found: lists, pages and the export."""

import csv
import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from access.rights import allow_export, authorise, failures_witnessed
from domain.actor import Actor, Right
from domain.adjustment import Adjustment
from domain.audit import AuditEntry, Head, ranges
from domain.clock import now
from domain.errors import KizashiError
from domain.files import whole_file
from domain.mandate import Mandate
from domain.outcome import Code, Outcome
from domain.policy import CSV, NO_POLICY, Policy
from screening import leaving, reach
from store import audit, batches, result_rows, validations
from store import runs as run_table
from store.database import Database
from store.result_rows import Order, ResultRow
from store.runs import RunSummary

COLUMNS = ("id", "outcome", "code", "probability", "severity", "severity_probability", "run")


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
    """Return one page of a run's results; the excerpts are empty for who may not read the run's texts.

    Who has read the beginnings of which texts is on record, once an hour.
    """
    authorise(actor, Right.READ_RESULTS)
    rows = result_rows.page(db, run, outcomes=outcomes, order=order, descending=descending, offset=offset, limit=limit)
    return shown_to(db, actor, run, rows)


def shown_to(db: Database, actor: Actor, run: int, rows: list[ResultRow]) -> list[ResultRow]:
    """Return rows of a run as an actor may see them, and put on record whose beginnings they have read."""
    authorise(actor, Right.READ_RESULTS)
    if not reach.reads_batch(db, actor, run_table.batch(db, run)):
        return [replace(row, excerpt="") for row in rows]
    if read := ranges(row.text for row in rows if row.excerpt):
        audit.append_reading(db.record, AuditEntry(now(), actor.name, "browse", f"run {run}", new=read))
    return rows


def count(db: Database, actor: Actor, run: int, outcomes: frozenset[Outcome] | None = None) -> int:
    """Return how many results a run has with these outcomes."""
    authorise(actor, Right.READ_RESULTS)
    return result_rows.count(db, run, outcomes)


def codes(db: Database, actor: Actor, run: int) -> dict[tuple[Outcome, Code], int]:
    """Return how many of a run's results have which outcome for which code."""
    authorise(actor, Right.READ_RESULTS)
    return result_rows.codes(db, run)


def export_csv(db: Database, actor: Actor, run: int, out: Path, policy: Policy = NO_POLICY) -> Head:
    """Write one row per text of the run, in input order, as UTF-8 CSV; `out` appears whole or stays what it was.

    A row that has no result yet is `not_screened`, `stopped`. An id that a spreadsheet would run as a formula gets an
    apostrophe in front; an erased text has none. Severity is asked of every text, and is what the model suggests if it is a
    case: also of one that is not flagged. Beside it comes a note (`leaving.note_of`) with the file's SHA-256 and the head
    of the audit chain, which is returned. Raises NotAllowedError where the policy lets no CSV out,
    and KizashiError when `out` can't be written.
    """
    authorise(actor, Right.EXPORT)
    allow_export(actor, policy, CSV)
    with failures_witnessed(actor, "export", f"run {run}"):
        return _exported(db, actor, run, out)


def validated(db: Database, actor: Actor, adjustments: Iterable[Adjustment | None]) -> bool:
    """Tell whether records let texts be clear in all the languages that a way of asking is adjusted for like this, or not."""
    authorise(actor, Right.READ_RESULTS)
    return all(validations.exists(db, adjustment) for adjustment in adjustments)


def mandate(db: Database, actor: Actor, run: int) -> Mandate:
    """Return what was stated for a run's batch."""
    authorise(actor, Right.READ_RESULTS)
    return batches.mandate(db, run_table.batch(db, run))


def last_mandate(db: Database, actor: Actor, folder: Path) -> Mandate | None:
    """Return what was stated last for files of a folder."""
    authorise(actor, Right.SCREEN)
    return batches.last_mandate(db, str(folder.resolve()))


def _exported(db: Database, actor: Actor, run: int, out: Path) -> Head:
    try:
        with whole_file(out.resolve()) as file, whole_file(leaving.note_of(out.resolve())) as note:
            hashed = _Hashed(file)
            writer = csv.writer(hashed, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows(_cells(row, run) for row in result_rows.export_rows(db, run))
            batch = run_table.batch(db, run)
            head, words = leaving.record(db, actor, out, hashed.sha256, f"run {run}", batch)
            note.write(words)
    except OSError as error:
        raise KizashiError(
            "The results can't be written to {out}: {reason}. They are kept.", out=out, reason=error.strerror
        ) from error
    return head


class _Hashed:
    """Pass text on to a file, and take its SHA-256 on the way."""

    def __init__(self, file: TextIO) -> None:
        self._file, self._sha256 = file, hashlib.sha256()

    def write(self, text: str) -> int:
        """Write as files do."""
        self._sha256.update(text.encode())
        return self._file.write(text)

    @property
    def sha256(self) -> str:
        """The SHA-256 (hex) of what was written so far, in UTF-8."""
        return self._sha256.hexdigest()


def _cells(row: ResultRow, run: int) -> tuple[str, ...]:
    safe_id = leaving.harmless(row.text_id).replace("\r", "\n")  # a line feed is quoted, a carriage return is not
    probability, severity_probability = leaving.figure(row.probability), leaving.figure(row.severity_probability)
    return safe_id, row.outcome, row.code, probability, row.severity, severity_probability, str(run)
