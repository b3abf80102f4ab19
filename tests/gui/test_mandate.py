"""A batch that nobody has said the purpose of should not be screened; one that somebody has should not be asked again."""

import shlex
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from domain.actor import Actor, Role
from domain.mandate import NOT_FLAGGED_DAYS, Mandate
from gui.core import Core
from gui.main_window import MainWindow
from gui.mandate_form import DEMO, DEMO_FILE
from gui.navigation import RESULTS, REVIEW
from gui.results_columns import Column
from gui.run_view import Phase
from review import queue
from store import erasures
from tests.gui.conftest import TEXTS, OpenDatabase, OpenWindow, Screen, cells, seen, write_table
from tests.paths import ROOT
from tests.screening.words import OpenWords

STATED = Mandate("to answer the gravest first", "clients of the chat", "consent", 30)


def opened(qtbot: QtBot, window: MainWindow, file: Path) -> None:
    window.pages.screening.open([file])
    qtbot.waitUntil(window.pages.screening.form.start.isEnabled)


def test_h17_a_first_batch_of_a_folder_is_asked_what_it_is_for_and_the_next_is_not(
    qtbot: QtBot, window: MainWindow, texts: Path, tmp_path: Path, open_database: OpenDatabase
) -> None:
    page = window.pages.screening
    opened(qtbot, window, texts)
    page.form.start.click()
    assert page.mandate.isVisible()
    assert not page.running
    assert "not for hiring, discipline, insurance, policing" in seen(page.mandate)
    lines = {
        page.mandate.whose: STATED.whose_texts,
        page.mandate.purpose: STATED.purpose,
        page.mandate.basis: "consent",
    }
    for line, words in lines.items():
        page.mandate.start.click()
        assert not page.running, "nothing may be left out"
        assert line.accessibleDescription() in seen(page.mandate), "what is missing is said beside its line"
        assert line.hasFocus()
        QTest.keyClicks(line, words)
    page.mandate.days.setCurrentIndex(page.mandate.days.findData(30))
    with qtbot.waitSignal(page.ended, timeout=20_000):
        page.mandate.start.click()
    with open_database() as db:
        row = db.first("SELECT purpose, whose_texts, legal_basis, retention, folder FROM batches")
    assert row
    assert tuple(row.values())[:4] == (STATED.purpose, STATED.whose_texts, "consent", "30")
    assert str(tmp_path) not in row["folder"], "where somebody's files lie is nobody's business"
    opened(qtbot, window, write_table(tmp_path / "next.csv", {"next-1": "A day like any other."}))
    qtbot.waitUntil(lambda: f"For: {STATED.purpose}" in seen(page.form))
    with qtbot.waitSignal(page.ended, timeout=20_000):
        page.form.start.click()
    assert page.view.phase is Phase.DONE
    with open_database() as db:
        assert [row["purpose"] for row in db.query("SELECT purpose FROM batches")] == [STATED.purpose] * 2


def test_what_was_stated_can_be_changed(qtbot: QtBot, window: MainWindow, texts: Path) -> None:
    page = window.pages.screening
    opened(qtbot, window, texts)
    page.form.show_mandate(STATED)
    page.form.mandate_wanted.emit()
    assert page.mandate.mandate == STATED
    page.mandate.purpose.setText("another")
    page.mandate.back.click()
    assert page.form.mandate == STATED, "Back changes nothing"


def test_the_demonstration_says_of_the_shipped_example_what_the_window_says() -> None:
    """Or the window screens anew what `make demo` has screened a minute before, as a batch for something else."""
    line = shlex.split((ROOT / "Makefile").read_text(encoding="utf-8").split("\ndemo: ")[1].split("\n\n")[0])
    purpose, whose, basis = (line[line.index(name) + 1] for name in ("--purpose", "--whose", "--legal-basis"))
    assert Mandate(purpose, whose, basis) == DEMO


def test_the_shipped_example_speaks_for_itself(qtbot: QtBot, window: MainWindow) -> None:
    assert DEMO_FILE.is_file()
    opened(qtbot, window, DEMO_FILE)
    qtbot.waitUntil(lambda: DEMO.purpose in seen(window.pages.screening.form))
    assert DEMO.complete
    assert DEMO.days == NOT_FLAGGED_DAYS


def test_h10_a_colleague_s_text_opens_for_a_reason_and_the_supervisor_reads_it(
    qtbot: QtBot, screened: Screen, open_window: OpenWindow, core: Core, open_database: OpenDatabase
) -> None:
    screened("stress")
    bo = Actor("Bo", Role.COUNSELOR)
    window = open_window(Core(open_database, core.data, bo, OpenWords()))
    window.show_page(REVIEW)
    review = window.pages.review
    qtbot.waitUntil(review.glass.isVisible)
    assert review.view.text.toPlainText() == ""
    review.glass.reason.setText("no")
    review.glass.open.click()
    qtbot.waitUntil(lambda: "Say in a few words" in seen(review))
    review.glass.reason.setText("She wrote that she is on the roof")
    QTest.keyClick(review.glass.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "dreadful" in review.view.text.toPlainText())
    assert not review.glass.isVisible()
    sue = open_window(Core(open_database, core.data, Actor("Sue", Role.SUPERVISOR), OpenWords()))
    sue.show_page(REVIEW)
    qtbot.waitUntil(lambda: "Bo opened" in seen(sue.pages.review) and "on the roof" in seen(sue.pages.review))


def test_h10_an_administrator_is_not_even_asked_for_a_reason(
    qtbot: QtBot, screened: Screen, open_window: OpenWindow, core: Core, open_database: OpenDatabase
) -> None:
    screened("stress")
    window = open_window(Core(open_database, core.data, Actor("Ken", Role.ADMINISTRATOR), OpenWords()))
    window.show_page(REVIEW)
    review = window.pages.review
    qtbot.waitUntil(lambda: review.list.case is not None)
    assert "Your role reads no texts" in review.view.text.placeholderText()
    assert not review.glass.isVisible()
    assert review.view.text.toPlainText() == ""
    window.show_page(RESULTS)
    qtbot.waitUntil(lambda: window.pages.results.model.rowCount() == len(TEXTS))
    assert set(cells(window.pages.results.table, Column.TEXT)) <= {None, ""}


def test_h13_what_was_erased_says_so_wherever_it_stood(
    qtbot: QtBot, screened: Screen, window: MainWindow, open_database: OpenDatabase
) -> None:
    screened("stress")
    with open_database() as db, db.atomic(durable=True):
        first = queue.queue(db, Actor("owner", Role.OWNER))[0]
        erasures.erase(db, [first.text], "2026-01-01T00:00:00+00:00")
    window.show_page(REVIEW)
    qtbot.waitUntil(lambda: "no longer kept" in window.pages.review.view.text.placeholderText())
    assert "(erased)" in seen(window.pages.review)
    window.show_page(RESULTS)
    qtbot.waitUntil(lambda: "(no longer kept)" in cells(window.pages.results.table, Column.TEXT))
    assert "(erased)" in cells(window.pages.results.table, Column.ID)
