"""A window that stays readable on a desk that somebody left shows a client's words to whoever walks by."""

from functools import partial

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from domain.actor import Actor, Role
from domain.errors import KeyFileError
from gui.core import Core
from gui.idle import Idle
from gui.main_window import MainWindow
from gui.navigation import REVIEW
from gui.run_view import Phase
from tests.gui.conftest import TEXTS, OpenDatabase, OpenWindow, Screen, seen
from tests.gui.gate import Gate
from tests.screening.words import OpenWords

PASSPHRASE = "heron canal window"  # noqa: S105 - a test's own


@pytest.fixture
def reading(qtbot: QtBot, screened: Screen, window: MainWindow) -> MainWindow:
    """A window with a case open."""
    screened("stress")
    window.show_page(REVIEW)
    qtbot.waitUntil(lambda: "dreadful" in window.pages.review.view.text.toPlainText())
    return window


def test_h15_minutes_without_a_touch_are_told_and_every_touch_of_any_window_begins_them_anew(
    qtbot: QtBot, qapp: QApplication
) -> None:
    window, later = QLineEdit(), QLineEdit()
    for shown in (window, later):
        qtbot.addWidget(shown)
    _focus(qtbot, window)
    idle = Idle(qapp, minutes=0.01)
    _focus(qtbot, later)  # a dialog, say
    with qtbot.waitSignal(idle.passed):
        pass
    for touch in (partial(_type_into, window), partial(_move_over, later)):
        with qtbot.waitSignal(idle.passed):
            touch()
    with qtbot.assertNotEmitted(idle.passed, wait=800):
        idle.stop()
        _move_over(later)
    idle.deleteLater()


def _focus(qtbot: QtBot, window: QWidget) -> None:
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is window.windowHandle())


def _type_into(window: QWidget) -> None:
    application = QGuiApplication.instance()
    assert application
    application.sendEvent(
        window.windowHandle(), QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
    )


def _move_over(window: QWidget) -> None:
    QTest.mouseMove(window.windowHandle(), QPoint(3, 3))
    QTest.mouseMove(window.windowHandle(), QPoint(5, 5))


def test_h15_a_locked_window_shows_nobody_s_words_and_takes_no_decision(
    qtbot: QtBot, reading: MainWindow, open_database: OpenDatabase
) -> None:
    reading.idle.passed.emit()
    assert reading.locked
    assert not reading.pages.review.view.text.isVisible()
    assert not any(line in seen(reading) for line in TEXTS if line)
    QTest.keyClick(reading.lock_page.go_on, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: not reading.locked)
    with open_database() as db:
        assert db.first("SELECT count(*) AS n FROM decisions") == {"n": 0}, "the key that woke it decided a case"


def test_without_people_a_click_goes_on_where_it_was(qtbot: QtBot, reading: MainWindow) -> None:
    reading.lock()
    QTest.mouseClick(reading.lock_page, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    qtbot.waitUntil(reading.pages.review.view.text.isVisible)
    assert "dreadful" in reading.pages.review.view.text.toPlainText()


def test_h15_with_people_only_the_passphrase_goes_on(
    qtbot: QtBot, open_window: OpenWindow, core: Core, open_database: OpenDatabase
) -> None:
    def check(given: str) -> None:
        if given != PASSPHRASE:
            raise KeyFileError("This passphrase does not open the store.")

    mina = Actor("Mina", Role.SPECIALIST)
    window = open_window(Core(open_database, core.data, mina, OpenWords(), check_passphrase=check))
    window.lock()
    page = window.lock_page
    assert "Mina, give your passphrase" in seen(window)
    QTest.keyClick(page, Qt.Key.Key_A)
    QTest.mouseClick(page, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    page.passphrase.setText("heron")
    page.go_on.click()
    qtbot.waitUntil(lambda: "does not open the store" in seen(window))
    assert window.locked
    page.passphrase.setText(PASSPHRASE)
    QTest.keyClick(page.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.locked)
    assert page.passphrase.text() == ""


def test_a_run_goes_on_behind_the_blank_window(qtbot: QtBot, running: MainWindow, gate: Gate) -> None:
    running.close()
    assert running.findChild(QMessageBox)
    running.lock()
    gate.let_through()
    qtbot.waitUntil(lambda: running.pages.screening.view.phase is Phase.DONE and not running.pages.screening.running)
    assert running.locked
    assert not running.isHidden(), "the question whether to stop was answered by nobody"
