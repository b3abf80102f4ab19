"""Every page in both languages on a laptop's screen: a choice or a name that is cut off is guessed at."""

from itertools import combinations, product
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from domain.actor import Actor, Role
from domain.outcome import Outcome
from domain.site import Crisis
from gui.beside import Beside
from gui.decision_bar import Hints
from gui.language import Language
from gui.main_window import MainWindow
from gui.navigation import (
    ABOUT,
    MODELS,
    PEOPLE,
    PROTOCOLS,
    QUALITY,
    RECORD,
    RESULTS,
    REVIEW,
    SCREEN,
    SETTINGS,
    Navigation,
)
from gui.palette import LIGHT
from gui.protocols_page import TABLE_HEIGHT
from gui.results_page import TABLE_HEIGHT as RESULTS_HEIGHT
from gui.short_field import PADDING, ShortField
from store import settings
from tests.gui.conftest import Dress, OpenDatabase, Screen, seen, write_table
from tests.gui.test_words_fit import HELPED, LAPTOP, SMALLEST, cut, laid_out, opened

PAGES = (SCREEN, RESULTS, REVIEW, QUALITY, PROTOCOLS, MODELS, PEOPLE, RECORD, SETTINGS, ABOUT)


def settled(window: MainWindow, size: tuple[int, int]) -> None:
    """Lay the window out, and once more what that has moved."""
    for _ in range(2):
        QApplication.processEvents()
        laid_out(window, size)


def narrow(shown: QWidget) -> list[str]:
    """Return the choices that their box, closed, has too little room for. A box that says it shortens them is let be."""
    shortens = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
    found = []
    for box in shown.findChildren(QComboBox):
        if not box.isVisible() or box.sizeAdjustPolicy() == shortens:
            continue
        option = QStyleOptionComboBox()
        box.initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, box).width()
        choices = [box.itemText(place) for place in range(box.count())]
        found += [choice for choice in choices if box.fontMetrics().boundingRect(choice).width() > room]
    return found


def outside(shown: QWidget) -> list[str]:
    """Return the words for which a page that scrolls up and down would have to be moved sideways."""
    areas = [area for area in shown.findChildren(QScrollArea) if area.isVisible()]
    found = []
    for area in areas:
        for child in area.findChildren(QWidget):
            if isinstance(child, QLabel | QAbstractButton) and child.isVisible() and child.text():
                right = child.mapTo(area, child.rect().topRight()).x()
                found += [child.text()] if right > area.width() else []
    return found


def beyond(page: QWidget) -> list[str]:
    """Return the words that stand beyond the right edge of their page, where nothing scrolls to them."""
    found = []
    for child in page.findChildren(QWidget):
        if isinstance(child, QLabel | QAbstractButton) and child.isVisible() and child.text():
            right = child.mapTo(page, child.rect().topRight()).x()
            found += [child.text()] if right > page.width() else []
    return found


@pytest.mark.parametrize("size", [LAPTOP, SMALLEST])
def test_no_word_of_any_page_is_cut_off_when_the_language_is_changed_on_it(
    window: MainWindow, language: Language, size: tuple[int, int]
) -> None:
    """English is the longer one here and Japanese there: boxes made for one must still hold the other."""
    for page in PAGES:
        for spoken in ("ja", "en"):
            language.choose(spoken)
            window.show_page(page)
            settled(window, size)
            found = [*cut(window), *narrow(window), *outside(window)]
            assert found == [], (page, spoken)
            assert (window.width(), window.height()) == size, "no page makes the window larger than the screen"


def test_no_word_is_cut_off_where_words_are_half_as_large_again(
    dress: Dress, window: MainWindow, language: Language
) -> None:
    """Who needs them so large reads everything by them, on the laptop that there is."""
    dress(LIGHT, 150)
    QApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))
    for page in PAGES:
        for spoken in ("ja", "en"):
            language.choose(spoken)
            window.show_page(page)
            settled(window, LAPTOP)
            assert [*cut(window), *narrow(window), *outside(window)] == [], (page, spoken)
    short = [field for field in window.findChildren(ShortField) if field.isReadOnly()]
    assert short
    for field in short:
        assert field.width() > field.fontMetrics().horizontalAdvance(field.text()) + PADDING // 2


def test_an_order_is_read_whole_beside_the_help(
    qtbot: QtBot, window: MainWindow, language: Language, texts: Path, tmp_path: Path
) -> None:
    page = window.pages.screening
    opened(qtbot, window, texts, write_table(tmp_path / "second.csv", {"1": "A day."}))
    window.navigation.help_wanted.emit()
    for spoken in ("ja", "en"):
        language.choose(spoken)
        for size in (LAPTOP, HELPED):
            settled(window, size)
            assert [*cut(page), *outside(page)] == [], (spoken, size)


