"""A text that may be of the top severity must reach somebody in time, and whoever is at the machine must know what to do."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from domain.actor import Actor, Role
from domain.errors import StoreError
from domain.pack import Pack
from domain.protocol import Protocol
from domain.site import Crisis
from domain.text import Reading
from gui.clearance import Clearance
from gui.core import Core
from gui.language import Language
from gui.main_window import MainWindow
from gui.navigation import REVIEW, SCREEN, SETTINGS
from gui.run_view import Phase
from review import queue, site
from screening.job import Order
from screening.protocols import find
from store import settings
from store.database import Database
from tests.gui.conftest import CRISIS, OWNER, OpenDatabase, OpenWindow, Screen, seen, state_purpose
from tests.gui.test_review_page import moved_from, open_case, press
from tests.screening.words import OpenWords

ADMINISTRATOR = Actor("Ken", Role.ADMINISTRATOR)


def was_said(shown: QWidget, words: str) -> bool:
    """Tell whether words are there to be read, in the language that was chosen last."""
    return words in seen(shown)


def late(protocol: Protocol, open_database: OpenDatabase) -> None:
    """Make every severe text overdue."""
    with open_database() as db:
        site.set_response_time(db, OWNER, protocol, "severe", 4)
        past = (datetime.now(UTC) - timedelta(hours=6)).isoformat(timespec="seconds")
        db.tables.execute("UPDATE cases SET due_at = ? WHERE due_at != ''", [past])


@pytest.mark.parametrize("actor", [OWNER, ADMINISTRATOR])
@pytest.mark.usefixtures("urgent")
def test_h18_whoever_is_at_the_machine_is_told_what_to_do_until_somebody_has_seen_to_it(
    qtbot: QtBot, open_window: OpenWindow, open_database: OpenDatabase, word_packs: Path, actor: Actor
) -> None:
    window = open_window(Core(open_database, word_packs.parent, actor, OpenWords()))
    qtbot.waitUntil(window.on_screen.isVisible)
    said = seen(window.on_screen)
    assert "grave-1 may be of the most severe level" in said
    assert "due in 3 h" in said
    assert CRISIS.text in said
    assert CRISIS.on_duty in said
    for page in (REVIEW, SETTINGS, SCREEN):
        window.show_page(page)
        assert window.on_screen.isVisible()
    if actor is OWNER:
        window.on_screen.acknowledge.click()
        qtbot.waitUntil(lambda: not window.on_screen.isVisible())
        with open_database() as db:
            assert queue.on_screen(db, OWNER) == []
    else:
        assert not window.on_screen.acknowledge.isVisible()
        assert not window.on_screen.open.isVisible()


def test_an_overdue_text_opens_first_when_the_window_opens(
    qtbot: QtBot, screened: Screen, open_window: OpenWindow, open_database: OpenDatabase, core: Core
) -> None:
    screened("depression")
    late(find("depression"), open_database)
    window = open_window(core)
    qtbot.waitUntil(window.pages.review.bar.isEnabled)
    assert "overdue by" in seen(window.on_screen)
    assert window.pages.review.bar.shown_case
    assert window.pages.review.bar.shown_case.text_id == "grave-1"


def test_the_keys_decide_an_overdue_text_that_opens_before_the_window_is_active(
    qtbot: QtBot, screened: Screen, window: MainWindow
) -> None:
    """They went to the navigation, and whoever pressed one at the start of the day pressed it in vain."""
    screened("depression")
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    window.on_screen.overdue.emit()
    window.activateWindow()
    page = window.pages.review
    qtbot.waitUntil(lambda: window.isActiveWindow() and open_case(page) == "grave-1")
    press("n")
    qtbot.waitUntil(partial(moved_from, page, "grave-1"))


def test_the_strip_leads_to_the_text_and_to_the_words_that_are_missing(
    qtbot: QtBot, screened: Screen, window: MainWindow, open_database: OpenDatabase
) -> None:
    with open_database() as db:
        settings.put_crisis(db, Crisis())
    screened("depression")
    window.on_screen.refresh()
    qtbot.waitUntil(window.on_screen.isVisible)
    assert "has not written down yet what to do now" in seen(window.on_screen)
    window.on_screen.open.click()
    qtbot.waitUntil(window.pages.review.bar.isEnabled)
    window.on_screen.write.click()
    qtbot.waitUntil(window.pages.settings.crisis.isVisible)
    form = window.pages.settings.crisis
    form.save.click()
    assert "Write what to do first" in seen(form)
    form.text.setPlainText(CRISIS.text)
    form.save.click()
    assert "Write who is on duty" in seen(form)
    form.duty.setText(CRISIS.on_duty)
    form.save.click()
    qtbot.waitUntil(lambda: not form.isVisible())
    with open_database() as db:
        assert site.crisis_text(db) == CRISIS


@pytest.mark.parametrize("opens", [True, False])
def test_orders_that_were_forgotten_while_the_store_was_asked_start_nothing(
    qtbot: QtBot, open_database: OpenDatabase, word_packs: Path, word_pack: Pack, texts: Path, opens: bool
) -> None:
    """An empty list of orders had the page show a run that nobody has started, where the store could not be read."""

    def refuse() -> Database:
        raise StoreError

    core = Core(open_database if opens else refuse, word_packs.parent, OWNER, OpenWords())
    held, cleared = Clearance(core), list[Sequence[Order]]()
    held.cleared.connect(lambda orders, _written: cleared.append(orders))
    order = Order([texts], Reading(), find("stress"), word_pack)
    try:
        for forgotten in (True, False):
            held.ask([order])
            if forgotten:
                held.forget()
            with qtbot.waitCallback() as answered:
                core.desk.ask(lambda _db: None, lambda _nothing: answered(), lambda _error: answered())
            assert cleared == ([] if forgotten else [[order]])
    finally:
        held.form.deleteLater()
        core.close()


def test_the_words_are_asked_for_before_the_first_batch_and_may_be_put_off(
    qtbot: QtBot, window: MainWindow, texts: Path, open_database: OpenDatabase, language: Language
) -> None:
    with open_database() as db:
        settings.put_crisis(db, Crisis())
    page = window.pages.screening
    page.open([texts])
    qtbot.waitUntil(page.form.start.isEnabled)
    page.form.start.click()
    state_purpose(page)
    qtbot.waitUntil(page.crisis.isVisible)
    assert not page.running
    with qtbot.waitSignal(page.ended, timeout=20_000):
        page.crisis.put_off.click()
    assert page.view.phase is Phase.DONE
    assert "are not written yet" in seen(page)
    window.show_page(SETTINGS)
    qtbot.waitUntil(lambda: "are not written yet" in seen(window.pages.settings.site))
    language.choose("ja")
    for told in (page, window.pages.settings.site):
        qtbot.waitUntil(partial(was_said, told, "まだ書かれていません"))
    language.choose("en")
    with qtbot.waitSignal(page.ended, timeout=20_000):
        page.view.again.click()
    assert not page.crisis.isVisible(), "once in a sitting is enough"
