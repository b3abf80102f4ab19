"""XLSX and ODS, read with calamine: the first sheet that holds anything, visible ones before hidden ones."""

import datetime
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from domain.errors import IntakeError
from intake.header import with_header
from intake.notes import Note, NoteKind
from intake.table import Row, Table

Cell = float | str | datetime.time | datetime.date | datetime.timedelta


def table(path: Path, wanted: frozenset[str]) -> Table | None:
    """Open a workbook; None where no sheet holds a row. Raises IntakeError for a damaged or protected one."""
    names = _sheet_names(path)
    for name in names:
        opened = with_header(partial(_rows, path, name), wanted)
        if opened:
            return replace(opened, notes=(*opened.notes, *_left_out(name, names)))
    return None


def _left_out(read: str, names: list[str]) -> Iterator[Note]:
    others = ", ".join(repr(name) for name in names if name != read)
    if others:
        yield Note(NoteKind.OTHER_SHEETS, detail=f"{read!r}, not {others}")


def _open(path: Path) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(path)
    except CalamineError as error:
        said = "{file} can't be opened as a spreadsheet: it is damaged or protected by a password."
        raise IntakeError(said, file=path.name) from error


def _sheet_names(path: Path) -> list[str]:
    with _open(path) as workbook:
        sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
    return [sheet.name for sheet in sorted(sheets, key=lambda sheet: sheet.visible is not SheetVisibleEnum.Visible)]


def _rows(path: Path, name: str) -> Iterator[Row]:
    """Yield rows from the first to the last that holds anything, so that they keep their distance in the sheet."""
    with _open(path) as workbook:
        sheet = workbook.get_sheet_by_name(name)
    blank: list[Row] = []
    started = False
    for cells in sheet.iter_rows():
        row = Row([_text(cell) for cell in cells])
        if any(row.cells):
            yield from blank
            yield row
            blank, started = [], True
        elif started:
            blank.append(row)


def _text(cell: Cell) -> str:
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    # A spreadsheet knows no integers: 5.0 is what the user sees as 5.
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
