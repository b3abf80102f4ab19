"""The Review page: a case decided by keyboard must be in the store as decided, and a decision that failed must not be lost."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from domain.site import DeskRules
from gui.case_view import ROOMY
from gui.core import Core
from gui.main_window import MainWindow
from gui.navigation import RESULTS, REVIEW
from gui.preferences import Preferences
from gui.review_page import ReviewPage
from review import queue, site
from screening.protocols import find
from store import audit
from store.database import Database
from tests.gui.conftest import OWNER, TEXTS, OpenDatabase, OpenWindow, Screen, seen, write_table
from tests.screening.words import OpenWords


@pytest.fixture
def page(window: MainWindow) -> ReviewPage:
    return window.pages.review


def open_review(qtbot: QtBot, window: MainWindow) -> ReviewPage:
    """Go to the page by keyboard and wait until its first case can be decided."""
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.pages.review.bar.isEnabled)
    return window.pages.review


def press(keys: str) -> None:
    """Type into whatever has the keyboard, as a person at the desk does."""
    widget = QApplication.focusWidget()
    assert widget
    QTest.keyClicks(widget, keys)


def open_case(page: ReviewPage) -> str:
    """Return the id of the case that can be decided now, "" while there is none."""
    case = page.bar.shown_case
    return case.text_id if case and page.bar.isEnabled() else ""


def moved_from(page: ReviewPage, text_id: str) -> bool:
    return open_case(page) not in {"", text_id}


def is_left(page: ReviewPage, cases: int) -> bool:
    return f"Cases left: {cases}" in seen(page) and bool(open_case(page))


@pytest.fixture
def shown_at_once(open_database: OpenDatabase) -> None:
    """A site that shows the machine's suggestion before the first decision."""
    with open_database() as db:
        site.set_rules(db, OWNER, DeskRules(hide_suggestion=False, audit_sample=0))


@pytest.fixture
def impatient(screened: Screen, open_window: OpenWindow, open_database: OpenDatabase, word_packs: Path) -> MainWindow:
    """A window over screened texts that gives up at once where another program writes to the store."""
    screened("stress")

    def open_impatient() -> Database:
        db = open_database()
        db.tables.execute("PRAGMA busy_timeout = 0")
        return db

    return open_window(Core(open_impatient, word_packs.parent, OWNER, OpenWords()))


def decisions(open_database: OpenDatabase) -> list[tuple[str, str, str, str]]:
    with open_database() as db:
        rows = db.query(
            """
            SELECT text_id, verdict, decisions.severity, coalesce(body, '') AS note
            FROM decisions JOIN cases ON cases.id = case_id JOIN texts ON texts.id = cases.text
                LEFT JOIN notes ON decision = decisions.id ORDER BY decisions.id
            """
        )
        return [(row["text_id"], row["verdict"], row["severity"], row["note"]) for row in rows]


