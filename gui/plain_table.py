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
LEGIBLE = 20
"""Letters of a stretched column's words that are in sight at least, where it has so many."""
PADDING = 8
"""Pixels at each side of a cell's words, as the style sheet sets them; Qt forgets them when it breaks words into lines."""


LATER = Qt.ConnectionType.QueuedConnection
"""A header tells of a new width before the table has taken it, and the other columns theirs."""


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
        header.sectionResized.connect(self._follow, LATER)
        self.stretch(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new room."""
        super().resizeEvent(event)
        self._share_room()

    def stretch(self, *columns: int) -> None:
        """Let these columns share the room that the others leave; those are as wide as their words."""
        self._stretched = columns
        modes = QHeaderView.ResizeMode
        for column in range(self.columnCount()):
            mode = modes.Interactive if column in columns else modes.ResizeToContents
            self.horizontalHeader().setSectionResizeMode(column, mode)
        self._share_room()

    def name(self, table: str, columns: Sequence[str]) -> None:
        """Write what the table and its columns are."""
        self.setAccessibleName(table)
        self.setHorizontalHeaderLabels(columns)
        self._share_room()

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
        self._share_room()

    def wrap(self) -> None:
        """Break what is too long for its column into lines from now on, however wide the window is."""
        self.setWordWrap(True)
        self.setItemDelegate(_Lines(self))
        self.horizontalHeader().sectionResized.connect(self.resizeRowsToContents, LATER)

    def tell(self, rows: Sequence[Sequence[str]]) -> None:
        """Say in the tips of the cells what they are too narrow for."""
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                if item := self.item(row, column):
                    item.setToolTip(text)

    def _follow(self, column: int) -> None:
        """Share the room anew when a column has taken more of it, or less."""
        if column not in self._stretched:
            self._share_room()

    def _share_room(self) -> None:
        """Stretch the columns, but leave each its name and a few words: where there is less room, the table scrolls sideways.

        Qt's own stretched columns become as narrow as any may be, one sign a line where words may break anywhere.
        """
        header = self.horizontalHeader()
        taken = sum(header.sectionSize(column) for column in range(self.columnCount()) if column not in self._stretched)
        for column in self._stretched:
            room = (self.viewport().width() - taken) // len(self._stretched)
            header.resizeSection(column, max(room, self._least(column)))

    def _least(self, column: int) -> int:
        """Return how many pixels of a stretched column stay."""
        name, words = self.horizontalHeader().sectionSizeHint(column), self.sizeHintForColumn(column)
        return max(name, min(words, LEGIBLE * self.fontMetrics().averageCharWidth()))
