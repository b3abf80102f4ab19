"""The window as a whole: it closes without losing work, changes its language while open, and can be used by everybody."""

import sys
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QProgressBar,
    QScrollArea,
    QSpinBox,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui import bugs
from gui.core import Core
from gui.language import Language
from gui.main_window import MainWindow
from gui.navigation import RESULTS, REVIEW, SCREEN
from gui.run_view import Phase
from tests.gui.conftest import TEXTS, OpenDatabase, OpenWindow, Screen, seen
from tests.gui.gate import Gate

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QScrollArea,
    QSpinBox,
    QTextEdit,
)


def question(window: MainWindow) -> QMessageBox:
    dialog = window.findChild(QMessageBox)
    assert isinstance(dialog, QMessageBox)
    return dialog


def answer(window: MainWindow, text: str) -> None:
    next(button for button in question(window).buttons() if button.text() == text).click()


def shows(window: MainWindow, words: str) -> bool:
    return words in seen(window)


def test_closing_during_a_run_asks_and_the_run_can_be_kept_going(qtbot: QtBot, running: MainWindow, gate: Gate) -> None:
    assert not running.close()
    assert "Stop it and close?" in question(running).text()
    answer(running, "Keep it going")
    gate.let_through()
    qtbot.waitUntil(lambda: running.pages.screening.view.phase is Phase.DONE)
    assert running.isVisible()


def test_stop_and_close_keeps_what_is_done_and_leaves_the_rest_for_another_day(
    qtbot: QtBot, running: MainWindow, screened: Screen, open_database: OpenDatabase
) -> None:
    assert not running.close()
    answer(running, "Stop and close")
    qtbot.waitUntil(lambda: not running.isVisible())
    assert not running.pages.screening.running
    with open_database() as db:
        assert db.first("SELECT count(*) AS done FROM screenings") == {"done": 1}
    screened("stress")
    with open_database() as db:
        assert db.first("SELECT count(DISTINCT text) AS done, count(DISTINCT run) AS runs FROM screenings") == {
            "done": len(TEXTS),
            "runs": 1,
        }


def test_closing_while_nothing_runs_does_not_ask(window: MainWindow) -> None:
    assert window.close()
    assert window.findChild(QMessageBox) is None


def test_every_page_is_reached_by_keyboard(qtbot: QtBot, window: MainWindow) -> None:
    pages = {
        Qt.Key.Key_2: window.pages.results,
        Qt.Key.Key_3: window.pages.review,
        Qt.Key.Key_1: window.pages.screening,
    }
    window.activateWindow()
    for key, page in pages.items():
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(page.isVisible)


def test_the_keyboard_goes_on_in_the_page_that_was_opened(window: MainWindow) -> None:
    """Else whoever has no mouse goes through the whole navigation first, on most pages."""
    window.activateWindow()
    for place in reversed(window.navigation.places):
        window.navigation.setFocus()
        window.show_page(place)
        held, page = QApplication.focusWidget(), window.pages.currentWidget()
        assert page
        assert held
        assert held is page or page.isAncestorOf(held), place
    window.pages.screening.drop.open_folder.setFocus()
    window.show_page(REVIEW)
    window.show_page(SCREEN)
    assert QApplication.focusWidget() is window.pages.screening.drop.open_folder, "and where it was before"


def test_every_page_is_made_soon_after_the_window_is_in_sight(qtbot: QtBot, window: MainWindow) -> None:
    """One that is made when somebody opens it during a run keeps the loop waiting; none may take the keyboard by being made."""
    window.activateWindow()
    qtbot.waitUntil(window.pages.screening.drop.open_file.hasFocus)
    qtbot.waitUntil(lambda: window.pages.count() == len(window.navigation.places))
    assert window.pages.currentWidget() is window.pages.screening
    assert window.pages.screening.drop.open_file.hasFocus()


