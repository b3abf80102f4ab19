"""Cases as a sheet for people: CSV or XLSX, with who decided what and when, and the notes. Confidential, and on record."""

import csv
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from itertools import islice
from pathlib import Path

from xlsxwriter import Workbook

from access.rights import allow_export, authorise, failures_witnessed
from domain.actor import Actor, Right
from domain.audit import Head
from domain.case import Case
from domain.errors import KizashiError
from domain.outcome import Outcome
from domain.policy import CSV, NO_POLICY, XLSX, Policy
from domain.scope import Scope
from review import turns
from screening import leaving
from store import cases, scopes
from store.database import Database
from store.scopes import SheetRow

COLUMNS = (
    *("case", "id", "file", "protocol", "raised_at", "due_at", "acknowledged_at", "outcome", "reason", "probability"),
    *("suggested_severity", "verdict", "severity", "decided_by", "decided_at", "readings", "closed", "note"),
)
TEXT = "text"
MARK = "CONFIDENTIAL"
AT_ONCE = 1000
LONGEST_CELL = 32_767
"""Characters: what a cell of an XLSX file holds."""
MOST_IN_XLSX = 100_000
"""Cases: an XLSX file is made in memory, 3 kB for each, since nothing of it may lie on the disk meanwhile."""
AS_TEXT = {
    "in_memory": True,  # else XlsxWriter puts the rows into temporary files, unencrypted
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def export(
    db: Database, actor: Actor, scope: Scope, out: Path, policy: Policy = NO_POLICY, *, with_texts: bool = False
) -> Head:
    """Write one row per case, oldest first; the name's ending, .csv or .xlsx, says which. Return the audit chain's head.

    What the machine said of a case that is still to be decided blind is left out. A cell that a spreadsheet would run as a
    formula gets an apostrophe in front in CSV, and is written as a string in XLSX, whose cells end at LONGEST_CELL.
    `with_texts` adds the texts, for whoever may read all of them. Raises KizashiError for another ending, for more cases
    than MOST_IN_XLSX in such a file, and for a place that can't be written to, and NotAllowedError.
    """
    authorise(actor, Right.EXPORT)
    if with_texts:
        authorise(actor, Right.READ_ALL_TEXTS)
    kind = out.suffix.lower().removeprefix(".")
    if kind not in (CSV, XLSX):
        raise KizashiError(f"A sheet is a .csv or an .xlsx file. Give {out.name} one of these endings.")
    allow_export(actor, policy, kind)
    if kind == XLSX:
        _check_size(db, scope)
    what = f"cases, {scope}{', with texts' if with_texts else ''}"
    with failures_witnessed(actor, "export", what):
        names = (*COLUMNS, TEXT) if with_texts else COLUMNS
        rows = _rows(db, actor, scope, with_texts=with_texts)
        content = _csv(names, rows) if kind == CSV else _xlsx(names, rows)
        return leaving.write(db, actor, content, out, what, scope.batch)


def _check_size(db: Database, scope: Scope) -> None:
    number = sum(scopes.states(db, scope).values())
    if number > MOST_IN_XLSX:
        raise KizashiError(
            f"An .xlsx sheet holds {MOST_IN_XLSX:,} cases at most, and these are {number:,}. Export a .csv."
        )


def _rows(db: Database, actor: Actor, scope: Scope, *, with_texts: bool) -> Iterator[tuple[str, ...]]:
    rows = scopes.sheet(db, scope)
    while some := list(islice(rows, AT_ONCE)):
        seen = {case.id: case for case in turns.as_seen(db, actor, cases.among(db, [row.case for row in some]))}
        for row in some:
            cells = _cells(row, seen[row.case])
            yield (*cells, row.untrusted_body) if with_texts else cells


def _cells(row: SheetRow, case: Case) -> tuple[str, ...]:
    """Return a row with the case as this person may see it before deciding.

    The model suggests a severity if the text is a case: of one that it did not flag, and that was drawn for a check, it
    would only surprise.
    """
    severity = "" if case.outcome is Outcome.CLEAR else case.severity
    machine = (
        ("", "", "", "") if case.blind else (case.outcome, case.reason, leaving.figure(case.probability), severity)
    )
    said = (case.verdict or "", case.decided_severity, case.decided_by, case.decided_at)
    return (
        *(str(row.case), row.id, row.source, row.protocol, row.raised_at, case.due_at, row.acknowledged_at),
        *machine,
        *said,
        str(row.readings if said[0] else 0),
        "yes" if row.closed else "",
        row.note if said[0] else "",
    )


def _csv(names: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> bytes:
    out = BytesIO()
    lines = TextIOWrapper(out, encoding="utf-8", newline="")
    writer = csv.writer(lines)  # lines end in CR LF: a lone CR or LF inside a cell is quoted then
    writer.writerow(names)
    writer.writerows([leaving.harmless(cell) for cell in row] for row in rows)
    lines.flush()
    return out.getvalue()


def _xlsx(names: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> bytes:
    out = BytesIO()
    with Workbook(out, AS_TEXT) as book:
        book.set_properties({"title": "Cases", "status": MARK, "keywords": MARK})
        sheet = book.add_worksheet("Cases")
        sheet.set_header(f"&C{MARK}")
        sheet.freeze_panes(1, 0)
        bold = book.add_format({"bold": True})
        for column, name in enumerate(names):
            sheet.write_string(0, column, name, bold)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell[:LONGEST_CELL])
    return out.getvalue()
