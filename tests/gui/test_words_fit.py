"""A word that is cut in half on a small screen is read wrong, or not at all, by whoever is tired."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from domain.errors import KizashiError
from domain.outcome import Outcome
from gui import words
from gui.elided import Elided
from gui.language import Language
from gui.main_window import MainWindow
from gui.navigation import RESULTS, REVIEW
from gui.results_columns import Column
from tests.gui.conftest import Screen, state_purpose, write_table

LAPTOP, SMALLEST = (1280, 720), (980, 620)
HELPED = (1020, 620)
"""About the smallest window in which the help stands beside the page."""
LONG = "a-file-with-a-name-that-says-all-about-where-it-came-from-and-when-and-why-and-who-exported-it.csv"
SAID = ("It was dreadful at work.", "This was a calm day.", "", "A <grave> <grave> <grave> and dreadful day.")


@pytest.fixture(params=["en", "ja"])
def spoken(request: pytest.FixtureRequest, language: Language, window: MainWindow) -> Iterator[MainWindow]:
    """The window in one of its languages."""
    language.choose(request.param)
    yield window
    language.choose("en")


def cut(shown: QWidget) -> list[str]:
    """Return the words in sight that their label or button is too small for; what ends in an ellipsis tells itself by a tip."""
    found = []
    for widget in shown.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QLabel | QAbstractButton) or isinstance(widget, Elided):
            continue
        wraps = isinstance(widget, QLabel) and widget.wordWrap()
        needed = widget.heightForWidth(widget.width()) if wraps else widget.sizeHint().height()
        wide = 0 if wraps else widget.sizeHint().width()
        if widget.text() and (widget.height() < needed or widget.width() < wide):
            found.append(widget.text())
    return found


def laid_out(window: MainWindow, size: tuple[int, int]) -> MainWindow:
    window.resize(*size)
    QApplication.processEvents()  # the screen answers by an event
    for widget in (window, *window.findChildren(QWidget)):
        if layout := widget.layout():
            layout.activate()
    QApplication.processEvents()  # what scrolls learns of a new height by an event too
    return window


def opened(qtbot: QtBot, window: MainWindow, *files: Path) -> None:
    window.pages.screening.open(files)
    qtbot.waitUntil(window.pages.screening.form.start.isEnabled)


@pytest.mark.parametrize("size", [LAPTOP, SMALLEST])
def test_an_order_of_several_files_is_read_whole(
    qtbot: QtBot, spoken: MainWindow, tmp_path: Path, texts: Path, size: tuple[int, int]
) -> None:
    """The longest names and every note above the first texts, none of them squeezed by the others."""
    damaged = tmp_path / "damaged.csv"
    damaged.write_bytes("番号,本文\n1,今日は\n2,\n".encode("cp932") + b'3,\x81\xff abc\n4,"unclosed\n5,x,y,z\n')
    opened(qtbot, spoken, damaged, texts, write_table(tmp_path / LONG, {"1": "A day."}))
    page = spoken.pages.screening
    assert cut(laid_out(spoken, size)) == []
    page.form.files.list.setCurrentRow(2)
    name = next(one for one in page.form.findChildren(Elided) if one.text() == LONG)
    laid_out(spoken, SMALLEST)
    assert name.toolTip() == LONG
    page.ask_mandate()
    page.mandate.start.click()
    assert cut(laid_out(spoken, size)) == []


@pytest.mark.usefixtures("urgent")
def test_a_run_with_files_behind_it_and_an_urgent_case_above_it_keeps_its_counts(
    qtbot: QtBot, spoken: MainWindow, tmp_path: Path
) -> None:
    """The strip, the counts and the list of files share a low window; a count that is cut in half misleads."""
    files = [write_table(tmp_path / f"{n}-{LONG}", {f"{n}-{m}": SAID[m] for m in range(4)}) for n in range(4)]
    opened(qtbot, spoken, *files)
    page = spoken.pages.screening
    page.form.asking.protocol.setCurrentIndex(page.form.asking.protocol.findData("depression"))
    page.form.start.click()
    state_purpose(page)
    qtbot.waitUntil(
        lambda: bool(page.runner.queue) and not page.running and not page.runner.queue.waiting, timeout=20_000
    )
    assert page.queue.isVisible()
    qtbot.waitUntil(spoken.on_screen.isVisible)
    page.view.failed(KizashiError("The disk is full: make room on it, and go on. " * 2))
    for size in (LAPTOP, SMALLEST):
        assert cut(laid_out(spoken, size)) == []
    laid_out(spoken, LAPTOP)
    way_on = page.view.go_on
    assert way_on.visibleRegion().boundingRect().size() == way_on.size(), "how to go on is seen without scrolling"
    page.view.begin("")
    laid_out(spoken, LAPTOP)
    rows = page.queue.table
    assert rows.verticalScrollBar().maximum() == 0, "where there is room, four files need no scrolling"


def test_outcomes_and_languages_are_whole_in_the_table_of_results(
    qtbot: QtBot, spoken: MainWindow, screened: Screen
) -> None:
    screened("depression")
    laid_out(spoken, LAPTOP).show_page(RESULTS)
    page = spoken.pages.results
    qtbot.waitUntil(lambda: page.model.row(0) is not None)
    fits = page.table.fontMetrics().horizontalAdvance
    for outcome in Outcome:
        assert fits(words.outcome(outcome)) < page.table.columnWidth(Column.OUTCOME)
    for code in ("en", "ja"):
        assert fits(words.language(code)) < page.table.columnWidth(Column.LANGUAGE)
    page.filters.more.setChecked(True)
    assert cut(laid_out(spoken, LAPTOP)) == []
    page.table.selectRow(0)
    page.table.activated.emit(page.model.index(0, 0))
    qtbot.waitUntil(page.panel.isVisible)
    laid_out(spoken, LAPTOP)
    assert page.table.isColumnHidden(Column.TEXT), "the text stands beside the table"
    assert not page.table.horizontalScrollBar().isVisible()
    page.panel.closed.emit()
    assert not page.table.isColumnHidden(Column.TEXT)


@pytest.mark.parametrize("size", [LAPTOP, SMALLEST])
def test_a_case_is_never_covered_by_what_stands_around_it(
    qtbot: QtBot, spoken: MainWindow, screened: Screen, size: tuple[int, int]
) -> None:
    """Guidance, notices and similar texts at once: where the window is low the case scrolls, and nothing overlaps."""
    screened("depression")
    laid_out(spoken, size).show_page(REVIEW)
    page = spoken.pages.review
    qtbot.waitUntil(page.bar.isEnabled)
    page.view.guidance.setChecked(True)
    page.rest.show()
    laid_out(spoken, size)
    assert cut(page) == []
    text = page.view.text
    below = [one for one in page.view.findChildren(QLabel) if one.isVisible() and one.parent() is page.view]
    assert all(one.geometry().bottom() < text.geometry().top() or one.y() > text.geometry().bottom() for one in below)
    assert text.viewport().height() >= 3 * text.fontMetrics().lineSpacing()
    assert page.bar.visibleRegion().boundingRect().size() == page.bar.size(), "the keys to decide by stay in sight"


# An opened list is raised, and grabs the keyboard.
@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_narrow_box_opens_a_list_that_shows_every_choice_whole(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    column = "the message as it was typed on the telephone"
    file = tmp_path / "wide.csv"
    file.write_text(f"id,{column}\n1,A day.\n", encoding="utf-8")
    opened(qtbot, window, file)
    box = window.pages.screening.form.reading.text
    assert box.currentText() == column
    assert box.width() < box.fontMetrics().horizontalAdvance(column)
    box.showPopup()
    assert box.view().width() >= box.fontMetrics().horizontalAdvance(column)
    box.hidePopup()
