"""Help is opened by whoever is stuck: it must neither squeeze the page nor keep its keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from gui.language import Language
from gui.main_window import MainWindow
from gui.navigation import RESULTS, REVIEW, SETTINGS
from gui.palette import LIGHT
from tests.gui.conftest import Dress, Screen
from tests.gui.test_clipped import settled
from tests.gui.test_words_fit import HELPED, LAPTOP, SMALLEST, cut


def test_the_keys_of_the_review_go_on_where_they_were_when_help_closes(
    qtbot: QtBot, screened: Screen, window: MainWindow
) -> None:
    """Else whoever looked a key up presses it, and nothing happens."""
    screened("depression")
    window.activateWindow()
    window.show_page(REVIEW)
    review = window.pages.review
    qtbot.waitUntil(review.bar.isEnabled)
    window.navigation.help_wanted.emit()
    QTest.keyClick(window.help.view, Qt.Key.Key_Escape)
    assert window.help.isHidden()
    focused = QApplication.focusWidget()
    assert focused
    QTest.keyClick(focused, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: review.list.currentIndex().row() == 1)


def test_help_takes_the_page_s_place_where_large_words_leave_no_room_for_both(
    dress: Dress, window: MainWindow, language: Language
) -> None:
    """Beside it, in a small window, each page had a third of what its words need."""
    dress(LIGHT, 150)
    window.navigation.help_wanted.emit()
    for spoken in ("ja", "en"):
        language.choose(spoken)
        settled(window, SMALLEST)
        assert window.pages.isHidden()
        assert cut(window.help) == []
    settled(window, LAPTOP)
    assert window.pages.isVisible(), "and stands beside it where there is"
    settled(window, SMALLEST)
    window.show_page(RESULTS)
    assert window.help.isHidden(), "whoever opens a page wants to see it"
    assert window.pages.results.isVisible()


@pytest.mark.parametrize("spoken", ["ja", "en"])
def test_settings_are_read_beside_the_help_without_moving_them_sideways(
    window: MainWindow, language: Language, spoken: str
) -> None:
    """What is set stood out of sight, and its names were a word wide."""
    language.choose(spoken)
    window.show_page(SETTINGS)
    window.navigation.help_wanted.emit()
    settled(window, HELPED)
    areas = window.pages.settings.findChildren(QScrollArea)
    assert [area.horizontalScrollBar().maximum() for area in areas] == [0] * len(areas)
