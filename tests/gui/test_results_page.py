"""The Results page: what was found must be there whole, in the order asked for, and leave the program as a file."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from domain.outcome import Outcome
from domain.pack import Pack
from gui.main_window import MainWindow
from gui.navigation import RESULTS
from gui.results_page import ResultsPage
from gui.results_table import PAGE, Column
from learning import starters
from tests.gui.conftest import TEXTS, cells, seen, write_table

Screen = Callable[..., None]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(window: MainWindow) -> ResultsPage:
    return window.results


def shown(qtbot: QtBot, window: MainWindow, ids: list[str]) -> None:
    """Wait until the table holds just these ids, in this order."""
    qtbot.waitUntil(lambda: cells(window.results.table, Column.ID) == ids)


def click_header(page: ResultsPage, column: Column) -> None:
    header = page.table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(column) + 10, header.height() // 2)
    QTest.mouseClick(header.viewport(), LEFT, pos=place)


def test_before_the_first_run_the_page_says_what_to_do(qtbot: QtBot, window: MainWindow, page: ResultsPage) -> None:
    window.show_page(RESULTS)
    qtbot.waitUntil(lambda: "No results yet" in seen(page))
    with qtbot.waitSignal(page.screen_wanted):
        page.empty.button.click()


def test_a_run_is_listed_in_the_file_s_order_with_outcome_reason_and_text(
    qtbot: QtBot, screened: Screen, window: MainWindow, page: ResultsPage
) -> None:
    screened("stress")
    window.show_page(RESULTS)
    shown(qtbot, window, list(TEXTS))
    assert cells(page.table, Column.OUTCOME) == ["Unsure", "Flagged", "Not screened", "Flagged", "Unsure"]
    assert cells(page.table, Column.WHY)[2:] == ["Empty text", "The model's answer", "Between the thresholds"]
    assert cells(page.table, Column.PROBABILITY)[1:3] == ["82%", "–"]
    assert cells(page.table, Column.TEXT)[0] == TEXTS["calm-1"]
    assert "Not yet validated" in seen(page)
    assert "texts.csv · Stress" in page.picker.currentText()
    assert page.table.isColumnHidden(Column.SEVERITY)


def test_the_page_names_how_the_model_was_asked_and_what_its_makers_measured(
    qtbot: QtBot, screened: Screen, taught: Pack, window: MainWindow, page: ResultsPage, tmp_path: Path
) -> None:
    screened("stress")
    window.show_page(RESULTS)
    qtbot.waitUntil(lambda: "right in 87 of 100 (83–91)" in seen(page))
    assert "Stress · learned from examples" in page.picker.currentText()
    assert page.model.headerData(Column.PROBABILITY, Qt.Orientation.Horizontal) == "Probability"
    shutil.rmtree(starters.folder(tmp_path, taught))
    screened("stress")
    page.show_run(2)
    qtbot.waitUntil(lambda: "Stress · asked without examples" in page.picker.currentText())
    qtbot.waitUntil(lambda: "Not yet validated: nobody has measured" in seen(page))
    assert page.model.headerData(Column.PROBABILITY, Qt.Orientation.Horizontal) == "Model's answer"
    page.show_run(1)
    qtbot.waitUntil(lambda: "no longer on this machine" in seen(page))


@pytest.mark.usefixtures("taught")
def test_a_text_that_was_not_flagged_shows_no_severity(
    qtbot: QtBot, screened: Screen, window: MainWindow, page: ResultsPage
) -> None:
    """A severity is only meant for a case: "severe" beside "not flagged" would frighten for nothing."""
    screened("depression")
    window.show_page(RESULTS)
    shown(qtbot, window, list(TEXTS))
    assert cells(page.table, Column.OUTCOME)[:2] == ["Not flagged", "Flagged"]
    assert cells(page.table, Column.SEVERITY)[:2] == ["–", "Mild (92%)"]


def test_the_tiles_keep_only_the_outcomes_that_are_switched_on(
    qtbot: QtBot, screened: Screen, window: MainWindow, page: ResultsPage
) -> None:
    screened("stress")
    window.show_page(RESULTS)
    shown(qtbot, window, list(TEXTS))
    page.tiles.tile(Outcome.FLAGGED).click()
    shown(qtbot, window, ["bad-1", "grave-1"])
    page.tiles.tile(Outcome.NOT_SCREENED).click()
    shown(qtbot, window, ["bad-1", "none-1", "grave-1"])
    page.tiles.tile(Outcome.FLAGGED).click()
    page.tiles.tile(Outcome.NOT_SCREENED).click()
    shown(qtbot, window, list(TEXTS))


def test_a_click_on_a_header_sorts_and_the_third_brings_back_the_file_s_order(
    qtbot: QtBot, screened: Screen, window: MainWindow, page: ResultsPage
) -> None:
    screened("depression")
    window.show_page(RESULTS)
    shown(qtbot, window, list(TEXTS))
    click_header(page, Column.PROBABILITY)
    qtbot.waitUntil(lambda: cells(page.table, Column.ID)[:1] == ["grave-1"])
    click_header(page, Column.PROBABILITY)
    qtbot.waitUntil(lambda: cells(page.table, Column.ID)[-1:] == ["grave-1"])
    click_header(page, Column.PROBABILITY)
    shown(qtbot, window, list(TEXTS))
    click_header(page, Column.SEVERITY)
    qtbot.waitUntil(lambda: str(cells(page.table, Column.SEVERITY)[:1]).startswith("['Severe"))


def test_a_long_table_is_read_page_by_page_to_its_last_row(
    qtbot: QtBot, screened: Screen, window: MainWindow, page: ResultsPage, tmp_path: Path
) -> None:
    many = {f"n{number:04}": f"On day {number} it was calm and I was out in the garden." for number in range(3 * PAGE)}
    screened("stress", write_table(tmp_path / "many.csv", many))
    window.show_page(RESULTS)
    qtbot.waitUntil(lambda: page.model.rowCount() == len(many))
    assert page.model.index(len(many) - 1, Column.ID).data() is None
    page.table.scrollToBottom()
    qtbot.waitUntil(lambda: page.model.index(len(many) - 1, Column.ID).data() == "n0299")
    assert page.model.index(PAGE + 1, Column.ID).data() is None, "a page out of sight was read"


def test_the_export_holds_every_row_and_no_formula(
    qtbot: QtBot, screened: Screen, window: MainWindow, page: ResultsPage, tmp_path: Path
) -> None:
    screened("stress", write_table(tmp_path / "odd.csv", {"=1+1": "It was a calm day.", "plain": ""}))
    window.show_page(RESULTS)
    shown(qtbot, window, ["=1+1", "plain"])
    out = tmp_path / "out.csv"
    page.export_to(1, out)
    qtbot.waitUntil(lambda: f"Exported to {out}" in seen(page))
    with out.open(encoding="utf-8", newline="") as file:
        assert [row[:3] for row in csv.reader(file)] == [
            ["id", "outcome", "code"],
            ["'=1+1", "unsure", "unvalidated"],
            ["plain", "not_screened", "empty"],
        ]


def test_an_export_that_can_t_be_written_says_so(
    qtbot: QtBot, screened: Screen, window: MainWindow, page: ResultsPage, tmp_path: Path
) -> None:
    screened("stress")
    window.show_page(RESULTS)
    shown(qtbot, window, list(TEXTS))
    page.export_to(1, tmp_path / "no-such-folder" / "out.csv")
    qtbot.waitUntil(lambda: "can't be written" in seen(page))


def test_the_run_that_was_just_made_can_be_chosen_beside_older_ones(
    qtbot: QtBot, screened: Screen, window: MainWindow, page: ResultsPage
) -> None:
    screened("stress")
    screened("depression")
    window.show_page(RESULTS)
    qtbot.waitUntil(lambda: page.picker.count() == 2)
    assert "Depression" in page.picker.currentText()
    page.show_run(1)
    qtbot.waitUntil(lambda: "Stress" in page.picker.currentText())
    shown(qtbot, window, list(TEXTS))
