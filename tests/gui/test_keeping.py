"""The store seen from the window: its record, its backups and its soundness; what a site would miss if they failed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from custody import dates, erasure
from custody.entry import OWNER, Entry
from custody.witness import witnessed
from domain.actor import Actor, Role
from domain.audit import AuditEntry
from gui.core import Core
from gui.language import Language
from gui.main_window import MainWindow
from gui.navigation import RECORD, SETTINGS
from gui.record_page import ROWS, RecordPage
from gui.store_card import StoreCard
from store import audit, settings
from tests.gui.conftest import OpenDatabase, OpenWindow, cells, seen
from tests.screening.words import OpenWords

KEY = bytes(32)


@pytest.fixture
def open_as(
    open_database: OpenDatabase, open_window: OpenWindow, word_packs: Path, tmp_path: Path
) -> Iterator[Callable[[Role], MainWindow]]:
    """Open the window as somebody of a role, whose refusals go on record as a sign-in makes them do."""
    store = tmp_path / "test.kizashi"
    made: list[Core] = []

    def show(role: Role) -> MainWindow:
        actor = witnessed(Actor(f"a {role}", role), store, KEY)
        core = Core(open_database, word_packs.parent, actor, OpenWords(), way_in=lambda: Entry(store, actor, KEY))
        made.append(core)
        return open_window(core)

    yield show
    for core in made:
        core.close()


@pytest.fixture
def card(qtbot: QtBot, open_database: OpenDatabase, word_packs: Path, tmp_path: Path) -> Iterator[StoreCard]:
    """The card of a store that has no passphrase."""
    core = Core(open_database, word_packs.parent, OWNER, OpenWords())
    shown = StoreCard(core, lambda: Entry(tmp_path / "test.kizashi", OWNER, KEY))
    qtbot.addWidget(shown)
    shown.show()
    shown.refresh()
    qtbot.waitUntil(lambda: "No backup" in shown.last.text())
    yield shown
    core.close()


def test_a_supervisor_reads_the_record_back_to_its_beginning(
    qtbot: QtBot, open_as: Callable[[Role], MainWindow], open_database: OpenDatabase
) -> None:
    with open_database() as db, db.atomic(durable=True):
        for case in range(1, ROWS + 2):
            audit.append(db, AuditEntry("2026-03-01T09:00:00+00:00", "bo", "read", f"case {case}"))
    window = open_as(Role.SUPERVISOR)
    window.show_page(RECORD)
    page = window.pages.record
    assert isinstance(page, RecordPage)
    qtbot.waitUntil(page.older.isEnabled)
    assert "read a text" in cells(page.table, 2)
    page.copy.click()
    with open_database() as db:
        assert QGuiApplication.clipboard().text() == str(audit.head(db))
    page.older.click()
    qtbot.waitUntil(page.newer.isEnabled)
    assert cells(page.table, 3)[-1] == "case 1"
    assert not page.older.isEnabled()
    page.who.setText("a supervisor")
    page.show_them.click()
    qtbot.waitUntil(lambda: "case 1" not in cells(page.table, 3))
    assert set(cells(page.table, 1)) == {"a supervisor"}


def test_h10_each_role_sees_what_it_may_and_the_window_asks_for_nothing_else(
    qtbot: QtBot, open_as: Callable[[Role], MainWindow], open_database: OpenDatabase, screened: Callable[[str], None]
) -> None:
    """A window that asked for what its person may not would fill the record with refusals of its own making."""
    screened("depression")
    for role in (Role.COUNSELOR, Role.SPECIALIST, Role.SUPERVISOR, Role.ADMINISTRATOR):
        window = open_as(role)
        reads = role in (Role.SUPERVISOR, Role.ADMINISTRATOR)
        assert (RECORD in window.navigation.places) == reads
        card = window.pages.settings.store
        assert card is not None
        assert card.here.isVisibleTo(card) == (role is Role.ADMINISTRATOR)
        assert card.verify.isVisibleTo(card)
        for page in window.navigation.places:
            window.show_page(page)
        with qtbot.waitCallback() as answered:  # the desk answers in order: all that the pages asked was asked
            window._core.desk.ask(lambda _db: None, answered, lambda error: pytest.fail(str(error)))
        window.release()
    with open_database() as db:
        refused = [tuple(row.values()) for row in db.query("SELECT actor, subject FROM audit WHERE act = 'refused'")]
    assert {subject for _, subject in refused if not subject.startswith("text")} == set()


def test_a_backup_is_written_read_back_and_said_from_the_window(
    qtbot: QtBot, card: StoreCard, language: Language, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    card.back_up(stick)
    assert "Type a passphrase" in seen(card)
    for field in (card.passphrase.first, card.passphrase.second):
        field.setText("tall heron frozen canal")
    card.back_up(stick)
    qtbot.waitUntil(lambda: "found whole" in seen(card))
    [backup] = stick.glob("*.backup")
    assert str(backup) in seen(card)
    assert backup.with_name(f"{backup.name}.keys").exists()
    qtbot.waitUntil(lambda: "The last backup was written" in card.last.text())
    assert "store restore BACKUP" in card.commands.text()
    language.choose("ja")
    qtbot.waitUntil(lambda: "鍵ファイル" in seen(card))
    assert "。 " not in seen(card), "Japanese sentences stand together without a space"
    language.choose("en")
    card.back_up(tmp_path / "none" / "b")
    qtbot.waitUntil(lambda: "Type a passphrase" in seen(card))


def test_a_store_is_verified_from_the_window(qtbot: QtBot, card: StoreCard, language: Language, tmp_path: Path) -> None:
    card.verify.click()
    qtbot.waitUntil(lambda: "The store is sound" in seen(card))
    language.choose("ja")
    qtbot.waitUntil(lambda: "The store is sound" not in seen(card))
    language.choose("en")
    qtbot.waitUntil(lambda: "The store is sound" in seen(card))
    card.noted.setText("12:not a digest")
    card.verify.click()
    assert "not a head of the audit chain" in seen(card)
    card.noted.setText(f"999:{'0' * 64}")
    card.verify.click()
    qtbot.waitUntil(lambda: "the end of the chain was cut off" in seen(card))
    language.choose("ja")
    qtbot.waitUntil(lambda: "バックアップを復元してください。" in seen(card))
    assert "。 " not in seen(card)
    language.choose("en")
    card.noted.clear()
    store = tmp_path / "test.kizashi"
    with card._core.open_database() as db:
        db.tables.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(store.read_bytes())
    content[2 * len(content) // 3] ^= 1
    store.write_bytes(content)
    card.verify.click()
    qtbot.waitUntil(lambda: "is not sound" in seen(card))
    assert "damaged in 1 of its pages" in seen(card)


def test_words_whose_time_is_over_go_slice_by_slice_after_the_window_opened(
    qtbot: QtBot,
    open_as: Callable[[Role], MainWindow],
    open_database: OpenDatabase,
    screened: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(erasure, "SLICE", 1)
    screened("stress")
    with open_database() as db, db.atomic():
        db.tables.execute("UPDATE batches SET retention = '0'")
        db.tables.execute("DELETE FROM cases")
    open_as(Role.COUNSELOR)

    def left() -> int:
        with open_database() as db:
            return int(db.tables.table("bodies").count)

    qtbot.waitUntil(lambda: left() == 0)


def test_h11_the_record_is_filtered_by_batch_in_people_s_words_and_leaves_as_a_sheet(
    qtbot: QtBot,
    open_as: Callable[[Role], MainWindow],
    open_database: OpenDatabase,
    screened: Callable[[str], None],
    language: Language,
    tmp_path: Path,
) -> None:
    screened("stress")
    with open_database() as db, db.atomic(durable=True):
        for act, subject, new in (
            ("read", "case 1", ""),
            ("read", "case 999", ""),
            ("refused", "right erase", "counselor"),
            ("failed", "cases, batch 1, with texts", "export: PermissionError"),
        ):
            audit.append(db, AuditEntry("2026-03-01T09:00:00+00:00", "bo", act, subject, new=new))
    window = open_as(Role.SUPERVISOR)
    window.show_page(RECORD)
    page = window.pages.record
    assert isinstance(page, RecordPage)
    qtbot.waitUntil(lambda: "the right “erase”" in cells(page.table, 3))
    place = cells(page.table, 3).index("the right “erase”")
    assert cells(page.table, 5)[place] == "Counselor"
    page.batch.setText("1")
    page.show_them.click()
    qtbot.waitUntil(lambda: "the right “erase”" not in cells(page.table, 3))
    assert {"case 1", "cases, batch 1, with te…"} <= set(cells(page.table, 3))
    assert "case 999" not in cells(page.table, 3)
    assert "exported: PermissionErr…" in cells(page.table, 5)
    page.write(tmp_path / "record.csv")
    qtbot.waitUntil(lambda: "Exported to" in seen(page))
    language.choose("ja")
    qtbot.waitUntil(lambda: f"{tmp_path / 'record.csv'} に書き出しました" in seen(page))
    assert "case 999" not in (tmp_path / "record.csv").read_text(encoding="utf-8")


def test_h29_a_date_far_ahead_is_told_to_everybody_and_confirmed_in_the_settings(
    qtbot: QtBot, open_as: Callable[[Role], MainWindow], open_database: OpenDatabase, language: Language
) -> None:
    """The words of every text were gone at the first start of a computer with a wrong year."""
    with open_database() as db:
        settings.put_date_seen(db, "2025-03-01T09:00:00+00:00")
    window = open_as(Role.COUNSELOR)
    qtbot.waitUntil(lambda: "nothing is removed for its age" in seen(window.pages.screening))
    window = open_as(Role.ADMINISTRATOR)
    window.show_page(SETTINGS)
    card = window.pages.settings.store
    assert card is not None
    qtbot.waitUntil(lambda: "the store saw 1 Mar 2025 last" in card.date.text)
    language.choose("ja")
    qtbot.waitUntil(lambda: "コンピューターの日付" in card.date.text)
    language.choose("en")
    card.confirm_date.click()
    qtbot.waitUntil(card.confirm_date.isHidden)
    with open_database() as db:
        assert audit.acted(db, "a administrator", dates.CONFIRM, "store")
