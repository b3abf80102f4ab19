"""The files that were opened together: what was found in each, and whether all are asked the same."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QListWidget, QVBoxLayout

from gui import words
from gui.chosen_file import ChosenFile
from gui.widget import Widget

BETWEEN, MOST_ROWS = 3, 4


class FileList(Widget):
    """Hidden while there is one file. `chosen` gives the place of the file to look at, `together` whether all are asked alike."""

    chosen = Signal(int)
    toggled = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.list, self.alike = QListWidget(), QCheckBox()
        self._files: Sequence[ChosenFile] = ()
        self.list.setSpacing(BETWEEN)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.alike.setChecked(True)
        self.alike.toggled.connect(self.toggled)
        self.list.currentRowChanged.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.list)
        column.addWidget(self.alike)
        self._retranslate()

    @property
    def together(self) -> bool:
        """Whether all files are asked the same."""
        return self.alike.isChecked()

    def show_files(self, files: Sequence[ChosenFile], at: int) -> None:
        """Show these files, one of them chosen."""
        self._files = files
        self.setVisible(len(files) > 1)
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItems([self._line(file) for file in files])
        self.list.setCurrentRow(at)
        self.list.blockSignals(False)
        row = self.list.sizeHintForRow(0) + 2 * BETWEEN
        self.list.setFixedHeight(row * min(len(files), MOST_ROWS) + BETWEEN + 2 * self.list.frameWidth())

    def _line(self, file: ChosenFile) -> str:
        if file.error:
            return f"{file.path.name} · " + self.tr("can't be read and is left out")
        if file.read is None:
            return f"{file.path.name} · " + self.tr("Reading…")
        return f"{file.path.name} · " + self.tr("Texts: {0}").format(words.number(file.read.rows))

    def _choose(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(row)

    def _retranslate(self) -> None:
        self.list.setAccessibleName(self.tr("Files"))
        self.alike.setText(self.tr("The same for all files"))
        self.alike.setToolTip(self.tr("Protocol, model and purpose"))
        if self._files:
            self.show_files(self._files, self.list.currentRow())
