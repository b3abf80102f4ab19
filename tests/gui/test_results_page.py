"""The Results page: what was found must be there whole, in the order asked for, and leave the program as a file."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableWidgetItem
from pytestqt.qtbot import QtBot

from domain.outcome import Code, Outcome
from domain.pack import Pack
from gui.core import Core
from gui.language import Language
from gui.main_window import MainWindow
from gui.navigation import RESULTS
from gui.results_columns import Column
from gui.results_page import ResultsPage
from gui.results_table import PAGE
from learning import starters
from store.search import Filter
from tests.gui.conftest import TEXTS, OpenDatabase, Screen, cells, seen, write_table

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(window: MainWindow) -> ResultsPage:
    return window.pages.results


def shown(qtbot: QtBot, window: MainWindow, ids: list[str]) -> None:
    """Wait until the table holds just these ids, in this order."""
    qtbot.waitUntil(lambda: cells(window.pages.results.table, Column.ID) == ids)


def words(item: QTableWidgetItem | None) -> str:
    assert item
    return item.text()


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
    assert "texts.csv · Stress" in page.picker.runs.currentText()
    assert page.table.isColumnHidden(Column.SEVERITY)


def test_the_page_names_how_the_model_was_asked_and_what_its_makers_measured(
    qtbot: QtBot, screened: Screen, taught: Pack, window: MainWindow, page: ResultsPage, tmp_path: Path
) -> None:
    screened("stress")
    window.show_page(RESULTS)
    qtbot.waitUntil(lambda: "right in 87 of 100 (83–91)" in seen(page))
    assert "Stress · learned from examples" in page.picker.runs.currentText()
    assert page.model.headerData(Column.PROBABILITY, Qt.Orientation.Horizontal) == "Probability"
    shutil.rmtree(starters.folder(tmp_path, taught))
    screened("stress")
    page.show_run(2)
    qtbot.waitUntil(lambda: "Stress · asked without examples" in page.picker.runs.currentText())
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
    page.export.write(1, out)
    qtbot.waitUntil(lambda: f"Exported to {out}" in seen(page))
    with out.open(encoding="utf-8", newline="") as file:
        assert [row[:3] for row in csv.reader(file)] == [
            ["id", "outcome", "code"],
            ["'=1+1", "unsure", "unvalidated"],
            ["plain", "not_screened", "empty"],
        ]


def test_where_the_export_went_is_said_in_the_language_that_is_chosen_afterwards(
    qtbot: QtBot, screened: Screen, window: MainWindow, page: ResultsPage, language: Language, tmp_path: Path
) -> None:
    screened("stress")
    window.show_page(RESULTS)
    shown(qtbot, window, list(TEXTS))
    out = tmp_path / "out.csv"
    page.export.write(1, out)
    qtbot.waitUntil(lambda: f"Exported to {out}" in seen(page))
    language.choose("ja")
    qtbot.waitUntil(lambda: f"{out} に書き出しました" in seen(page))


def test_an_export_that_can_t_be_written_says_so(
    qtbot: QtBot, screened: Screen, window: MainWindow, page: ResultsPage, tmp_path: Path
) -> None:
    screened("stress")
    window.show_page(RESULTS)
    shown(qtbot, window, list(TEXTS))
    page.export.write(1, tmp_path / "no-such-folder" / "out.csv")
    qtbot.waitUntil(lambda: "can't be written" in seen(page))


def test_the_run_that_was_just_made_can_be_chosen_beside_older_ones(
    qtbot: QtBot, screened: Screen, window: MainWindow, page: ResultsPage
) -> None:
    screened("stress")
    screened("depression")
    window.show_page(RESULTS)
    qtbot.waitUntil(lambda: page.picker.runs.count() == 2)
    assert "Depression" in page.picker.runs.currentText()
    page.show_run(1)
    qtbot.waitUntil(lambda: "Stress" in page.picker.runs.currentText())
    shown(qtbot, window, list(TEXTS))


def test_a_batch_can_be_picked_and_then_only_its_runs_are_offered(
    qtbot: QtBot, screened: Screen, window: MainWindow, page: ResultsPage, tmp_path: Path
) -> None:
    screened("stress")
    screened("stress", write_table(tmp_path / "other.csv", {"o-1": "A calm day."}))
    screened("depression")
    window.show_page(RESULTS)
    qtbot.waitUntil(lambda: page.picker.runs.count() == 3)
    assert [page.picker.batches.itemText(place) for place in range(3)] == [
        "All batches",
        "Batch 2 · other.csv",
        "Batch 1 · texts.csv",
    ]
    QTest.keyClick(page.picker.batches, Qt.Key.Key_Down)
    shown(qtbot, window, ["o-1"])
    assert page.picker.runs.count() == 1
    page.refresh()
    QTest.keyClick(page.picker.batches, Qt.Key.Key_Down)
    shown(qtbot, window, list(TEXTS))
    assert page.picker.runs.count() == 2
    assert "Depression" in page.picker.runs.currentText()
    page.show_run(2)
    shown(qtbot, window, ["o-1"])
    assert page.picker.batches.currentText() == "All batches"


def narrowed(qtbot: QtBot, window: MainWindow, ids: list[str]) -> None:
    """Wait until the table holds just these ids, and the foot says how many they are."""
    shown(qtbot, window, ids)
    qtbot.waitUntil(lambda: f"Rows: {len(ids)}" in seen(window.pages.results))


def test_words_are_looked_for_as_they_are_typed(
    qtbot: QtBot, screened: Screen, window: MainWindow, page: ResultsPage
) -> None:
    screened("stress")
    window.show_page(RESULTS)
    shown(qtbot, window, list(TEXTS))
    QTest.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.filters.words.hasFocus)
    QTest.keyClicks(page.filters.words, "dreadful")
    narrowed(qtbot, window, ["bad-1", "grave-1"])
    QTest.keyClicks(page.filters.words, " week")
    narrowed(qtbot, window, ["bad-1"])
    page.filters.words.clear()
    shown(qtbot, window, list(TEXTS))


def test_a_protocol_without_levels_leaves_no_hole_among_the_filters(
    qtbot: QtBot, screened: Screen, window: MainWindow
) -> None:
    """A box's place was kept empty, and the reasons beside it were cut for want of room."""
    screened("stress")
    window.show_page(RESULTS)
    bar = window.pages.results.filters
    qtbot.waitUntil(lambda: window.pages.results.model.row(0) is not None)
    bar.more.setChecked(True)
    QApplication.processEvents()
    assert not bar.severity.isVisible()
    right, left = (
        bar.code.mapTo(bar, bar.code.rect().topRight()),
        bar.language.mapTo(bar, bar.language.rect().topLeft()),
    )
    assert left.x() - right.x() < bar.code.width() // 2


