"""The door before the window: what people would lose if it let in somebody else, or kept them out."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from access import attempts, keys, sealing
from custody import entry, people
from custody.entry import Entry
from custody.people import Newcomer
from domain.actor import Actor, Role
from domain.errors import KeyFileError
from gui.core import Check, Core, WayIn
from gui.door import Door
from gui.language import Language
from gui.main_window import MainWindow
from gui.marks import Marks
from gui.navigation import PEOPLE, SETTINGS
from gui.palette import LIGHT
from gui.passphrase_dialog import PassphraseDialog
from gui.program import Program
from store import users
from tests.gui.conftest import seen
from tests.screening.words import OpenWords

MINA, KEN, GIVEN = "tall heron frozen canal", "green tram early garden", "chosen by somebody else"
ORGANISATION = sealing.new_private()
PATIENCE = 30_000
"""Milliseconds until a slow machine is given up on."""


@pytest.fixture(autouse=True)
def cheap_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the same Argon2id cost less: tests/access pays the full price."""
    monkeypatch.setattr(sealing, "MEMORY_KIB", 64)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "unattended.kizashi"


@pytest.fixture
def program(qtbot: QtBot, store: Path, tmp_path: Path, word_packs: Path, language: Language) -> Iterator[Program]:
    """The program, not started yet."""

    def open_window(way_in: WayIn, actor: Actor, into: Entry | None, check: Check | None) -> MainWindow:
        data = word_packs.parent
        core = Core(lambda: way_in().open(), data, actor, OpenWords(), check_passphrase=check, way_in=way_in)
        return MainWindow(core, language, Marks(LIGHT), into)

    door = Door(store, tmp_path, language, sealing.public_of(ORGANISATION))
    qtbot.addWidget(door)
    made = Program(store, tmp_path, door, open_window)
    yield made
    made.release()
    if made.window:
        made.window.close()
        made.window.deleteLater()


@pytest.fixture
def peopled(store: Path, tmp_path: Path) -> str:
    """Give the store an administrator and a counselor; return its recovery key."""
    text = people.add_first(entry.unattended(tmp_path, store), tmp_path, Newcomer("mina", MINA))
    people.add(entry.sign_in(store, "mina", MINA), "ken", Role.COUNSELOR, GIVEN)
    return text


@pytest.fixture
def at_work(qtbot: QtBot, program: Program, peopled: str) -> MainWindow:
    """The window of an administrator who has signed in."""
    assert peopled
    program.start()
    sign_in(qtbot, program, "mina", MINA)
    read_first_pages(qtbot, window(program))
    return window(program)


def until(qtbot: QtBot, done: Callable[[], bool]) -> None:
    """Wait for what a passphrase and a new window take, on a busy machine too."""
    qtbot.waitUntil(done, timeout=PATIENCE)


def read_first_pages(qtbot: QtBot, opened: MainWindow) -> None:
    """Read what Kizashi is and accept it, as everybody does once."""
    until(qtbot, opened.welcome.isVisible)
    for act in (opened.welcome.next, opened.welcome.next, opened.welcome.accept):
        act.click()
    until(qtbot, opened.welcome.leave.isVisible)
    opened.welcome.leave.click()


def window(program: Program) -> MainWindow:
    assert program.window
    return program.window


def type_in(name: str, passphrase: str, program: Program) -> None:
    program.door.sign_in.name.setText(name)
    program.door.sign_in.passphrase.setText(passphrase)
    QTest.keyClick(program.door.sign_in.passphrase, Qt.Key.Key_Return)


def sign_in(qtbot: QtBot, program: Program, name: str, passphrase: str) -> None:
    type_in(name, passphrase, program)
    until(qtbot, lambda: program.window is not None and program.window.isVisible())


def fill(new: QWidget, passphrase: str) -> None:
    for field in new.findChildren(QLineEdit):
        field.setText(passphrase)


def test_a_store_without_people_opens_without_asking(program: Program) -> None:
    program.start()
    assert window(program).isVisible()
    assert not program.door.isVisible()
    assert window(program).navigation.account.isHidden()