@pytest.mark.usefixtures("urgent")
def test_results_are_counted_whole_beside_the_help(
    dress: Dress, qtbot: QtBot, window: MainWindow, language: Language
) -> None:
    """A notice takes four lines of large words and an urgent text five: the page scrolls, and no count is cut in half."""
    window.on_screen.refresh()
    window.show_page(RESULTS)
    page = window.pages.results
    qtbot.waitUntil(
        lambda: page.model.row(0) is not None and "Not yet validated" in seen(page) and window.on_screen.isVisible()
    )
    window.navigation.help_wanted.emit()
    for larger, size in ((False, HELPED), (True, LAPTOP)):
        if larger:
            dress(LIGHT, 150)
        for spoken in ("ja", "en"):
            language.choose(spoken)
            settled(window, size)
            assert [*cut(page), *outside(page)] == [], (spoken, size)
            assert page.table.height() >= RESULTS_HEIGHT, "more than the header of the table is scrolled to"
    window.help.closed.emit()
    settled(window, LAPTOP)
    tiles = [page.tiles.tile(outcome) for outcome in Outcome]
    assert len({tile.mapTo(page, tile.rect().topLeft()).y() for tile in tiles}) == 1, (
        "where there is room they stand in a row"
    )


def test_a_hint_of_a_key_is_shown_whole_or_not_at_all(qtbot: QtBot, screened: Screen, window: MainWindow) -> None:
    """“Skip for…” names no key."""
    screened("depression")
    window.show_page(REVIEW)
    bar = window.pages.review.bar
    qtbot.waitUntil(bar.isEnabled)
    hints = bar.findChild(Hints)
    assert isinstance(hints, Hints)
    shown = {hints.shown(room) for room in range(1000)}
    assert shown == {"", "Next J", "Next J · Back K", "Next J · Back K · Skip for now S"}


def test_an_open_text_takes_the_room_of_the_table_where_help_leaves_too_little_for_both(
    qtbot: QtBot, window: MainWindow, screened: Screen
) -> None:
    screened("depression")
    window.show_page(RESULTS)
    page, panel = window.pages.results, window.pages.results.panel
    qtbot.waitUntil(lambda: page.model.row(0) is not None)
    page.table.selectRow(0)
    page.table.activated.emit(page.model.index(0, 0))
    qtbot.waitUntil(panel.isVisible)
    assert page.table.isVisible()
    panel.ask.click()
    qtbot.waitUntil(panel.sentences.isVisible)
    window.navigation.help_wanted.emit()
    for size in (LAPTOP, HELPED):
        settled(window, size)
        assert not page.table.isVisible()
        assert cut(panel) == []
        shown = [one for one in panel.findChildren(QWidget) if one.parent() is panel and one.isVisible()]
        assert not [(one, two) for one, two in combinations(shown, 2) if one.geometry().intersects(two.geometry())]
    window.navigation.help_wanted.emit()
    settled(window, LAPTOP)
    assert page.table.isVisible()
    page.panel.closed.emit()


def test_no_word_of_a_protocol_s_own_pages_is_cut_off(window: MainWindow, language: Language) -> None:
    """Comparing, moving thresholds and wording: they lie behind buttons, and hold the longest names."""
    window.show_page(PROTOCOLS)
    page = window.pages.protocols
    for opens, step in ((page.compare, page.both), (page.thresholds, page.limits), (page.duplicate, page.form)):
        opens.click()
        for spoken, size in product(("ja", "en"), (LAPTOP, SMALLEST)):
            language.choose(spoken)
            settled(window, size)
            assert [*cut(step), *narrow(step), *outside(step)] == [], (spoken, size)
        step.back.click()


def test_large_words_are_whole_in_the_fields_of_a_protocol(dress: Dress, window: MainWindow) -> None:
    """The feet of their letters were cut off: the form scrolls, and each field was as low as it may be."""
    dress(LIGHT, 150)
    window.show_page(PROTOCOLS)
    page = window.pages.protocols
    page.duplicate.click()
    settled(window, LAPTOP)
    fields = [field for field in page.form.findChildren(QLineEdit) if field.isVisible()]
    assert fields
    assert all(field.height() >= field.sizeHint().height() for field in fields)
    page.form.back.click()


def test_the_ways_on_from_a_protocol_are_whole_beside_the_help(window: MainWindow, language: Language) -> None:
    """Help is asked for by whoever does not know the button yet."""
    window.show_page(PROTOCOLS)
    window.navigation.help_wanted.emit()
    for spoken in ("ja", "en"):
        language.choose(spoken)
        settled(window, HELPED)
        assert [*cut(window.pages.protocols), *narrow(window.pages.protocols)] == [], spoken


