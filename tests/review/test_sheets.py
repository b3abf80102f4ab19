"""What people would lose if sheets failed them: a decision made elsewhere, or a spreadsheet that runs what a stranger wrote."""

import csv
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from domain.case import Decision, Verdict
from domain.errors import KizashiError, NotAllowedError
from domain.outcome import Outcome
from domain.policy import CSV, Policy
from domain.scope import EVERYTHING, Scope
from review import queue
from review.decide import decide
from review.export import export
from review.sheets import bring
from screening import results
from screening.leaving import note_of
from store import audit, custody, samples, screenings
from store.database import Database
from tests.review.conftest import BO, CLEO, IDA, SUE, begin
from tests.review.test_desk import flag
from tests.review.test_samples import drawn
from tests.store.samples import AT, PLANTED, left, screening

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1+1")


@pytest.fixture
def decided(desk: Database) -> Database:
    """A desk with a decided case and an undecided one."""
    run = begin(desk, 3)
    first, _ = flag(desk, run), flag(desk, run)
    decide(desk, BO, Decision(first.id, Verdict.CASE, "mild", "=cmd|' /C calc'!A0"), {})
    return desk


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def write(file: Path, filled: list[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(filled[0]))
        writer.writeheader()
        writer.writerows(filled)


def test_h12_a_sheet_holds_who_decided_what_and_when_and_leaves_on_record(decided: Database, tmp_path: Path) -> None:
    head = export(decided, SUE, Scope(batch=1), tmp_path / "cases.csv")
    first, second = rows(tmp_path / "cases.csv")
    assert (first["id"], first["verdict"], first["severity"], first["decided_by"]) == ("p1", "case", "mild", "bo")
    assert first["decided_at"] >= "2026"
    assert (first["note"], "text" in first) == ("'=cmd|' /C calc'!A0", False)
    assert (second["verdict"], second["outcome"], second["probability"]) == ("", "", ""), "it is to be decided blind"
    note = note_of(tmp_path / "cases.csv").read_text(encoding="utf-8")
    assert note.startswith("CONFIDENTIAL\n")
    assert f"audit head: {head}" in note
    assert "purpose: intake" in note
    assert custody.passages(decided, 1)[0].counterpart == "cases.csv"
    assert audit.verify(decided, head) == []


def test_what_is_not_flagged_stands_without_a_severity_among_cases_and_with_it_in_the_export_of_a_run(
    desk: Database, tmp_path: Path
) -> None:
    """People would read a level beside "clear" as what the text is; scripts rely on one for every text."""
    run = begin(desk, 12)
    flag(desk, run)
    for text in left(desk, run):
        found = screening(text, Outcome.CLEAR, probability=0.1, severity="severe", severity_probability=0.6)
        screenings.add(desk, run, found, AT)
    samples.draw(desk, run, 59)
    [case] = drawn(desk)
    decide(desk, BO, Decision(case, Verdict.NOT_A_CASE), {})
    results.export_csv(desk, SUE, run, tmp_path / "results.csv")
    said = {(row["outcome"], row["severity"], row["severity_probability"]) for row in rows(tmp_path / "results.csv")}
    assert said == {("flagged", "mild", ""), ("clear", "severe", "0.600000")}
    export(desk, BO, EVERYTHING, tmp_path / "cases.csv")
    [sheet] = [row for row in rows(tmp_path / "cases.csv") if row["case"] == str(case)]
    assert (sheet["outcome"], sheet["suggested_severity"]) == ("clear", "")


def test_h23_texts_leave_only_when_they_are_asked_for_and_that_is_on_record(decided: Database, tmp_path: Path) -> None:
    export(decided, SUE, EVERYTHING, tmp_path / "plain.csv")
    assert PLANTED not in (tmp_path / "plain.csv").read_text(encoding="utf-8")
    export(decided, SUE, EVERYTHING, tmp_path / "full.csv", with_texts=True)
    assert rows(tmp_path / "full.csv")[0]["text"].startswith(PLANTED)
    exported = [row["subject"] for row in decided.query("SELECT subject FROM audit WHERE act = 'export'")]
    assert exported == ["cases, everything", "cases, everything, with texts"]
    with pytest.raises(NotAllowedError):
        export(decided, IDA, EVERYTHING, tmp_path / "no.csv")
    with pytest.raises(NotAllowedError, match="XLSX"):
        export(decided, SUE, EVERYTHING, tmp_path / "no.xlsx", Policy(exports=frozenset({CSV})))
    with pytest.raises(KizashiError, match=r"\.csv or an \.xlsx"):
        export(decided, SUE, EVERYTHING, tmp_path / "no.pdf")
    assert not list(tmp_path.glob("no.*"))


def test_more_cases_than_memory_is_for_are_refused_as_xlsx_and_not_cut_off(
    decided: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("review.export.MOST_IN_XLSX", 1)
    with pytest.raises(KizashiError, match=r"1 cases at most, and these are 2\. Export a \.csv"):
        export(decided, SUE, EVERYTHING, tmp_path / "many.xlsx")
    assert not list(tmp_path.glob("many.*"))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_cell_runs_as_a_formula(desk: Database, tmp_path: Path, kind: str) -> None:
    run = begin(desk, len(FORMULAS))
    for number, formula in enumerate(FORMULAS, start=1):
        case = flag(desk, run).id
        desk.tables.execute("UPDATE texts SET text_id = ? WHERE id = ?", [formula, number])
        desk.tables.execute("UPDATE bodies SET body = ? WHERE text = ?", [formula, number])
        decide(desk, BO, Decision(case, Verdict.CASE, "mild", formula), {})
    out = tmp_path / f"cases.{kind}"
    export(desk, SUE, EVERYTHING, out, with_texts=True)
    if kind == "csv":
        found = [row[name] for row in rows(out) for name in ("id", "note", "text")]
        assert found == [f"'{formula}" for formula in FORMULAS for _ in range(3)]
        return
    with zipfile.ZipFile(out) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "CONFIDENTIAL" in sheet
        assert "CONFIDENTIAL" in book.read("docProps/core.xml").decode()
    names, *lines = CalamineWorkbook.from_path(str(out)).get_sheet_by_index(0).to_python()
    place = names.index("id")
    assert [line[place] for line in lines][:4] == list(FORMULAS[:4])


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_sheet_that_nobody_has_touched_changes_nothing(decided: Database, tmp_path: Path, kind: str) -> None:
    export(decided, SUE, EVERYTHING, tmp_path / f"cases.{kind}")
    brought = bring(decided, SUE, tmp_path / f"cases.{kind}")
    assert (brought.added, brought.known, brought.undecided) == (0, 1, 1)


def test_decisions_made_elsewhere_are_added_and_nothing_is_overwritten(decided: Database, tmp_path: Path) -> None:
    file = tmp_path / "cases.csv"
    export(decided, SUE, EVERYTHING, file)
    first, second = rows(file)
    first |= {"verdict": "not-a-case", "severity": "", "decided_by": "cleo", "note": "a song"}
    second |= {"verdict": "case", "severity": "severe", "decided_by": "", "note": ""}
    write(file, [first, second])
    brought = bring(decided, SUE, file)
    assert (brought.added, brought.known) == (2, 0)
    history = queue.open_case(decided, CLEO, int(first["case"])).history
    assert [(past.actor.name, past.decision.verdict) for past in history] == [
        ("bo", Verdict.CASE),
        ("cleo", Verdict.NOT_A_CASE),
    ]
    said = [
        tuple(row.values()) for row in decided.query("SELECT actor, new FROM audit WHERE act = 'decide' AND id > 2")
    ]
    assert said == [("sue", "not-a-case by cleo"), ("sue", "case severe")]
    assert bring(decided, SUE, file).added == 0, "brought twice, it is known"
    assert audit.verify(decided) == []


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"verdict": "maybe"}, "Row 2: The verdict is one of case, not-a-case"),
        ({"verdict": "case", "severity": "terrible"}, "Row 2: The severity terrible"),
        ({"verdict": "case", "case": "99"}, "Row 2: There is no case 99"),
        ({"verdict": "case", "case": "first"}, "Row 2: the case's number is missing"),
        ({"verdict": "case", "id": "p1"}, "Row 2: Case 2 is not of the text with this id"),
        ({"verdict": "case", "decided_by": "nobody"}, "Row 2: Who decided is nobody of this store"),
    ],
)
def test_a_sheet_with_one_wrong_row_is_refused_whole(
    decided: Database, tmp_path: Path, change: dict[str, str], why: str
) -> None:
    file = tmp_path / "cases.csv"
    export(decided, SUE, EVERYTHING, file)
    first, second = rows(file)
    write(file, [first | {"verdict": "not-a-case", "decided_by": "sue"}, second | change])
    before = decided.tables.table("decisions").count
    with pytest.raises(KizashiError, match=why):
        bring(decided, SUE, file)
    assert decided.tables.table("decisions").count == before


def test_nobody_brings_decisions_in_another_s_name_without_the_right(decided: Database, tmp_path: Path) -> None:
    file = tmp_path / "cases.csv"
    export(decided, SUE, EVERYTHING, file)
    first, second = rows(file)
    write(file, [first, second | {"verdict": "case", "decided_by": "cleo"}])
    with pytest.raises(KizashiError, match="read-reviewers"):
        bring(decided, BO, file)
