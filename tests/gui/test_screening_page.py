"""The Screen page: from a file to outcomes, stopped and gone on with, and what it says when something is missing."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QTableView
from pytestqt.qtbot import QtBot

from domain.errors import StoreError
from domain.pack import Pack
from gui.core import Core
from gui.language import Language
from gui.main_window import MainWindow
from gui.preview_table import TEXT
from gui.run_view import Phase
from gui.screening_page import ScreeningPage
from gui.threads import Progress
from gui.tiles import Tile
from learning import starters
from models import registry
from screening.protocols import shipped
from store.database import Database
from tests.gui.conftest import (
    OWNER,
    TEXTS,
    OpenDatabase,
    OpenWindow,
    cells,
    describe_words,
    learned,
    seen,
    state_purpose,
    write_table,
)
from tests.gui.gate import Gate
from tests.screening.words import OpenWords

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(window: MainWindow) -> ScreeningPage:
    return window.pages.screening


def ready(qtbot: QtBot, page: ScreeningPage, *paths: Path) -> None:
    page.open(paths)
    qtbot.waitUntil(page.form.start.isEnabled)


def start(qtbot: QtBot, page: ScreeningPage, phase: Phase) -> None:
    """Press Start and wait until the run has come that far."""
    QTest.mouseClick(page.form.start, LEFT)
    if page.mandate.isVisible():
        state_purpose(page)
    qtbot.waitUntil(lambda: page.view.phase is phase and page.running == (phase is Phase.SCREENING))


def choose(box: QComboBox, text: str) -> None:
    """Choose as a person does: the box's own signal follows."""
    box.setFocus()
    while box.currentText() != text:
        before = box.currentIndex()
        QTest.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() != before, f"{text} is not offered"


def teach(pack: Pack, data: Path, progress: Progress) -> None:
    """Give a pack heads made by hand: learning them takes minutes."""
    progress("Learning stress (en)", 0.5)
    starters.save([learned(pack, protocol.id) for protocol in shipped()], data, pack)


def preview(page: ScreeningPage) -> QTableView:
    view = page.form.findChild(QTableView)
    assert isinstance(view, QTableView)
    return view


def test_a_dropped_file_shows_its_texts_and_the_guessed_columns(qtbot: QtBot, page: ScreeningPage, texts: Path) -> None:
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(texts))])
    place, none = QPointF(5, 5), Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(page.drop, QDragEnterEvent(place.toPoint(), Qt.DropAction.CopyAction, dropped, LEFT, none))
    assert page.drop.property("over"), "nothing says that the file would be taken"
    QApplication.sendEvent(page.drop, QDropEvent(place, Qt.DropAction.CopyAction, dropped, LEFT, none))
    assert not page.drop.property("over")
    qtbot.waitUntil(page.form.start.isEnabled)
    assert (page.form.reading.text.currentText(), page.form.reading.id.currentText()) == ("text", "id")
    assert cells(preview(page), TEXT) == list(TEXTS.values())
    assert "texts.csv" in seen(page)
    assert "There is no text (rows: 1, the first is row 3)" in seen(page)


def test_a_run_is_started_by_the_keyboard(qtbot: QtBot, page: ScreeningPage, texts: Path) -> None:
    ready(qtbot, page, texts)
    assert page.form.start.shortcut() == QKeySequence("Ctrl+Return"), "a button's new text takes its key away"


def test_another_column_and_encoding_are_read_when_they_are_chosen(
    qtbot: QtBot, page: ScreeningPage, tmp_path: Path
) -> None:
    file = tmp_path / "notes.csv"
    file.write_bytes("id,text,remark\n1,今日はとても疲れました,もう寝たい\n".encode("cp932"))
    ready(qtbot, page, file)
    assert page.form.reading.encoding.currentText() == "Shift JIS (CP932)"
    assert cells(preview(page), TEXT) == ["今日はとても疲れました"]
    choose(page.form.reading.text, "remark")
    QTest.keyClick(page.form.reading.text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cells(preview(page), TEXT) == ["もう寝たい"])


def test_columns_that_were_chosen_are_taken_again_for_a_table_of_the_same_kind(
    qtbot: QtBot, page: ScreeningPage, tmp_path: Path
) -> None:
    """Whoever gets the same table each week should not have to choose its column each week."""
    for week in ("one", "two"):
        (tmp_path / f"{week}.csv").write_text(f"id,text,remark\n1,first {week},second {week}\n", encoding="utf-8")
    ready(qtbot, page, tmp_path / "one.csv")
    choose(page.form.reading.text, "remark")
    QTest.keyClick(page.form.reading.text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cells(preview(page), TEXT) == ["second one"])
    ready(qtbot, page, tmp_path / "two.csv")
    assert cells(preview(page), TEXT) == ["second two"]
    assert page.form.reading.text.currentText() == "remark"


