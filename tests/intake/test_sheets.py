"""Workbooks as people keep them: several sheets, empty rows, numbers that are ids."""

import datetime
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
import xlsxwriter

from domain.errors import IntakeError
from domain.text import Reading
from intake.notes import NoteKind
from tests.intake.files import noted, source

Sheets = dict[str, list[Sequence[object]]]

ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content office:version="1.2"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"""


def write_xlsx(path: Path, sheets: Sheets, hidden: str = "") -> Path:
    with xlsxwriter.Workbook(path) as book:
        dates = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            if name == hidden:
                sheet.hide()
            else:
                sheet.activate()
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    sheet.write(at, column, cell, *([dates] if isinstance(cell, datetime.date) else []))
    return path


def write_ods(path: Path, sheets: Sheets) -> Path:
    def cell(value: object) -> str:
        if isinstance(value, int):
            return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
        return f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'

    tables = (
        f'<table:table table:name="{name}">'
        + "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
        + "</table:table>"
        for name, rows in sheets.items()
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", ODS.format("".join(tables)))
    return path


ROWS: list[Sequence[object]] = [["番号", "本文"], [101, "眠れない、\nつらい"], [102, "＝1+1 はなに？"], [103, ""]]


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_rows_of_a_workbook_are_texts(tmp_path: Path, suffix: str) -> None:
    write = write_xlsx if suffix == ".xlsx" else write_ods
    rows = ROWS if suffix == ".xlsx" else [*ROWS[:1], [101, "眠れない、つらい"], *ROWS[2:]]
    found = source(write(tmp_path / f"相談{suffix}", {"シート": rows}))
    assert [(draft.id, draft.untrusted_body) for draft in found.drafts()] == [(str(a), b) for a, b in rows[1:]]


def test_the_first_sheet_that_holds_anything_is_read_and_said(tmp_path: Path) -> None:
    sheets: Sheets = {"lists": [["text"], ["hidden"]], "cover": [], "data": ROWS, "old": ROWS}
    found = source(write_xlsx(tmp_path / "many.xlsx", sheets, hidden="lists"))
    assert len(list(found.drafts())) == 3
    assert [str(note) for note in found.notes] == ["Only one sheet is read: 'data', not 'cover', 'old', 'lists'."]


def test_rows_keep_their_distance_but_empty_ends_are_no_rows(tmp_path: Path) -> None:
    rows: list[Sequence[object]] = [["", ""], ["", ""], ["id", "text"], [1, "hello"], ["", ""], [3, "there"], ["", ""]]
    found = source(write_xlsx(tmp_path / "gaps.xlsx", {"data": rows}))
    assert [(draft.row, draft.id, draft.untrusted_body) for draft in found.drafts()] == [
        (1, "1", "hello"),
        (2, "2", ""),
        (3, "3", "there"),
    ]
    assert noted(found.path) == {NoteKind.EMPTY: 1}


def test_numbers_and_dates_look_as_people_see_them(tmp_path: Path) -> None:
    rows: list[Sequence[object]] = [["id", "text", "date"], [5, "hello", datetime.date(2024, 5, 1)], [5.5, 7, ""]]
    first, second = source(write_xlsx(tmp_path / "typed.xlsx", {"data": rows})).drafts()
    assert (first.id, first.written_at) == ("5", "2024-05-01")
    assert (second.id, second.untrusted_body) == ("5.5", "7")


@pytest.mark.parametrize("name", ["broken.xlsx", "broken.ods"])
def test_a_damaged_workbook_gets_one_clear_line(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK\x03\x04 and nothing more")
    with pytest.raises(IntakeError, match=f"^{name} can't be opened as a spreadsheet"):
        source(tmp_path / name)


def test_an_empty_workbook_gets_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match=r"^blank\.xlsx holds no row"):
        source(write_xlsx(tmp_path / "blank.xlsx", {"data": []}))


def test_a_column_that_a_workbook_does_not_have_is_answered_with_those_it_has(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match="Its columns are: 番号, 本文"):
        source(write_xlsx(tmp_path / "named.xlsx", {"data": ROWS}), Reading(text_column="text"))
