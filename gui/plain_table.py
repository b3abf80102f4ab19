"""A short table to read and to choose a row in: packs, protocols, figures."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

NARROWEST = 64
"""Pixels that a column is never narrower than: where there is no more room, the table scrolls sideways."""
PADDING = 8
"""Pixels at each side of a cell's words, as the style sheet sets them; Qt forgets them when it breaks words into lines."""


class _Lines(QStyledItemDelegate):
    """Asks for the height that words need between the paddings of their cell."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the size of a cell."""
        inner = QStyleOptionViewItem(option)
        inner.rect = option.rect.adjusted(PADDING, 0, -PADDING, 0)
        return super().sizeHint(inner, index)


class PlainTable(QTableWidget):
    """Keeps the chosen row when it is filled again, and chooses the first one where none was chosen."""

    def __init__(self, columns: int) -> None:
        super().__init__(0, columns)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(NARROWEST)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take back what a column was stretched by where there is no room for it: Qt leaves it as wide as it was."""
        super().resizeEvent(event)
        header = self.horizontalHeader()
        if header.length() > self.viewport().width():
            for column in range(self.columnCount()):
                if header.sectionResizeMode(column) == QHeaderView.ResizeMode.Stretch:
                    words = max(self.sizeHintForColumn(column), header.sectionSizeHint(column))
                    header.resizeSection(column, min(header.sectionSize(column), words))

    def name(self, table: str, columns: Sequence[str]) -> None:
        """Write what the table and its columns are."""
        self.setAccessibleName(table)
        self.setHorizontalHeaderLabels(columns)

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Fill the table."""
        chosen = max(self.currentRow(), 0)
        self.blockSignals(True)
        self.setRowCount(len(rows))
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                self.setItem(row, column, QTableWidgetItem(text))
        if rows:
            self.selectRow(min(chosen, len(rows) - 1))
        self.blockSignals(False)

    def wrap(self) -> None:
        """Break what is too long for its column into lines from now on, however wide the window is."""
        self.setWordWrap(True)
        self.setItemDelegate(_Lines(self))
        later = Qt.ConnectionType.QueuedConnection  # the header tells it before the table has taken the new width
        self.horizontalHeader().sectionResized.connect(self.resizeRowsToContents, later)

    def tell(self, rows: Sequence[Sequence[str]]) -> None:
        """Say in the tips of the cells what they are too narrow for."""
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                if item := self.item(row, column):
                    item.setToolTip(text)