def test_a_model_is_read_beside_the_help_without_moving_the_page_sideways(
    qtbot: QtBot, window: MainWindow, language: Language
) -> None:
    """Its hash has no place to break at, and made every sentence as wide as itself."""
    window.show_page(MODELS)
    window.navigation.help_wanted.emit()
    page = window.pages.models
    qtbot.waitUntil(lambda: page.table.rowCount() == 1)
    for spoken in ("ja", "en"):
        language.choose(spoken)
        settled(window, HELPED)
        assert [*cut(page), *narrow(page), *outside(page)] == [], spoken


@pytest.mark.usefixtures("urgent")
def test_what_cannot_wait_is_read_whole_beside_the_help(
    dress: Dress, qtbot: QtBot, window: MainWindow, open_database: OpenDatabase, language: Language
) -> None:
    """Whoever needs help in an emergency still sees whom it is about, what to do and how to go on, with nothing of it cut."""
    with open_database() as db:
        settings.put_crisis(db, Crisis())
    window.on_screen.refresh()
    qtbot.waitUntil(window.on_screen.isVisible)
    window.navigation.help_wanted.emit()
    window.show_page(PROTOCOLS)
    strip, page = window.on_screen, window.pages.protocols
    for spoken in ("ja", "en"):
        language.choose(spoken)
        settled(window, HELPED)
        assert cut(strip) == [], spoken
        heading, *_ = (shown for shown in strip.findChildren(QLabel) if shown.property("role") == "heading")
        assert heading.width() > strip.width() // 3, "the words are not squeezed to one a line"
        assert page.table.height() >= TABLE_HEIGHT, "more than one protocol is seen below it"
        assert page.mapTo(window, page.rect().bottomLeft()).y() <= window.height(), "and the ways on are scrolled to"
    page.thresholds.click()
    dress(LIGHT, 150)
    settled(window, LAPTOP)
    assert [*cut(strip), *outside(page)] == [], "and where words are half as large again"
    assert heading.width() > strip.width() // 3
    dress(LIGHT)
    settled(window, SMALLEST)
    assert strip.isVisible()
    assert cut(strip) == [], "and where the help takes the page's place"


def test_a_case_and_a_queue_without_any_are_read_whole_beside_the_help(
    qtbot: QtBot, screened: Screen, window: MainWindow, language: Language
) -> None:
    """A verdict of which half the letters are seen is pressed by guess."""
    review = window.pages.review
    window.show_page(REVIEW)
    window.navigation.help_wanted.emit()
    qtbot.waitUntil(review.head.empty.isVisible)
    for spoken in ("ja", "en"):
        language.choose(spoken)
        settled(window, HELPED)
        assert [*cut(review), *narrow(review), *beyond(review)] == [], spoken
    screened("suicide-risk")
    review.refresh()
    qtbot.waitUntil(review.bar.isEnabled)
    for spoken in ("ja", "en"):
        language.choose(spoken)
        settled(window, HELPED)
        assert [*cut(review), *narrow(review), *beyond(review)] == [], spoken
        inside = review.bar.rect()
        for choice in filter(QWidget.isVisible, review.bar.findChildren(QAbstractButton)):
            assert inside.contains(choice.mapTo(review.bar, choice.rect().bottomRight())), "a severity is out of sight"


@pytest.mark.parametrize("helped", [False, True])
def test_the_fields_of_the_record_hold_what_is_typed_into_them(window: MainWindow, *, helped: bool) -> None:
    """A name or a number of which three letters are seen can't be checked by whoever looks for it."""
    window.show_page(RECORD)
    if helped:
        window.navigation.help_wanted.emit()
    settled(window, HELPED)
    page = window.pages.record
    for field, typed in ((page.who, "Yamada Hanako"), (page.batch, "123456"), (page.case, "123456")):
        assert field.width() > field.fontMetrics().horizontalAdvance(typed), typed
    assert [*cut(page), *narrow(page)] == []


def test_a_long_name_leaves_the_pages_and_the_menu_beside_them_whole(qtbot: QtBot, language: Language) -> None:
    """It made each of them as wide as itself, and their ends, the promise's too, stood out of sight."""
    name = "Dr. Maria-Antonieta von Hohenstein-Ferreira"
    navigation = Navigation(language, Actor(name, Role.SPECIALIST), signed_in=True)
    qtbot.addWidget(navigation)
    navigation.show()
    QApplication.processEvents()
    assert beyond(navigation) == []
    assert navigation.account.toolTip() == name
    assert navigation.account.text().startswith("Dr. Maria")


def test_what_turns_asks_for_its_edges_too(qtbot: QtBot) -> None:
    """Else the widest of what stands below one another is cut off by them."""
    both, turned = QWidget(), Beside(600)
    qtbot.addWidget(both)
    both.setLayout(turned)
    turned.setContentsMargins(18, 8, 14, 10)
    for width in (300, 200):
        part = QWidget()
        part.setMinimumWidth(width)
        turned.addWidget(part)
    assert both.minimumSizeHint().width() == 18 + 300 + 14
