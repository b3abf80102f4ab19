"""What a script or a supervisor at a terminal would lose if `review` failed them."""

import json
from pathlib import Path

import pytest

from access.paths import config_folder, unattended_store
from cli.main import run
from custody.entry import unattended
from domain.case import Decision, Verdict
from domain.site import DeskRules
from domain.text import Reading
from review import site
from review.decide import decide
from review.queue import queue
from screening.job import Order, ScreeningJob
from screening.protocols import find
from tests.screening.words import OpenWords, word_pack


@pytest.fixture
def decided(tmp_path: Path) -> Path:
    """The account's own store with three texts, the first case of which is decided; its folder."""
    (tmp_path / "texts.csv").write_text("id,text\n=1,dreadful dreadful day\n2,a calm day\n3,a day\n", encoding="utf-8")
    entry = unattended(config_folder(), unattended_store())
    order = Order([tmp_path / "texts.csv"], Reading(), find("depression"), word_pack(tmp_path))
    list(ScreeningJob(entry.open, entry.actor, order, OpenWords()))
    with entry.open() as db:
        decide(db, entry.actor, Decision(queue(db, entry.actor)[0].id, Verdict.CASE, "mild"), {})
    return tmp_path


@pytest.mark.usefixtures("decided")
def test_stats_are_one_json_object_on_standard_output(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["review", "stats", "--json", "--batch", "1"]) == 0
    found = json.loads(capfd.readouterr().out)
    assert found["outcomes"]["depression"]["rows"] == 3
    assert found["states"] == {"decided": 1, "to decide": 2}
    assert found["decided"] == [["depression", "case", "mild", 1]]
    assert run(["review", "stats", "--from", "2999-01-01"]) == 0
    assert "Cases, from 2999-01-01T00:00:00+00:00 to now: none" in capfd.readouterr().out


def test_a_sheet_goes_out_and_comes_back_with_decisions(decided: Path, capfd: pytest.CaptureFixture[str]) -> None:
    sheet = decided / "cases.csv"
    assert run(["review", "export", str(sheet)]) == 0
    assert "confidential" in capfd.readouterr().err
    heading, *lines = sheet.read_text(encoding="utf-8").splitlines()
    names = heading.split(",")
    cells = lines[-1].split(",")
    cells[names.index("verdict")] = "not-a-case"
    sheet.write_text("\n".join([heading, *lines[:-1], ",".join(cells)]) + "\n", encoding="utf-8")
    assert run(["review", "import", str(sheet)]) == 0
    assert "Added 1 decisions. 1 were known, 1 cases are undecided" in capfd.readouterr().out
    assert run(["review", "export", str(decided / "cases.xlsx"), "--with-texts"]) == 0
    assert run(["review", "import", str(decided / "cases.xlsx")]) == 0
    assert "Added 0 decisions. 2 were known" in capfd.readouterr().out


def test_a_report_is_one_page_that_needs_no_network(decided: Path) -> None:
    assert run(["review", "report", str(decided / "r.html"), "--from", "2020-01-01", "--to", "2999-01-01"]) == 0
    page = (decided / "r.html").read_text(encoding="utf-8")
    assert "Report: 2020-01-01 to before 2999-01-01" in page
    assert "http" not in page.replace("http-equiv", "")
    assert "dreadful" not in page


def test_a_report_is_written_in_the_language_that_is_asked_for_and_as_pdf_by_its_name(decided: Path) -> None:
    assert run(["review", "report", str(decided / "r.html"), "--language", "ja"]) == 0
    page = (decided / "r.html").read_text(encoding="utf-8")
    assert "報告書：すべて" in page
    assert "抑うつ" in page
    assert run(["review", "report", str(decided / "r.pdf")], None, lambda page: f"%PDF {page}".encode()) == 0
    assert (decided / "r.pdf").read_bytes().startswith(b"%PDF <!doctype html>")


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (["stats", "--batch", "9"], "There is no batch 9"),
        (["export", "cases.pdf"], "the ending .csv or .xlsx"),
        (["import", "nowhere.csv"], "nowhere.csv"),
        (["report", "/nowhere/r.html"], "no folder /nowhere"),
    ],
)
@pytest.mark.usefixtures("decided")
def test_what_can_not_be_done_is_said_in_one_line(
    wrong: list[str], why: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["review", *wrong]) == 1
    assert why in capfd.readouterr().err


def test_a_day_that_is_none_is_wrong_usage(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        run(["review", "stats", "--from", "yesterday"])
    assert "yesterday is not a day" in capfd.readouterr().err


@pytest.mark.usefixtures("decided")
def test_a_site_s_settings_are_set_all_or_none_and_shown(capfd: pytest.CaptureFixture[str]) -> None:
    words = ("--crisis-text", "Call the person on duty.", "--on-duty", "Ms Ikeda, extension 21")
    times = ("--response-time", "depression:severe=1.5", "--response-time", "depression:mild=none")
    assert run(["review", "settings", *words, *times, "--second-share", "0.1", "--reviewers", "hidden"]) == 0
    shown = capfd.readouterr().out
    for said in ("Ms Ikeda, extension 21", "1.5 h", "0.1", "hidden", "59"):
        assert said in shown, said
    entry = unattended(config_folder(), unattended_store())
    with entry.open() as db:
        assert site.rules(db) == DeskRules(second_share=0.1, show_reviewers=False)
    assert run(["review", "settings", "--second-share", "0.5", "--suggestion", "shown"]) == 1
    assert "Set the sample to 0" in capfd.readouterr().err
    assert run(["review", "settings", "--second-share", "0.5", "--response-time", "depression:grave=1"]) == 1
    with entry.open() as db:
        assert site.rules(db).second_share == 0.1, "half of a command was carried out"