def test_before_the_first_run_the_page_says_what_to_do(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page(REVIEW)
    qtbot.waitUntil(lambda: "Nothing to review yet" in seen(window.pages.review))


def test_cases_are_decided_without_a_mouse_and_the_store_holds_what_was_said(
    qtbot: QtBot, screened: Screen, window: MainWindow, open_database: OpenDatabase
) -> None:
    screened("depression")
    page = open_review(qtbot, window)
    assert open_case(page) == "grave-1"
    assert TEXTS["grave-1"] in page.view.text.toPlainText()
    assert "Cases left: 5" in seen(page)

    press("2")  # another severity than the suggested one
    press("t")
    press("call her back")
    QTest.keyClick(page.bar.note, Qt.Key.Key_Return)
    press("a")
    qtbot.waitUntil(lambda: open_case(page) == "bad-1")
    press("1a")
    qtbot.waitUntil(partial(moved_from, page, "bad-1"))
    for left in (2, 1):
        press("n")
        qtbot.waitUntil(partial(is_left, page, left))
    press("n")
    qtbot.waitUntil(lambda: "Every case is decided" in seen(page))

    assert decisions(open_database)[:2] == [
        ("grave-1", "case", "moderate", "call her back"),
        ("bad-1", "case", "mild", ""),
    ]
    assert [said[1] for said in decisions(open_database)[2:]] == ["not-a-case"] * 3
    with open_database() as db:
        assert audit.verify(db) == []
        assert db.first("SELECT shown FROM decisions")


@pytest.mark.usefixtures("taught", "shown_at_once")
def test_a_measured_probability_is_said_in_texts_and_a_mere_answer_is_not(
    qtbot: QtBot, screened: Screen, window: MainWindow
) -> None:
    screened("stress")
    page = open_review(qtbot, window)
    assert "a case in about 82 of 100 such texts (a short text: the number is coarse)" in seen(page)
    while open_case(page) != "<b>odd</b>":
        shown = open_case(page)
        press("j")
        qtbot.waitUntil(partial(moved_from, page, shown))
    assert "The suicide-risk screen, which runs beside every protocol, raised it" in seen(page)
    press("g")
    told = find("suicide-risk").wordings["en"]
    for part in (
        told.guidance,
        told.instructions,
        "Signs of risk [1]: a case",
        "No risk seen, or supportive: not a case",
    ):
        assert part.strip() in seen(page.view.advice)


@pytest.mark.usefixtures("shown_at_once")
def test_without_calibration_the_number_is_the_models_answer(
    qtbot: QtBot, screened: Screen, window: MainWindow
) -> None:
    screened("stress")
    page = open_review(qtbot, window)
    assert "model's answer 82%" in seen(page)
    assert "100 such texts" not in seen(page)


def test_in_a_low_window_the_text_has_the_room_until_the_guidance_is_asked_for(
    qtbot: QtBot, screened: Screen, window: MainWindow
) -> None:
    screened("stress")
    page = open_review(qtbot, window)
    assert window.height() < ROOMY
    advice = page.view.advice
    assert not advice.isVisible()
    press("g")
    assert advice.isVisible()
    window.show_page(RESULTS)
    window.show_page(REVIEW)
    assert advice.isVisible(), "what was chosen is forgotten"
    assert Preferences(window._core.preferences._settings).guidance is True, "and not remembered for another day"


def test_the_last_decision_too_can_be_taken_back_in_sight(
    qtbot: QtBot, screened: Screen, window: MainWindow, open_database: OpenDatabase
) -> None:
    """When the queue is empty the slip of the last key is still there to be seen, and a key opens nothing else."""
    screened("stress")
    page = open_review(qtbot, window)
    for left in range(len(TEXTS) - 1, -1, -1):
        press("n")
        qtbot.waitUntil(partial(is_left, page, left) if left else page.head.empty.isVisible)
    assert page.last.undo.isVisible()
    assert page.hasFocus(), "the next key would press a button"
    page.last.undo.click()
    qtbot.waitUntil(lambda: bool(open_case(page)))
    with open_database() as db:
        assert len(queue.queue(db, OWNER)) == 1


def test_what_could_not_be_taken_back_can_be_tried_again(
    qtbot: QtBot, impatient: MainWindow, open_database: OpenDatabase
) -> None:
    page = open_review(qtbot, impatient)
    first = open_case(page)
    press("n")
    qtbot.waitUntil(partial(moved_from, page, first))
    with open_database() as other, other.atomic():
        press("z")
        qtbot.waitUntil(lambda: "Another program is writing to the store" in seen(page))
    press("z")
    qtbot.waitUntil(lambda: open_case(page) == first)


def test_an_empty_part_of_the_cases_leads_back_to_what_waits(
    qtbot: QtBot, screened: Screen, window: MainWindow
) -> None:
    screened("stress")
    page = open_review(qtbot, window)
    page.head.box.setCurrentIndex(1)
    page.head.box.activated.emit(1)
    qtbot.waitUntil(lambda: "Nothing here" in seen(page))
    page.head.empty.button.click()
    qtbot.waitUntil(lambda: bool(open_case(page)))
    assert window.pages.currentWidget() is page


def test_j_and_k_move_and_decide_nothing(
    qtbot: QtBot, screened: Screen, window: MainWindow, open_database: OpenDatabase
) -> None:
    screened("stress")
    page = open_review(qtbot, window)
    first = open_case(page)
    press("j")
    qtbot.waitUntil(partial(moved_from, page, first))
    press("k")
    qtbot.waitUntil(lambda: open_case(page) == first)
    assert decisions(open_database) == []


def test_keys_that_come_before_the_next_case_is_shown_decide_nothing(
    qtbot: QtBot, screened: Screen, window: MainWindow, open_database: OpenDatabase
) -> None:
    screened("stress")
    page = open_review(qtbot, window)
    press("nnnn")
    qtbot.waitUntil(lambda: bool(open_case(page)))
    assert len(decisions(open_database)) == 1


def test_a_case_of_a_graded_protocol_needs_a_severity(
    qtbot: QtBot, screened: Screen, window: MainWindow, open_database: OpenDatabase
) -> None:
    screened("depression")
    page = open_review(qtbot, window)
    press("j")
    qtbot.waitUntil(lambda: open_case(page) == "bad-1")
    press("a")
    assert "Choose a severity first" in seen(page)
    assert decisions(open_database) == []


def test_a_decision_can_be_changed_among_all_cases_and_both_are_kept(
    qtbot: QtBot, screened: Screen, window: MainWindow, open_database: OpenDatabase
) -> None:
    screened("stress")
    page = open_review(qtbot, window)
    first = open_case(page)
    press("n")
    qtbot.waitUntil(partial(moved_from, page, first))
    page.head.box.setCurrentIndex(4)
    page.head.box.activated.emit(4)
    qtbot.waitUntil(lambda: page.model.rowCount() == len(TEXTS))
    while open_case(page) != first:
        shown = open_case(page)
        press("j")
        qtbot.waitUntil(partial(moved_from, page, shown))
    assert "Decided: Not a case (owner" in seen(page)
    press("a")
    qtbot.waitUntil(lambda: len(decisions(open_database)) == 2)
    assert [said[1] for said in decisions(open_database)] == ["not-a-case", "case"]


def test_a_decision_that_could_not_be_saved_stays_on_the_screen_with_its_note(
    qtbot: QtBot, impatient: MainWindow, open_database: OpenDatabase
) -> None:
    page = open_review(qtbot, impatient)
    page.bar.note.setText("seen with Ann")
    with open_database() as other, other.atomic():
        press("n")
        qtbot.waitUntil(lambda: "Another program is writing to the store" in seen(page))
    assert page.bar.note.text() == "seen with Ann"
    press("n")
    qtbot.waitUntil(lambda: len(decisions(open_database)) == 1)
    assert decisions(open_database)[0][3] == "seen with Ann"


def test_new_cases_come_without_disturbing_the_note_being_written(
    qtbot: QtBot, screened: Screen, window: MainWindow, tmp_path: Path
) -> None:
    screened("stress")
    page = open_review(qtbot, window)
    first = open_case(page)
    page.bar.note.setText("half a sent")
    screened("stress", write_table(tmp_path / "more.csv", {"late": "It was dreadful, dreadful again."}))
    page.refresh()
    qtbot.waitUntil(lambda: page.model.rowCount() == len(TEXTS) + 1)
    assert open_case(page) == first
    assert page.bar.note.text() == "half a sent"


def test_a_text_that_looks_like_html_is_shown_as_it_is(
    qtbot: QtBot, screened: Screen, window: MainWindow, tmp_path: Path
) -> None:
    body = "<b>It was</b> a dreadful <img src='x'> day & so on."
    screened("stress", write_table(tmp_path / "html.csv", {"<i>id</i>": body}))
    page = open_review(qtbot, window)
    assert page.view.text.toPlainText() == body
    assert "<i>id</i> · html.csv" in seen(page)
