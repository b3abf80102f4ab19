"""At the desk a person judges by themselves, can take it back, and hands on what a second person should read."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from access.machine import Machine
from access.policy import Found
from domain.actor import Actor, Role
from domain.case import Decision, Reading, Step, Verdict
from domain.clock import now
from domain.policy import Policy
from domain.site import DeskRules
from gui.break_notice import BreakNotice
from gui.case_text import CaseText
from gui.core import Core
from gui.keys import LEFT, RIGHT, USUAL, Act
from gui.main_window import SMALLEST, MainWindow
from gui.navigation import SETTINGS
from gui.review_page import ReviewPage
from gui.review_queue import Which
from review import decide, queue, site, steps
from screening.protocols import find
from store import users
from tests.gui.conftest import OWNER, TEXTS, OpenDatabase, OpenWindow, Screen, seen
from tests.gui.test_review_page import moved_from, open_case, open_review, press
from tests.screening.words import OpenWords

ANN, BO, CLEO = (Actor(name, Role.SPECIALIST) for name in ("Ann", "Bo", "Cleo"))


def go_to(qtbot: QtBot, page: ReviewPage, text_id: str) -> None:
    """Step down the list until a case can be decided."""
    while open_case(page) != text_id:
        shown = open_case(page)
        press("j")
        qtbot.waitUntil(partial(moved_from, page, shown))


def list_only(qtbot: QtBot, page: ReviewPage, which: Which, cases: int) -> None:
    place = list(Which).index(which)
    page.head.box.setCurrentIndex(place)
    page.head.box.activated.emit(place)
    qtbot.waitUntil(lambda: page.model.rowCount() == cases)


def test_h19_what_the_machine_said_is_hidden_until_the_first_decision(
    qtbot: QtBot, screened: Screen, window: MainWindow, open_database: OpenDatabase
) -> None:
    screened("depression")
    page = open_review(qtbot, window)
    assert "At once" in seen(page.view), "the top severity is always shown as such"
    go_to(qtbot, page, "bad-1")
    for said in ("Flagged", "model's answer", "if a case", "above the threshold"):
        assert said not in seen(page.view)
    assert "Your decision first" in seen(page.view)
    press("2a")
    qtbot.waitUntil(partial(moved_from, page, "bad-1"))
    assert "bad-1: you decided “A case, Moderate”. The machine: Flagged" in seen(page.last)
    with open_database() as db:
        row = db.first("SELECT suggestion_hidden, shown, seconds FROM decisions")
    assert row
    assert (row["suggestion_hidden"], row["shown"]) == (1, "{}")
    assert row["seconds"] is not None


def test_a_decision_is_taken_back_with_one_key_and_the_case_opens_again(
    qtbot: QtBot, screened: Screen, window: MainWindow, open_database: OpenDatabase
) -> None:
    screened("depression")
    page = open_review(qtbot, window)
    press("n")
    qtbot.waitUntil(partial(moved_from, page, "grave-1"))
    assert "grave-1: you decided “Not a case”" in seen(page.last)
    press("z")
    qtbot.waitUntil(lambda: open_case(page) == "grave-1")
    with open_database() as db:
        assert len(queue.queue(db, OWNER)) == len(TEXTS)
        assert [step.step for step in steps.life(db, OWNER, page.model.cases[0].id)][-1] is Step.WITHDRAWN


def test_a_case_whose_decision_is_being_saved_is_not_decided_twice(
    qtbot: QtBot, screened: Screen, window: MainWindow, open_database: OpenDatabase
) -> None:
    """The pointer over the text, or the keyboard in it, once gave the keys back before the next case was there."""
    screened("stress")
    page = open_review(qtbot, window)
    first = open_case(page)
    press("n")
    page.view.text.seen.emit()
    press("n")
    qtbot.waitUntil(partial(moved_from, page, first))
    with open_database() as db:
        assert db.first("SELECT count(*) AS n FROM decisions") == {"n": 1}


def test_a_case_that_is_put_off_comes_back_when_the_others_are_decided(
    qtbot: QtBot, screened: Screen, window: MainWindow
) -> None:
    screened("stress")
    page = open_review(qtbot, window)
    first = open_case(page)
    press("s")
    qtbot.waitUntil(lambda: moved_from(page, first) and "put off: 1" in seen(page))
    for _ in range(len(TEXTS) - 1):
        shown = open_case(page)
        assert shown != first
        press("n")
        qtbot.waitUntil(partial(moved_from, page, shown))
    assert open_case(page) == first


def test_h18_seen_acknowledged_closed_are_on_record_with_who_and_when(
    qtbot: QtBot, screened: Screen, window: MainWindow, open_database: OpenDatabase
) -> None:
    screened("depression")
    page = open_review(qtbot, window)
    press("qe")
    qtbot.waitUntil(lambda: "acknowledged owner" in seen(page.view) and "marked as evidence owner" in seen(page.view))
    case = page.model.cases[0].id
    press("n")
    qtbot.waitUntil(partial(moved_from, page, "grave-1"))
    list_only(qtbot, page, Which.EVIDENCE, 1)
    qtbot.waitUntil(lambda: open_case(page) == "grave-1")
    press("c")
    qtbot.waitUntil(lambda: "closed owner" in seen(page.view) and not page.bar.case.isEnabled())
    page.bar.more.wanted.emit(Act.CLOSE)  # the menu's entry: without it a closed case is reopened by key alone
    assert page.bar.more.isEnabled()
    qtbot.waitUntil(page.bar.case.isEnabled)
    press("c")
    qtbot.waitUntil(lambda: not page.bar.case.isEnabled())
    with open_database() as db:
        taken = [step.step for step in steps.life(db, OWNER, case)]
    life = [Step.RAISED, Step.SEEN, Step.ACKNOWLEDGED, Step.EVIDENCE, Step.DECIDED, Step.CLOSED]
    assert sorted(taken) == sorted([*life, Step.REOPENED, Step.CLOSED])


def test_texts_that_no_machine_could_read_have_a_lane_of_their_own(
    qtbot: QtBot, screened: Screen, window: MainWindow
) -> None:
    screened("stress")
    page = open_review(qtbot, window)
    list_only(qtbot, page, Which.NOT_SCREENED, 1)
    assert page.model.cases[0].text_id == "none-1"
    list_only(qtbot, page, Which.OVERDUE, 0)
    assert "Nothing here" in seen(page)


def test_a_second_reader_decides_alone_and_a_third_settles_it_with_both_reasons(
    qtbot: QtBot, screened: Screen, open_window: OpenWindow, open_database: OpenDatabase, word_packs: Path
) -> None:
    screened("depression")
    with open_database() as db:
        for actor in (ANN, BO, CLEO):
            users.put(db, actor.name, actor.role, now())
        site.set_rules(db, OWNER, DeskRules(second_share=1.0, audit_sample=0))
        [case] = [one.id for one in queue.queue(db, ANN) if one.text_id == "bad-1"]
        decide.decide(db, ANN, Decision(case, Verdict.CASE, "mild", "She can't sleep"), {})
        site.set_response_time(db, OWNER, find("depression"), "severe", 4)
        [grave] = [one.id for one in queue.queue(db, ANN) if one.text_id == "grave-1"]
        decide.decide(db, ANN, Decision(grave, Verdict.CASE, "severe"), {})
    window = open_window(Core(open_database, word_packs.parent, BO, OpenWords()))
    page = open_review(qtbot, window)
    assert open_case(page) == "grave-1"
    assert "due in" not in seen(page.view), "the clock stops with the first answer"
    go_to(qtbot, page, "bad-1")
    assert "Second reading" in seen(page.view)
    assert "She can't sleep" not in seen(page)
    press("n")
    qtbot.waitUntil(partial(moved_from, page, "bad-1"))
    assert "a third person settles it" in seen(page.last)

    third = open_review(qtbot, open_window(Core(open_database, word_packs.parent, CLEO, OpenWords())))
    go_to(qtbot, third, "bad-1")
    shown = seen(third.view.readings)
    for said in ("First reading · Ann", "A case, Mild", "She can't sleep", "Second reading · Bo", "Not a case"):
        assert said in shown
    press("1a")
    qtbot.waitUntil(partial(moved_from, third, "bad-1"))
    with open_database() as db:
        row = db.first("SELECT reading FROM decisions ORDER BY id DESC")
    assert row == {"reading": Reading.ADJUDICATION}


def test_in_a_shared_room_nothing_can_be_read_or_decided_until_somebody_looks(
    qtbot: QtBot, screened: Screen, window: MainWindow, core: Core
) -> None:
    core.preferences.choose_blur(blur=True)
    screened("stress")
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    page = window.pages.review
    qtbot.waitUntil(lambda: bool(page.view.text.toPlainText()))
    assert not page.view.text.readable
    assert "To read it, press Space" in seen(page.view)
    press("n")
    press("q")
    qtbot.waitUntil(lambda: "acknowledged owner" in seen(page.view))
    assert not page.bar.isEnabled(), "a step lets a text be decided that nobody has read"
    press(" ")
    qtbot.waitUntil(lambda: page.bar.isEnabled() and page.view.text.readable)
    assert "Blurred" not in seen(page.view)
    first = open_case(page)
    press("n")
    qtbot.waitUntil(lambda: page.bar.shown_case is not None and page.bar.shown_case.text_id != first)
    assert not page.view.text.readable, "the next text lies open to the room"


def test_no_severity_s_name_or_key_is_cut_off_in_the_smallest_window(
    qtbot: QtBot, screened: Screen, window: MainWindow
) -> None:
    """A name that ends in the middle is how a wrong level is chosen."""
    screened("suicide-risk")
    window.resize(*SMALLEST)
    page = open_review(qtbot, window)
    choices = page.bar.findChildren(QRadioButton)
    assert len(choices) == 4
    qtbot.waitUntil(lambda: all(one.width() >= one.sizeHint().width() for one in choices))
    assert all(page.bar.rect().contains(one.mapTo(page.bar, one.rect().bottomRight())) for one in choices)


def test_what_stands_in_the_place_of_a_text_is_read_to_its_end(qtbot: QtBot) -> None:
    """Qt shows its first line alone, and why there are no words stands in the second."""
    text = CaseText()
    qtbot.addWidget(text)
    text.resize(300, 200)
    text.setPlaceholderText("first line\n\n\n\n\n\nlast line")
    text.show_body("")
    with qtbot.waitExposed(text):
        text.show()
    shown = text.viewport().grab().toImage()
    low = [shown.pixelColor(x, y) for x in range(shown.width()) for y in range(shown.height() // 3, shown.height())]
    assert len(set(map(QColor.name, low))) > 1


@pytest.mark.parametrize(("keys", "not_a_case"), [(LEFT, "d"), (RIGHT, "j")])
def test_one_hand_is_enough_with_other_keys(
    qtbot: QtBot, screened: Screen, window: MainWindow, core: Core, keys: object, not_a_case: str
) -> None:
    screened("stress")
    page = open_review(qtbot, window)
    card = window.pages.settings.keys
    place = [USUAL, LEFT, RIGHT].index(keys)  # type: ignore[arg-type]  # one of the three
    card.set.setCurrentIndex(place)
    card.set.activated.emit(place)
    assert core.preferences.keys == keys
    first = open_case(page)
    press(not_a_case)
    qtbot.waitUntil(partial(moved_from, page, first))


def test_a_key_can_be_changed_and_never_does_two_things(window: MainWindow, core: Core) -> None:
    card = window.pages.settings.keys
    QTest.keyClick(card.boxes[Act.SKIP], Qt.Key.Key_X)
    assert core.preferences.keys.of(Act.SKIP) == "X"
    QTest.keyClick(card.boxes[Act.SKIP], Qt.Key.Key_A)
    assert core.preferences.keys.of(Act.SKIP) == "X"
    assert "A is the key of “A case” already" in seen(card)
    assert "A is the key of “A case” already" in card.boxes[Act.SKIP].accessibleDescription()
    QTest.keyClick(card.levels[1], Qt.Key.Key_W)
    assert core.preferences.keys.levels.startswith("1W3")
    assert "already" not in seen(card), "what was put right is still called wrong"
    QTest.keyClick(card.boxes[Act.SKIP], Qt.Key.Key_W)
    assert "the key of “Severity 2, the mildest being 1” already" in seen(card)


def test_no_set_of_keys_gives_one_key_two_things_to_do() -> None:
    for keys in (USUAL, LEFT, RIGHT):
        given = [*keys.acts.values(), *keys.levels]
        assert len(set(given)) == len(given)


def test_long_reading_brings_a_quiet_word_that_goes_when_it_is_answered(qtbot: QtBot, core: Core) -> None:
    moments = iter(float(second) for second in range(0, 100_000, 60))
    room = QWidget()
    qtbot.addWidget(room)
    notice = BreakNotice(core.preferences, lambda: next(moments))
    QVBoxLayout(room).addWidget(notice)
    for _ in range(40):
        notice.read()
    assert notice.isHidden()
    notice.read()
    assert not notice.isHidden()
    assert "reading for 40 minutes" in seen(notice)
    notice.close_it.click()
    notice.read()
    assert notice.isHidden()


def test_what_it_has_set_for_the_machine_can_not_be_changed_in_the_window(
    qtbot: QtBot, open_window: OpenWindow, open_database: OpenDatabase, word_packs: Path
) -> None:
    machine = Machine(found=Found(Policy(second_share=0.2)))
    window = open_window(Core(open_database, word_packs.parent, OWNER, OpenWords(), machine=machine))
    window.show_page(SETTINGS)
    page = window.pages.settings
    qtbot.waitUntil(lambda: page.site.share.currentData() == 0.2)
    assert not page.site.share.isEnabled()
    assert page.site.sample.isEnabled()
    assert "set by IT for this machine" in seen(page.site)