def test_a_file_that_must_be_screened_anew_says_why_in_both_languages(
    qtbot: QtBot, page: ScreeningPage, texts: Path, screened: Callable[..., None], language: Language
) -> None:
    """Nobody has stated what it was for when it was screened without the window: that is another batch."""
    screened("stress")
    ready(qtbot, page, texts)
    start(qtbot, page, Phase.DONE)
    assert "though run 1 was about them too: another purpose" in seen(page.view)
    language.choose("ja")
    qtbot.waitUntil(lambda: "改めて判定します。理由：書かれた目的" in seen(page.view))
    language.choose("en")
    ready(qtbot, page, texts)
    start(qtbot, page, Phase.DONE_BEFORE)
    assert "though run" not in seen(page.view), "it stays said of a run that goes on"


def test_a_second_run_says_beforehand_how_long_it_will_take(
    qtbot: QtBot, screened: Callable[..., None], page: ScreeningPage, tmp_path: Path
) -> None:
    many = {f"t{row}": f"A calm day, number {row}." for row in range(30)}
    screened("stress", write_table(tmp_path / "first.csv", many))
    ready(qtbot, page, write_table(tmp_path / "second.csv", many | {"more": "Another one."}))
    qtbot.waitUntil(lambda: "on this computer" in seen(page.form))


def test_a_run_gives_every_text_its_outcome_and_says_what_is_not_validated(
    qtbot: QtBot, page: ScreeningPage, texts: Path, open_database: OpenDatabase
) -> None:
    ready(qtbot, page, texts)
    qtbot.waitUntil(lambda: "Not yet validated" in seen(page.form))
    start(qtbot, page, Phase.DONE)
    assert "WordProvider" in page.view.device.text
    assert "5 of 5 texts" in seen(page.view)
    assert "Not yet validated" in seen(page.view)
    counts = [tile.accessibleName() for tile in page.view.findChildren(Tile)]
    assert counts == ["Flagged: 2", "Unsure: 2", "Not flagged: 0", "Not screened: 1"]
    with open_database() as db:
        assert db.first("SELECT rows, flagged, clear, unsure, not_screened FROM runs") == {
            "rows": 5,
            "flagged": 2,
            "clear": 0,
            "unsure": 2,
            "not_screened": 1,
        }


@pytest.mark.usefixtures("taught")
def test_what_the_model_has_learned_is_used_and_what_its_makers_measured_is_said(
    qtbot: QtBot, page: ScreeningPage, texts: Path, open_database: OpenDatabase
) -> None:
    """Without it people would take the model for validated, or not know that it had learned anything."""
    ready(qtbot, page, texts)
    qtbot.waitUntil(lambda: "right in 87 of 100 (83–91)" in seen(page.form))
    assert "Not yet validated on your texts" in seen(page.form)
    start(qtbot, page, Phase.DONE)
    qtbot.waitUntil(lambda: "right in 87 of 100 (83–91)" in seen(page.view))
    counts = [tile.accessibleName() for tile in page.view.findChildren(Tile)]
    assert counts == ["Flagged: 2", "Unsure: 1", "Not flagged: 1", "Not screened: 1"]
    assert not page.builder.isVisible()
    with open_database() as db:
        assert db.first("SELECT way FROM runs") == {"way": "head"}
        assert db.first("SELECT code FROM screenings WHERE outcome = 'unsure'") == {"code": "suicide-risk"}


def test_a_language_that_nothing_was_learned_for_is_named_before_the_run(
    qtbot: QtBot, open_window: OpenWindow, core: Core, tmp_path: Path, texts: Path
) -> None:
    (pack,) = registry.installed(describe_words(core.packs, exits=(1,), languages=("en", "ja")))
    starters.save([learned(pack, "stress")], tmp_path, pack)
    page = open_window(core).pages.screening
    ready(qtbot, page, texts)
    qtbot.waitUntil(lambda: "It has learned nothing yet for: Japanese." in seen(page.form))
    assert "Reads: English. Texts in another language are not screened" in seen(page.form)