def test_who_signs_in_works_under_their_own_name(qtbot: QtBot, program: Program, peopled: str, store: Path) -> None:
    assert peopled
    program.start()
    assert program.window is None
    assert "Sign in" in seen(program.door)
    sign_in(qtbot, program, "mina", MINA)
    assert not program.door.isVisible()
    assert window(program).navigation.account.text() == "mina"
    assert store.exists()


def test_a_single_owner_is_asked_for_no_name(qtbot: QtBot, program: Program, store: Path) -> None:
    entry.as_owner(store, MINA)
    program.start()
    assert program.door.sign_in.name.isHidden()
    sign_in(qtbot, program, "", MINA)
    assert window(program).navigation.account.text() == "owner"


def test_h2_wrong_passphrases_are_told_and_then_waited_for(
    qtbot: QtBot, program: Program, peopled: str, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert peopled
    program.start()
    page = program.door.sign_in
    page.clock.setInterval(20)  # a second on the page; on the machine, time stands still until the test lets it go by
    monkeypatch.setattr(attempts, "clocks", lambda: (1000.0, 1000.0))
    for wrong in range(1, attempts.FREE + 1):
        type_in("mina", "not the right words", program)
        until(qtbot, lambda wrong=wrong: attempts.unrecorded(store) == {"mina": wrong} and page.enter.isEnabled())  # type: ignore[misc]
        assert page.problem.text == "This passphrase does not open the store."
    type_in("mina", MINA, program)
    until(qtbot, lambda: "Wait" in page.problem.text)
    assert not page.enter.isEnabled()
    QTest.keyClick(page.passphrase, Qt.Key.Key_Return)
    assert program.window is None
    monkeypatch.setattr(attempts, "clocks", lambda: (1005.0, 1005.0))
    until(qtbot, page.enter.isEnabled)
    sign_in(qtbot, program, "mina", MINA)


def test_the_first_person_gets_the_recovery_key_once_and_shows_that_it_is_at_hand(
    qtbot: QtBot, program: Program, store: Path, tmp_path: Path
) -> None:
    program.start()
    window(program).show_page(PEOPLE)
    window(program).pages.people.empty.button.click()
    assert program.window is None
    first, sheet = program.door.first, program.door.sheet
    first.name.setText("mina")
    fill(first.new, "")
    first.go_on.click()
    assert "Type a passphrase" in seen(first.new), "a button that does nothing looks broken"
    fill(first.new, "short")
    first.go_on.click()
    until(qtbot, lambda: "too easy to guess" in first.problem.text)
    fill(first.new, MINA)
    first.new.second.setText(KEN)
    first.go_on.click()
    assert "differ" in seen(first.new)
    fill(first.new, MINA)
    first.go_on.click()
    until(qtbot, sheet.isVisible)
    key = "-".join(sheet.shown_key.text().split())
    assert keys.unlock_by_recovery(store, key).keys
    assert not (tmp_path / keys.UNATTENDED).exists()
    assert not sheet.go_on.isEnabled()
    sheet.typed.setText("00000")
    assert not sheet.go_on.isEnabled()
    sheet.typed.setText(key.split("-")[5].lower())
    sheet.go_on.click()
    assert program.door.sign_in.isVisible()
    assert key[:5] not in sheet.shown_key.text()
    assert keys.unlock_by_organisation(store, ORGANISATION).keys, "what IT's policy names can't recover the store"
    assert first.new.first.text() == "", "the passphrase stays in a field for whoever comes next"
    sign_in(qtbot, program, "mina", MINA)


def test_h5_a_passphrase_that_somebody_else_chose_is_replaced_first(
    qtbot: QtBot, program: Program, peopled: str, store: Path
) -> None:
    assert peopled
    program.start()
    type_in("ken", GIVEN, program)
    own = program.door.own
    until(qtbot, own.isVisible)
    fill(own.new, KEN)
    own.go_on.click()
    until(qtbot, lambda: program.window is not None and program.window.isVisible())
    assert PEOPLE not in window(program).navigation.places, "a counselor has no business with others' access"
    assert entry.sign_in(store, "ken", KEN).actor.role is Role.COUNSELOR


def test_a_forgotten_passphrase_is_replaced_by_the_printed_key(qtbot: QtBot, program: Program, peopled: str) -> None:
    program.start()
    program.door.sign_in.name.setText("mina")
    program.door.sign_in.forgot.click()
    form = program.door.forgotten
    for typed, said in (
        ("ABCDE", "groups of 5"),
        ("2" + peopled[1:] if peopled[0] != "2" else "3" + peopled[1:], "Group 1"),
    ):
        form.proof.setText(typed)
        fill(form.new, KEN)
        form.go_on.click()
        until(qtbot, lambda said=said: said in form.problem.text)  # type: ignore[misc]
    form.proof.setText(peopled)
    form.go_on.click()
    until(qtbot, lambda: program.window is not None and program.window.isVisible())


def test_people_are_added_and_disabled_on_their_page(qtbot: QtBot, at_work: MainWindow, store: Path) -> None:
    page = at_work.pages.people
    at_work.show_page(PEOPLE)
    until(qtbot, lambda: page.table.rowCount() == 2)
    assert "second person" in seen(page)
    page.name.setText("noor")
    page.role.setCurrentIndex(page.role.findData(Role.SUPERVISOR.value))
    fill(page.new, GIVEN)
    page.add.click()
    until(qtbot, lambda: page.table.rowCount() == 3)
    assert "second person" not in seen(page)
    page.table.selectRow(0)
    page.disable.click()
    until(qtbot, lambda: "can't sign in any more" in seen(page))
    with entry.sign_in(store, "mina", MINA).open() as db:
        assert [(user.name, bool(user.disabled_at)) for user in users.everyone(db)] == [
            ("mina", False),
            ("noor", False),
            ("ken", True),
        ]


def test_who_is_locked_out_of_the_blank_window_is_asked_for_their_own_passphrase(
    qtbot: QtBot, at_work: MainWindow
) -> None:
    at_work.lock()
    at_work.lock_page.passphrase.setText(KEN)
    at_work.lock_page.go_on.click()
    until(qtbot, lambda: "does not open" in seen(at_work.lock_page))
    at_work.lock_page.passphrase.setText(MINA)
    at_work.lock_page.go_on.click()
    until(qtbot, lambda: not at_work.locked)


def test_ones_own_passphrase_is_changed_in_the_window(qtbot: QtBot, at_work: MainWindow, store: Path) -> None:
    at_work.navigation.passphrase_wanted.emit()
    dialog = at_work.findChild(PassphraseDialog)
    assert isinstance(dialog, PassphraseDialog)
    dialog.form.proof.setText(MINA)
    fill(dialog.form.new, KEN)
    with qtbot.waitSignal(dialog.accepted):
        dialog.form.go_on.click()
    assert entry.sign_in(store, "mina", KEN)


def test_a_change_of_passphrase_that_is_left_under_way_ends_without_a_window(at_work: MainWindow, store: Path) -> None:
    """Its answer would come to a form that is gone: a bug's report in the place of a changed passphrase."""
    at_work.navigation.passphrase_wanted.emit()
    dialog = at_work.findChild(PassphraseDialog)
    assert isinstance(dialog, PassphraseDialog)
    dialog.form.proof.setText(MINA)
    fill(dialog.form.new, KEN)
    dialog.form.go_on.click()
    assert not dialog.form.leave.isEnabled()
    dialog.reject()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    at_work.release()
    assert entry.sign_in(store, "mina", KEN)


def test_a_second_enter_presses_nothing_while_a_passphrase_is_looked_at(program: Program, peopled: str) -> None:
    assert peopled
    program.start()
    type_in("mina", KEN, program)
    page = program.door.sign_in
    QTest.keyClick(page.window().focusWidget() or page, Qt.Key.Key_Return)
    assert page.isVisible(), "it must not lead to “I forgot my passphrase”"


def test_what_is_wrong_with_a_passphrase_is_said_beside_it_in_the_language_of_the_window(
    qtbot: QtBot, at_work: MainWindow, language: Language
) -> None:
    at_work.show_page(PEOPLE)
    page = at_work.pages.people
    until(qtbot, lambda: page.table.rowCount() == 2)
    page.table.selectRow(0)
    page.reset.click()
    assert "Type the new passphrase for ken here first." in seen(page)
    language.choose("ja")
    until(qtbot, lambda: "ken さんの新しいパスフレーズを入力してください" in seen(page))
    page.name.setText("noor")
    fill(page.new, "short")
    page.add.click()
    until(qtbot, lambda: "簡単に推測されます" in seen(page))
    assert "passphrase" not in seen(page)
    language.choose("en")
    until(qtbot, lambda: "too easy to guess" in seen(page))


def test_who_signs_out_leaves_nothing_in_the_fields(program: Program, at_work: MainWindow) -> None:
    at_work.navigation.sign_out_wanted.emit()
    assert program.window is None
    assert program.door.sign_in.isVisible()
    assert program.door.sign_in.passphrase.text() == ""


@pytest.mark.parametrize("code", ["en", "ja"])
def test_every_control_of_the_door_has_a_name_and_the_keyboard_reaches_it(
    program: Program, language: Language, code: str
) -> None:
    language.choose(code)
    door = program.door
    controls = [*door.findChildren(QLineEdit), *door.findChildren(QAbstractButton)]
    assert len(controls) > 15
    for control in controls:
        if not control.isHidden():
            assert QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name), control.parent()
            assert control.focusPolicy() & Qt.FocusPolicy.TabFocus


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda block: block.write_bytes(b"\x00\xff"), "is damaged"),
        (lambda block: block.write_text('{"version": 9}'), "newer Kizashi"),
    ],
    ids=["damaged", "newer"],
)
def test_h3_what_is_wrong_with_the_key_file_is_said_at_the_door(
    program: Program, peopled: str, store: Path, damage: Callable[[Path], object], said: str
) -> None:
    assert peopled
    damage(store.with_name(f"{store.name}.keys"))
    program.start()
    assert program.door.isVisible()
    assert said in program.door.sign_in.problem.text


