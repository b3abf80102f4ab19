"""The first texts of a file as they would be read, before anything is screened."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QHeaderView, QTableView

from domain.text import Draft
from gui import words

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
ROW, ID, TEXT = range(3)
LOWEST = 128
"""Pixels: a few texts are in sight, whatever is said above them."""


class PreviewTable(QAbstractTableModel):
    """Row number, id and text of a few drafts."""

    def __init__(self) -> None:
        super().__init__()
        self._drafts: tuple[Draft, ...] = ()

    def show_drafts(self, drafts: tuple[Draft, ...]) -> None:
        """Show other texts."""
        self.beginResetModel()
        self._drafts = drafts
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of texts shown."""
        return 0 if parent.isValid() else len(self._drafts)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's name."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Row"), self.tr("ID"), self.tr("Text"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        draft = self._drafts[index.row()]
        return (words.number(draft.row), draft.id, " ".join(draft.untrusted_body.split()))[index.column()]


class PreviewView(QTableView):
    """A table to look at: nothing in it can be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = PreviewTable()
        self.setModel(self._rows)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(ROW, QHeaderView.ResizeMode.ResizeToContents)
        header.resizeSection(ID, 110)
        self.setMinimumHeight(LOWEST)

    def sizeHint(self) -> QSize:
        """Ask for the least, and take what is left."""
        return QSize(super().sizeHint().width(), LOWEST)

    def show_drafts(self, drafts: tuple[Draft, ...]) -> None:
        """Show other texts."""
        self._rows.show_drafts(drafts)