def test_a_file_in_a_language_of_another_model_is_named_before_the_run(
    qtbot: QtBot, page: ScreeningPage, tmp_path: Path
) -> None:
    """Else a Japanese file would be run to its end, and come back unread."""
    japanese = "今日は友だちと公園で遊んだ。楽しかった。"
    ready(qtbot, page, write_table(tmp_path / "ja.csv", {"1": japanese, "2": TEXTS["calm-1"]}))
    qtbot.waitUntil(lambda: "does not read Japanese and leaves such texts unscreened: 1 of" in seen(page.form))
    assert "gemma3-270m" in seen(page.form)


def test_a_model_that_has_not_seen_the_examples_is_taught_them_at_a_button(
    qtbot: QtBot, open_window: OpenWindow, open_database: OpenDatabase, taught: Pack, tmp_path: Path, texts: Path
) -> None:
    shutil.rmtree(starters.folder(tmp_path, taught))
    page = open_window(Core(open_database, tmp_path, OWNER, OpenWords(), teach)).pages.screening
    qtbot.waitUntil(page.builder.isVisible)
    assert "Teach the model from the shipped examples" in seen(page.builder)
    QTest.mouseClick(page.builder.build, LEFT)
    qtbot.waitUntil(lambda: not page.builder.isVisible())
    ready(qtbot, page, texts)
    qtbot.waitUntil(lambda: "examples written and read by developers, not by clinicians" in seen(page.form))


def test_a_stopped_run_goes_on_where_it_stopped(
    qtbot: QtBot, open_window: OpenWindow, open_database: OpenDatabase, word_packs: Path, texts: Path, gate: Gate
) -> None:
    page = open_window(Core(open_database, word_packs.parent, OWNER, gate)).pages.screening
    ready(qtbot, page, texts)
    start(qtbot, page, Phase.SCREENING)
    gate.let_through(1)
    qtbot.waitUntil(lambda: "1 of 5 texts" in seen(page.view))
    with qtbot.waitSignal(page.ended):
        QTest.mouseClick(page.view.stop, LEFT)
    qtbot.waitUntil(lambda: page.view.phase is Phase.STOPPED)
    assert "1 of 5 texts are done and kept" in seen(page.view)
    gate.let_through()
    with qtbot.waitSignal(page.ended):
        QTest.mouseClick(page.view.go_on, LEFT)
    qtbot.waitUntil(lambda: page.view.phase is Phase.DONE)
    with open_database() as db:
        assert db.first("SELECT count(*) AS runs FROM runs") == {"runs": 1}
        assert db.first("SELECT count(*) AS done, count(DISTINCT text) AS texts FROM screenings") == {
            "done": 5,
            "texts": 5,
        }


def test_a_file_that_was_screened_before_is_not_screened_again_unless_asked(
    qtbot: QtBot, page: ScreeningPage, texts: Path, open_database: OpenDatabase
) -> None:
    for phase in (Phase.DONE, Phase.DONE_BEFORE):
        ready(qtbot, page, texts)
        start(qtbot, page, phase)
    assert "Nothing was left to do" in seen(page.view)
    with qtbot.waitSignal(page.ended):
        QTest.mouseClick(page.view.again, LEFT)
    qtbot.waitUntil(lambda: page.view.phase is Phase.DONE)
    with open_database() as db:
        assert db.first("SELECT count(*) AS runs FROM runs") == {"runs": 2}


def test_a_file_that_can_t_be_read_says_so_and_nothing_can_be_started(
    qtbot: QtBot, page: ScreeningPage, tmp_path: Path
) -> None:
    page.open([tmp_path / "gone.csv"])
    qtbot.waitUntil(lambda: "gone.csv" in seen(page) and "There is no file" in seen(page))
    assert not page.form.start.isEnabled()


def test_a_damaged_pack_is_named_and_the_run_can_be_tried_again(
    qtbot: QtBot, page: ScreeningPage, texts: Path, word_packs: Path
) -> None:
    ready(qtbot, page, texts)
    (word_packs / "words" / "tokenizer.json").write_text("[]", encoding="utf-8")
    start(qtbot, page, Phase.FAILED)
    assert "The model pack words is damaged: tokenizer.json" in seen(page.view)
    (word_packs / "words" / "tokenizer.json").write_text("{}", encoding="utf-8")
    with qtbot.waitSignal(page.ended):
        QTest.mouseClick(page.view.go_on, LEFT)
    qtbot.waitUntil(lambda: page.view.phase is Phase.DONE)