def test_filters_keep_what_passes_all_of_them_and_none_brings_all_back(
    qtbot: QtBot, screened: Screen, window: MainWindow, page: ResultsPage
) -> None:
    screened("depression")
    window.show_page(RESULTS)
    shown(qtbot, window, list(TEXTS))
    page.filters.choose(Filter(least=0.6, language="en"))
    narrowed(qtbot, window, ["bad-1", "grave-1"])
    assert page.filters.severity.isVisible()
    page.filters.choose(Filter(code=Code.EMPTY))
    narrowed(qtbot, window, ["none-1"])
    page.filters.choose(Filter(reviewed=True))
    shown(qtbot, window, [])
    qtbot.waitUntil(lambda: "No text passes these filters." in seen(page))
    page.filters.clear.click()
    shown(qtbot, window, list(TEXTS))


def test_a_saved_filter_is_there_again_in_another_window(
    qtbot: QtBot, screened: Screen, open_window: Callable[[Core], MainWindow], core: Core
) -> None:
    screened("stress")
    page = open_window(core).pages.results
    page.tiles.tile(Outcome.FLAGGED).click()
    page.filters.words.setText("week")
    page.filters.saved.emit("the week")
    again = open_window(core)
    again.show_page(RESULTS)
    shown(qtbot, again, list(TEXTS))
    again.pages.results.filters.taken.emit("the week")
    narrowed(qtbot, again, ["bad-1"])


def test_a_row_opens_its_text_and_the_sentences_that_moved_the_score(
    qtbot: QtBot, screened: Screen, window: MainWindow, page: ResultsPage, open_database: OpenDatabase, tmp_path: Path
) -> None:
    """The view is on record, the measuring is said to be an approximation, and all of it goes by keyboard."""
    body = "It rained. It was dreadful at work. We had tea."
    screened("stress", write_table(tmp_path / "one.csv", {"one": body}))
    window.show_page(RESULTS)
    shown(qtbot, window, ["one"])
    page.table.setFocus()
    page.table.selectRow(0)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.panel.text.toPlainText() == body)
    assert "one.csv" in seen(page.panel)
    page.panel.ask.click()
    qtbot.waitUntil(lambda: page.panel.sentences.count() == 3)
    assert page.panel.sentences.item(0).text() == "raised it by 2.0   It was dreadful at work."
    assert "This is an approximation" in seen(page.panel)
    with open_database() as db:
        assert db.first("SELECT actor, subject FROM audit WHERE act = 'read'") == {
            "actor": "owner",
            "subject": "text 1",
        }
    QTest.keyClick(page.panel.sentences, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not page.panel.isVisible())
    assert page.panel.text.toPlainText() == ""


def test_the_plots_say_in_tables_what_they_draw(
    qtbot: QtBot, screened: Screen, window: MainWindow, page: ResultsPage
) -> None:
    screened("depression")
    window.show_page(RESULTS)
    shown(qtbot, window, list(TEXTS))
    page.plots.click()
    outcomes = page.figures.batches.table
    qtbot.waitUntil(lambda: outcomes.rowCount() == 1)
    assert [words(outcomes.item(0, column)) for column in range(4)] == ["2", "2", "0", "1"]
    assert words(outcomes.horizontalHeaderItem(0)) == "Flagged"
    assert page.figures.days.table.rowCount() == 1
    scores = page.figures.scores.table
    assert sum([int(words(scores.item(row, 0))) for row in range(scores.rowCount())]) == 4
    qtbot.waitUntil(lambda: "flagged from" in seen(page.figures))
    assert page.figures.severities.accessibleName().startswith("Severity")
    page.figures.grab()
    page.plots.click()
    shown(qtbot, window, list(TEXTS))