def test_h3_a_key_file_that_is_gone_is_named_in_the_window_that_opens_then(
    qtbot: QtBot, program: Program, peopled: str, store: Path
) -> None:
    assert peopled
    store.with_name(f"{store.name}.keys").unlink()
    program.start()
    until(qtbot, lambda: f"{store.name}.keys beside the store" in seen(window(program)))
    assert store.exists()


def test_h3_a_store_from_a_newer_version_is_refused_by_name_at_the_door(
    qtbot: QtBot, program: Program, peopled: str, store: Path
) -> None:
    assert peopled
    with entry.sign_in(store, "mina", MINA).open() as db, db.atomic():
        db.insert("_sqlite_migrations", {"migration_set": "kizashi", "name": "m999_later", "applied_at": ""})
    program.start()
    type_in("mina", MINA, program)
    until(qtbot, lambda: "was made by a newer Kizashi" in program.door.sign_in.problem.text)


def test_h9_the_store_gets_another_key_from_the_window_and_everybody_keeps_their_passphrase(
    qtbot: QtBot, at_work: MainWindow, program: Program, peopled: str, store: Path
) -> None:
    before = entry.sign_in(store, "mina", MINA).key
    at_work.show_page(SETTINGS)
    card, door = at_work.pages.settings.store, program.door
    assert card is not None
    until(qtbot, card.rekey.isVisible)
    card.rekey.click()
    assert program.window is None, "the rekey needs the store for itself"
    assert door.rekey.isVisible()
    door.rekey.passphrase.setText(KEN)
    door.rekey.go_on.click()
    until(qtbot, lambda: "does not open" in door.rekey.problem.text)
    with Entry(store, Actor("ken", Role.COUNSELOR), before).open():  # somebody else has it open
        door.rekey.passphrase.setText(MINA)
        door.rekey.go_on.click()
        door.close()
        assert door.isVisible(), "what is shown once must be seen"
        until(qtbot, lambda: "Another program" in door.rekey.problem.text)
    assert entry.sign_in(store, "mina", MINA).key == before
    door.rekey.passphrase.setText(MINA)
    door.rekey.go_on.click()
    until(qtbot, door.sheet.isVisible)
    text = "-".join(door.sheet.shown_key.text().split())
    assert keys.unlock_by_recovery(store, text).keys != (before,)
    with pytest.raises(KeyFileError):
        keys.unlock_by_recovery(store, peopled)
    assert not door.rekey.passphrase.text()
    door.sheet.typed.setText(text.split("-")[5])
    door.sheet.go_on.click()
    sign_in(qtbot, program, "mina", MINA)
    assert window(program).navigation.account.text() == "mina"
