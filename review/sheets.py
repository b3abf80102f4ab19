"""Decisions that were made elsewhere, on an exported sheet, come back: each is added, and nothing is overwritten."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from access.rights import authorise, failures_witnessed
from domain.actor import Actor, Right
from domain.audit import AuditEntry
from domain.case import Decision, Verdict
from domain.clock import now
from domain.errors import KizashiError
from domain.text import Reading
from intake.read import find_sources
from review.decide import check, decide
from screening.leaving import FORMULA_STARTS
from store import audit, cases, decisions, users
from store.database import Database

ACT = "import-decisions"
"""The act on record."""
CASE = "case"
OTHERS = ("id", "verdict", "severity", "decided_by", "note")


class SheetError(KizashiError):
    """This sheet can't be taken in. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of a sheet's rows: new decisions, those that were known already, and cases that nobody has decided."""

    added: int
    known: int
    undecided: int


@dataclass(frozen=True, slots=True)
class _Row:
    """A row that holds a decision. `row` counts from 1, without the heading."""

    row: int
    case: int
    id: str
    verdict: str
    severity: str
    decided_by: str
    note: str = field(repr=False)


def bring(db: Database, actor: Actor, file: Path) -> Brought:
    """Add the decisions on a sheet, as `review.export` wrote it and people have filled it in; all of them or none.

    A row counts when its verdict is filled in; `decided_by` is a person of this store, empty for oneself. A decision that
    the case has already from the same person is known. Other people's decisions take the right to read their figures.
    Raises SheetError, which names the row, and IntakeError for a file that is no such table.
    """
    authorise(actor, Right.DECIDE)
    with failures_witnessed(actor, ACT, "store"):
        return _brought(db, actor, file)


def _brought(db: Database, actor: Actor, file: Path) -> Brought:
    rows = list(_read(file))
    filled = [row for row in rows if row.verdict]
    for row in filled:
        _allow(db, actor, row)
    with db.atomic(durable=True):
        added = sum(_add(db, actor, row) for row in filled)
        if added:
            audit.append(db, AuditEntry(now(), actor.name, ACT, "store", new=f"decisions {added}"))
    return Brought(added, len(filled) - added, len(rows) - len(filled))


def _read(file: Path) -> Iterator[_Row]:
    reading = Reading(text_column=CASE, id_column="id", other_columns=OTHERS)
    for source in find_sources([file], reading):
        for draft in source.drafts():
            case, others = draft.untrusted_body.strip(), [_plain(cell) for cell in draft.others]
            if not case.isascii() or not case.isdecimal():
                raise SheetError(f"Row {draft.row}: the case's number is missing. Nothing was changed.")
            yield _Row(draft.row, int(case), *others)


def _plain(cell: str) -> str:
    """Take off what the export put before a cell that a spreadsheet would have run."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell


def _allow(db: Database, actor: Actor, row: _Row) -> None:
    """Ask for what a row takes before the transaction of them all begins, so that a refusal goes on record."""
    with _named(row):
        if row.decided_by in ("", actor.name):
            check(db, actor, row.case)
        else:
            authorise(actor, Right.READ_REVIEWERS)


@contextmanager
def _named(row: _Row) -> Iterator[None]:
    """Name the row in whatever error comes of it."""
    try:
        yield
    except KizashiError as error:
        raise SheetError(f"Row {row.row}: {error} Nothing was changed.") from error


def _add(db: Database, actor: Actor, row: _Row) -> bool:
    """Add one decision, unless it is known; return whether it was new."""
    with _named(row):
        who = _who(db, actor, row)
        verdict = _verdict(row)
        if cases.get(db, row.case).text_id != row.id:
            raise SheetError(f"Case {row.case} is not of the text with this id.")
        if _known(db, row, verdict, who):
            return False
        decide(db, who, Decision(row.case, verdict, row.severity, row.note), {}, by=actor)
    return True


def _who(db: Database, actor: Actor, row: _Row) -> Actor:
    if row.decided_by in ("", actor.name):
        return actor
    user = users.find(db, row.decided_by)
    if user is None:
        raise SheetError("Who decided is nobody of this store.")
    return user.actor


def _verdict(row: _Row) -> Verdict:
    try:
        return Verdict(row.verdict)
    except ValueError:
        raise SheetError(f"The verdict is one of {', '.join(Verdict)}.") from None


def _known(db: Database, row: _Row, verdict: Verdict, who: Actor) -> bool:
    said = (who.name, verdict, row.severity)
    past = decisions.history(db, row.case)
    return said in [(one.actor.name, one.decision.verdict, one.decision.severity) for one in past]
