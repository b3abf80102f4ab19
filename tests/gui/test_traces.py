"""H8: what the window leaves on the disk beside the store, readable for whoever finds the laptop: nothing of anybody's texts."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from domain.text import Reading
from gui.preferences import Preferences
from gui.run import keep_no_history


@pytest.fixture
def kept() -> Iterator[QSettings]:
    """What Qt would keep of file dialogs, and its own place for it again afterwards."""
    usual = Path(QSettings(QSettings.Scope.UserScope, "QtProject").fileName()).parent
    keep_no_history()
    yield QSettings(QSettings.Scope.UserScope, "QtProject")
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(usual))


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps what its own dialogs have opened: docs/hazards.md, H8")
def test_h8_no_file_dialog_leaves_behind_which_folder_was_opened(qtbot: QtBot, kept: QSettings, tmp_path: Path) -> None:
    folder = tmp_path / "client 4711"
    folder.mkdir()
    (folder / "a.csv").touch()
    dialog = QFileDialog(None, "", str(folder))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.selectFile("a.csv")
    dialog.accept()
    dialog.close()
    kept.sync()
    assert Path(kept.fileName()).parent == Path(os.devnull)
    assert not Path(kept.fileName()).exists()


def test_h8_remembered_columns_hold_no_words_of_a_table_without_headings(tmp_path: Path) -> None:
    """Its first row is taken for its headings, and that is somebody's text."""
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    preferences = Preferences(settings)
    columns = ("7", "The heron waited by the frozen canal", "Quilla")
    preferences.remember_columns(columns, Reading(columns[1], columns[0], columns[2]))
    settings.sync()
    written = (tmp_path / "window.ini").read_text(encoding="utf-8")
    assert written
    assert not any(word in written for word in ("heron", "Quilla"))
    assert preferences.columns(columns) == Reading(columns[1], columns[0], columns[2])
    assert preferences.columns(("another", "table")) is None
