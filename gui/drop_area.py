"""The empty Screen page: a place to drop a file on, and the buttons that do the same."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from gui.drops import Drops
from gui.empty_state import EmptyState
from gui.widget import Widget, button

TABLES = "*.csv *.tsv *.jsonl *.ndjson *.xlsx *.ods"
DOCUMENTS = "*.txt *.docx *.pdf"


class DropArea(Widget):
    """Says which files Kizashi reads and hands on those it is given."""

    opened = Signal(list)

    def __init__(self) -> None:
        super().__init__("drop")
        self.open_folder = button()
        self._words = EmptyState(self.open_folder)
        self.open_file = self._words.button
        self.open_file.clicked.connect(self.choose_files)
        self.open_folder.clicked.connect(self.choose_folder)
        Drops(self).dropped.connect(self.opened)
        QVBoxLayout(self).addWidget(self._words)
        self._retranslate()

    def _retranslate(self) -> None:
        self._words.say(
            self.tr("Drop a file or a folder here"),
            self.tr(
                "Tables: CSV, TSV, JSON Lines, Excel, OpenDocument.\n"
                "Folders: one text per .txt, .docx or .pdf file.\n"
                "Nothing leaves this computer."
            ),
            self.tr("Open a file…"),
        )
        self.open_file.setShortcut(QKeySequence.StandardKey.Open)
        self.open_folder.setText(self.tr("Open a folder…"))

    def choose_files(self) -> None:
        """Ask for one file or several."""
        texts = self.tr("Texts") + f" ({TABLES} {DOCUMENTS})"
        everything = self.tr("All files") + " (*)"
        paths, _ = QFileDialog.getOpenFileNames(self.window(), self.tr("Open a file"), "", f"{texts};;{everything}")
        self._hand_on(paths)

    def choose_folder(self) -> None:
        """Ask for a folder."""
        folder = QFileDialog.getExistingDirectory(self.window(), self.tr("Open a folder"))
        self._hand_on([folder] if folder else [])

    def _hand_on(self, paths: list[str]) -> None:
        if paths:
            self.opened.emit([Path(path) for path in paths])
