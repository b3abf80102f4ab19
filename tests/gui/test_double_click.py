"""Many people click everything twice: the second click must not hit what the first one has brought."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.navigation import REVIEW
from tests.gui.conftest import Screen
from tests.gui.test_clipped import settled
from tests.gui.test_words_fit import LAPTOP

LEFT = Qt.MouseButton.LeftButton


def second_click(shown: QAbstractButton) -> None:
    """Send what Qt sends for the second click of a double one."""
    place = QPointF(shown.rect().center())
    for kind, held in (
        (QEvent.Type.MouseButtonDblClick, LEFT),
        (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
    ):
        on_screen = QPointF(shown.mapToGlobal(place.toPoint()))
        event = QMouseEvent(kind, place, on_screen, LEFT, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(shown, event)


def places(window: MainWindow) -> list[QPoint]:
    """Return where in the window the verdicts stand."""
    bar = window.pages.review.bar
    return [verdict.mapTo(window, QPoint()) for verdict in (bar.case, bar.not_a_case)]


def test_a_double_click_decides_one_case(qtbot: QtBot, screened: Screen, window: MainWindow) -> None:
    """The second click decided the next case, a tenth of a second after its text came into sight."""
    screened("depression")
    window.show_page(REVIEW)
    bar = window.pages.review.bar
    qtbot.waitUntil(bar.isEnabled)
    settled(window, LAPTOP)
    first, before = bar.shown_case, places(window)
    decided: list[object] = []
    bar.decided.connect(decided.append)
    bar.choose(0)
    QTest.mouseClick(bar.case, LEFT)
    qtbot.waitUntil(lambda: bar.shown_case is not None and bar.shown_case != first and bar.isEnabled())
    settled(window, LAPTOP)
    moved = max((now - then).manhattanLength() for now, then in zip(places(window), before, strict=True))
    assert moved < bar.case.height() // 4, "a second click that is a slow one hits another verdict"
    bar.choose(0)
    for verdict in (bar.case, bar.not_a_case, window.on_screen.acknowledge, window.pages.review.last.undo):
        second_click(verdict)
    assert len(decided) == 1
    assert window.pages.review.last.isVisible(), "and it was not taken back"
    QTest.mouseClick(bar.case, LEFT)
    assert len(decided) == 2, "a click of its own decides"


def test_a_double_click_turns_one_of_the_first_pages_and_accepts_none_unread(qtbot: QtBot, window: MainWindow) -> None:
    window.greet()
    welcome = window.welcome
    qtbot.waitUntil(welcome.isVisible)
    QTest.mouseClick(welcome.next, LEFT)
    before = welcome.view.toPlainText()
    for button in (welcome.next, welcome.accept):
        second_click(button)
    assert welcome.view.toPlainText() == before
