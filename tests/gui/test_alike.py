"""Beside a case: a text sent again is decided once if its reader wants that, and one that is only near never is."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.core import Core
from gui.main_window import MainWindow
from gui.navigation import REVIEW
from gui.review_page import ReviewPage
from store import queues
from tests.gui.conftest import OpenDatabase, seen

BAD = "It was dreadful at work today and I can't stand it."
NOT_BAD = "It was not dreadful at work today and I can't stand it."
ROWS = [("1", BAD, "ana"), ("2", BAD, "ana"), ("3", NOT_BAD, "ana"), ("4", BAD, "ben")]


@pytest.fixture
def page(
    qtbot: QtBot, screened: Callable[..., None], open_window: Callable[[Core], MainWindow], core: Core, tmp_path: Path
) -> ReviewPage:
    """The review page with ana's first text open, and what is like it beside it."""
    file = tmp_path / "people.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([("id", "text", "person"), *ROWS])
    screened("stress", file)
    window = open_window(core)
    window.show_page(REVIEW)
    qtbot.waitUntil(lambda: window.pages.review._panel.alike.isVisible() and window.pages.review.bar.isEnabled())
    return window.pages.review


def verdicts(open_database: OpenDatabase) -> dict[str, bool]:
    with open_database() as db:
        return {case.text_id: case.verdict is not None for case in queues.page(db, undecided=False, run=None, limit=9)}


def press(page: ReviewPage, key: Qt.Key) -> None:
    QTest.keyClick(page.list, key)


def test_the_same_words_are_decided_along_by_two_keys_and_taken_back_by_one(
    qtbot: QtBot, page: ReviewPage, open_database: OpenDatabase
) -> None:
    assert "This person's same words too: 1" in seen(page)
    press(page, Qt.Key.Key_D)
    press(page, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    assert verdicts(open_database) == {"1": True, "2": True, "3": False, "4": False}
    assert "Decided along, as the same words: 1." in seen(page.last)
    press(page, Qt.Key.Key_Z)
    qtbot.waitUntil(lambda: page.model.rowCount() == 4)
    assert not any(verdicts(open_database).values())


def test_h26_nothing_is_decided_along_unless_somebody_wants_it(
    qtbot: QtBot, page: ReviewPage, open_database: OpenDatabase
) -> None:
    press(page, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    assert verdicts(open_database) == {"1": True, "2": False, "3": False, "4": False}


def test_similar_texts_are_listed_with_what_differs_and_open_one_by_one(qtbot: QtBot, page: ReviewPage) -> None:
    panel = page._panel.alike
    panel.near.click()
    lines = [panel.list.item(row).text() for row in range(panel.list.count())]
    assert lines[0] == f"4 · to decide · the same words · {BAD}"
    assert "the same person" in lines[1]
    assert "It was [not] dreadful" in lines[1]
    panel.list.setCurrentRow(1)
    panel.list.setFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "3" in page.view._where.text() and page.bar.isEnabled())


def test_words_stay_hidden_beside_a_veiled_text(page: ReviewPage, core: Core) -> None:
    core.preferences.choose_blur(blur=True)
    page._panel.alike.near.click()
    assert "dreadful" not in page._panel.alike.list.item(0).text()