def test_a_store_that_can_t_be_opened_is_told_before_anything_is_lost(
    qtbot: QtBot, open_window: OpenWindow, word_packs: Path, texts: Path
) -> None:
    def refuse() -> Database:
        raise StoreError("The store is on a stick that is not here.")

    page = open_window(Core(refuse, word_packs.parent, OWNER, OpenWords())).pages.screening
    qtbot.waitUntil(lambda: "on a stick that is not here" in seen(page))
    page.open([texts])
    qtbot.waitUntil(page.form.start.isEnabled)
    start(qtbot, page, Phase.FAILED)


def test_without_a_model_the_page_says_how_to_get_one(
    qtbot: QtBot, open_window: OpenWindow, open_database: OpenDatabase, tmp_path: Path, texts: Path
) -> None:
    page = open_window(Core(open_database, tmp_path / "no-packs", OWNER, OpenWords())).pages.screening
    qtbot.waitUntil(page.builder.isVisible)
    assert "kizashi models build smollm2-135m" in seen(page)
    page.open([texts])
    qtbot.waitUntil(lambda: preview(page).model().rowCount() == len(TEXTS))
    assert not page.form.start.isEnabled()


@pytest.mark.pack
def test_the_build_button_makes_the_model_that_the_form_then_offers(
    qtbot: QtBot, open_window: OpenWindow, open_database: OpenDatabase, tmp_path: Path
) -> None:
    page = open_window(Core(open_database, tmp_path / "packs-to-be", OWNER, OpenWords(), teach)).pages.screening
    qtbot.waitUntil(page.builder.isVisible)
    QTest.mouseClick(page.builder.build, LEFT)
    qtbot.waitUntil(lambda: page.form.asking.pack.count() == 1 and not page.builder.isVisible(), timeout=120_000)
    assert page.form.asking.pack.currentText() == "SmolLM2 135M Instruct"


def test_a_model_that_can_t_be_built_says_why(
    qtbot: QtBot, open_window: OpenWindow, open_database: OpenDatabase, tmp_path: Path
) -> None:
    in_the_way = tmp_path / "packs-file"
    in_the_way.write_text("", encoding="utf-8")
    page = open_window(Core(open_database, in_the_way, OWNER, OpenWords())).pages.screening
    qtbot.waitUntil(page.builder.isVisible)
    QTest.mouseClick(page.builder.build, LEFT)
    qtbot.waitUntil(page.builder.build.isEnabled, timeout=20_000)
    assert "packs-file" in seen(page.builder)


def test_the_keyboard_goes_to_the_run_that_it_has_started(
    qtbot: QtBot, open_window: OpenWindow, open_database: OpenDatabase, word_packs: Path, texts: Path, gate: Gate
) -> None:
    """Whoever works by keys would press Space on the navigation, and leave the run that they mean to pause."""
    page = open_window(Core(open_database, word_packs.parent, OWNER, gate)).pages.screening
    page.activateWindow()
    ready(qtbot, page, texts)
    start(qtbot, page, Phase.SCREENING)
    assert QApplication.focusWidget() in (page.view.pause, page.view.stop)
    page.view.stop.setFocus()
    QTest.keyClick(page.view.stop, Qt.Key.Key_Return)
    QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Return)
    assert page.view.isVisible(), "a second Enter presses nothing else"
    gate.let_through()
    qtbot.waitUntil(lambda: page.view.phase is Phase.STOPPED)
    QTest.keyClick(page.view.go_on, Qt.Key.Key_Space)
    assert QApplication.focusWidget() in (page.view.pause, page.view.stop)
    qtbot.waitUntil(lambda: page.view.phase is Phase.DONE)


def test_the_keys_that_start_a_run_do_not_stop_it_when_they_are_pressed_again(
    qtbot: QtBot, open_window: OpenWindow, open_database: OpenDatabase, word_packs: Path, texts: Path, gate: Gate
) -> None:
    """Ctrl+Enter starts from anywhere on the page; only a plain Enter presses the button that has the keyboard."""
    window = open_window(Core(open_database, word_packs.parent, OWNER, gate))
    page = window.pages.screening
    page.activateWindow()
    ready(qtbot, page, texts)
    QTest.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.mandate.isVisible)
    state_purpose(page)
    qtbot.waitUntil(lambda: page.view.phase is Phase.SCREENING and page.running)
    page.view.stop.setFocus()
    for pressed in (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier):
        QTest.keyClick(page.view.stop, Qt.Key.Key_Return, pressed)
    assert page.view.stop.isEnabled(), "nothing was stopped"
    QTest.keyClick(page.view.stop, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert not page.view.stop.isEnabled()
    gate.let_through()
    qtbot.waitUntil(lambda: page.view.phase is Phase.STOPPED and not page.running)