def test_a_run_that_went_on_is_what_the_results_show_when_they_are_first_opened(
    qtbot: QtBot, screened: Screen, window: MainWindow
) -> None:
    for protocol in ("stress", "depression"):
        screened(protocol)
    window.pages.screening.begun.emit(1)  # the older of the two
    window.show_page(RESULTS)
    qtbot.waitUntil(lambda: window.pages.results.model.rowCount() == len(TEXTS))
    assert window.pages.results.picker.run
    assert window.pages.results.picker.run.id == 1


def test_the_cases_that_wait_are_counted_in_the_navigation(
    qtbot: QtBot, screened: Screen, open_window: OpenWindow, core: Core, language: Language
) -> None:
    screened("stress")
    window = open_window(core)
    qtbot.waitUntil(lambda: "Review  (5)" in seen(window.navigation))
    with core.open_database() as db:
        read = db.first("SELECT count(*) AS n FROM audit WHERE act = 'read'")
    assert read == {"n": 0}, "a case that nobody looked at is on record as read"
    qtbot.waitUntil(lambda: window.pages.ready)
    language.choose("ja")
    language.choose("en")
    assert "Review  (5)" in seen(window.navigation), "a page that nobody opened has counted none"


def test_the_language_changes_while_the_window_is_open_and_is_remembered(
    qtbot: QtBot, screened: Screen, window: MainWindow, language: Language
) -> None:
    screened("stress")
    window.show_page(RESULTS)
    qtbot.waitUntil(lambda: window.pages.results.model.rowCount() == len(TEXTS))
    language.choose("ja")
    qtbot.waitUntil(lambda: "未検証" in seen(window))
    words = seen(window)
    assert "スクリーニング" in words
    assert "フラグなし" in words
    assert "ストレス" in window.pages.results.picker.runs.currentText()
    assert "Export" not in words
    language.choose("en")
    qtbot.waitUntil(lambda: "Not flagged" in seen(window))


def controls(window: MainWindow) -> list[QWidget]:
    """Return what can have the keyboard, without what Qt puts into its own boxes and popups."""
    found = [child for kind in CONTROLS for child in window.findChildren(kind)]
    ours = [child for child in found if not child.objectName().startswith("qt_")]
    return [child for child in ours if child.focusPolicy() and child.window() is window]


@pytest.mark.parametrize("code", ["en", "ja"])
def test_every_control_has_a_name_for_a_screen_reader(window: MainWindow, language: Language, code: str) -> None:
    for page in window.navigation.places:
        window.show_page(page)
    language.choose(code)
    assert len(controls(window)) > 100
    for control in controls(window):
        interface = QAccessible.queryAccessibleInterface(control)
        assert interface.text(QAccessible.Text.Name), f"{control} in {control.parent()}"


def test_no_page_calls_a_text_safe(qtbot: QtBot, screened: Screen, window: MainWindow, language: Language) -> None:
    """`clear` reads "not flagged": a text that no model flagged may still be a cry for help."""
    screened("stress")
    for page in (SCREEN, RESULTS, REVIEW):
        window.show_page(page)
        for code in ("en", "ja"):
            language.choose(code)
            qtbot.waitUntil(partial(shows, window, "結果" if code == "ja" else "Results"))
            words = seen(window).lower()
            assert not any(word in words for word in ("safe", "no risk", "clear", "安全", "問題なし"))


def test_a_bug_in_a_slot_is_shown_with_a_report_that_quotes_no_text(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    untrusted_text = "I can't go on"
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # so that pytest gets its own hook back
    bugs.catch_all(window)
    error = RuntimeError(untrusted_text)
    sys.excepthook(RuntimeError, error, None)
    dialog = question(window)
    assert "Something went wrong inside Kizashi" in dialog.text()
    assert "RuntimeError" in dialog.detailedText()
    assert untrusted_text not in dialog.text() + dialog.informativeText() + dialog.detailedText()
    dialog.close()
