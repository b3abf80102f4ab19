"""Everybody is told once what Kizashi is not for, and finds help on every page without a network."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from custody import intended_use
from gui import help_texts
from gui.help_panel import GUIDE, READERS
from gui.language import LANGUAGES, Language
from gui.main_window import MainWindow
from gui.mandate_form import DEMO_FILE
from gui.navigation import PROTOCOLS
from gui.welcome import Welcome
from tests.gui.conftest import OWNER, OpenDatabase, seen


def test_the_first_pages_are_read_accepted_and_never_asked_again(
    qtbot: QtBot, window: MainWindow, open_database: OpenDatabase
) -> None:
    window.greet()
    welcome = window.welcome
    qtbot.waitUntil(welcome.isVisible)
    for heading in ("What Kizashi is", "people decide", "What it can't do"):
        assert heading in welcome.view.toPlainText()
        assert welcome.leave.isHidden(), "there is no way around it"
        QTest.keyClick(welcome.next if welcome.accept.isHidden() else welcome.accept, Qt.Key.Key_Space)
    qtbot.waitUntil(welcome.demo.isVisible)
    with open_database() as db:
        assert intended_use.accepted(db, OWNER)
    welcome.demo.click()
    qtbot.waitUntil(window.pages.screening.form.start.isEnabled)
    assert DEMO_FILE.name in seen(window.pages.screening)
    window.greet()
    window._core.desk.ask(lambda _db: None, lambda _nothing: asked.append(True), lambda _error: None)
    asked: list[bool] = []
    qtbot.waitUntil(lambda: bool(asked))
    assert welcome.isHidden()


def test_enter_turns_a_page_and_held_down_it_accepts_nothing_that_was_not_read(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.greet()
    welcome = window.welcome
    qtbot.waitUntil(welcome.isVisible)
    QTest.keyClick(welcome.next, Qt.Key.Key_Return)
    QTest.keyClick(welcome.next, Qt.Key.Key_Enter)
    assert welcome.accept.isVisible()
    key, none = Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(welcome.accept, QKeyEvent(QEvent.Type.KeyPress, key, none, "\r", autorep=True))
    assert welcome.accept.isVisible()
    QTest.keyClick(welcome.accept, key)
    qtbot.waitUntil(welcome.demo.isVisible)


@pytest.mark.parametrize("untried", ["", "Windows"])
def test_a_system_that_it_was_not_run_on_is_named_at_the_first_start(qtbot: QtBot, untried: str) -> None:
    welcome = Welcome(untried)
    qtbot.addWidget(welcome)
    welcome.begin(asks=True)
    assert ("have not run it on Windows yet" in seen(welcome)) == bool(untried)


def test_a_lock_is_no_way_around_the_first_pages(qtbot: QtBot, window: MainWindow) -> None:
    window.greet()
    qtbot.waitUntil(window.welcome.isVisible)
    window.lock()
    window.unlock()
    assert window.welcome.isVisible()


def test_they_can_be_read_again_and_left(window: MainWindow) -> None:
    window.navigation.help.click()
    window.help.welcome.click()
    assert window.welcome.isVisible()
    assert not window.welcome.accept.isVisible()
    window.welcome.leave.click()
    assert window.help.isVisible()


def test_help_opens_by_a_key_follows_the_page_and_closes_by_escape(
    qtbot: QtBot, window: MainWindow, language: Language
) -> None:
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_F1)
    qtbot.waitUntil(window.help.isVisible)
    assert "Drop files or a folder" in window.help.view.toPlainText()
    window.show_page(PROTOCOLS)
    assert "loses its validation record" in window.help.view.toPlainText()
    language.choose("ja")
    qtbot.waitUntil(lambda: "検証の記録を失います" in window.help.view.toPlainText())
    window.help.view.setFocus()  # the page that was opened has the keyboard
    QTest.keyClick(window.help.view, Qt.Key.Key_Escape)
    qtbot.waitUntil(window.help.isHidden)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_and_every_reader_has_words_in_this_language(language: str) -> None:
    for name in (*help_texts.OF_PAGE.values(), *help_texts.WELCOME):
        assert (help_texts.FOLDER / language / f"{name}.md").read_text(encoding="utf-8").startswith("# ")
    for reader in READERS:
        assert (GUIDE / language / f"{reader}.md").is_file()


@pytest.mark.parametrize("guide", sorted(GUIDE.rglob("*.md")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_picture_of_a_guide_is_there_and_small(guide: Path) -> None:
    named = [part.split(")")[0] for part in guide.read_text(encoding="utf-8").split("](")[1:]]
    pictures = [guide.parent / name for name in named if name.endswith(".png")]
    assert pictures or guide.stem == "README"
    assert all(picture.stat().st_size < 150_000 for picture in pictures)


def test_a_page_of_help_reads_the_same_after_the_window_was_resized(window: MainWindow) -> None:
    """A first sentence as large as a title pushes what somebody looks for out of sight."""
    window.navigation.help_wanted.emit()
    view = window.help.view
    QApplication.processEvents()
    before = view.document().toHtml()
    view.resize(view.width() - 60, view.height())
    QApplication.processEvents()
    assert view.document().toHtml() == before
