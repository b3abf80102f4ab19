"""A plot on a card: what its colours mean, and the same numbers as a table."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout

from gui import words
from gui.marks import Marks
from gui.plot import HEIGHT, Bars, Plot
from gui.widget import Widget, label

ROW_HEIGHT = 26
WIDEST = 500
"""Pixels of a table beside its plot; a wider one scrolls."""
EDGE = 6
"""Pixels beside the numbers of a table."""


class Figure(Widget):
    """Draws bars and tells them: a screen reader reads the table, whose name is the title."""

    def __init__(self, marks: Marks) -> None:
        super().__init__("card")
        self._title, self._legend = label("heading"), label("small", wrap=True)
        self._legend.setTextFormat(Qt.TextFormat.RichText)
        self.plot, self.table = Plot(marks), table()
        self.table.setFixedHeight(HEIGHT)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.plot, 1)
        row.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self._legend)
        column.addLayout(row)

    def draw(self, title: str, bars: Bars) -> None:
        """Draw bars under a title."""
        self._title.setText(title)
        coloured = [f'<span style="color:{one.colour}">■</span> {escape(one.name)}' for one in bars.series]
        self._legend.setText("&nbsp;&nbsp; ".join([*coloured, *(f"┊ {escape(mark.name)}" for mark in bars.marks)]))
        self.plot.draw(bars)
        self.plot.setAccessibleName(title)
        self.table.setAccessibleName(title)
        fill(self.table, bars.names, [one.name for one in bars.series], bars.counts)
        self.table.setFixedWidth(min(_width(self.table), WIDEST))


def table() -> QTableWidget:
    """Return an empty table of numbers, to be read and not changed."""
    made = QTableWidget()
    made.setAccessibleName(QCoreApplication.translate("Figure", "Nothing drawn yet"))
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    made.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    made.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    made.setTabKeyNavigation(False)
    return made


def fill(into: QTableWidget, rows: Sequence[str], columns: Sequence[str], counts: Sequence[Sequence[int]]) -> None:
    """Write counts [row][column] with their names."""
    into.setRowCount(len(rows))
    into.setColumnCount(len(columns))
    into.setHorizontalHeaderLabels(list(columns))
    into.setVerticalHeaderLabels(list(rows))
    for row, of_row in enumerate(counts):
        for column, count in enumerate(of_row):
            cell = QTableWidgetItem(words.number(count))
            cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            into.setItem(row, column, cell)


def _width(shown: QTableWidget) -> int:
    """Return the width in which nothing of a table needs to be scrolled to."""
    headers = shown.verticalHeader().sizeHint().width() + shown.horizontalHeader().length()
    return headers + shown.verticalScrollBar().sizeHint().width() + 2 * (shown.frameWidth() + EDGE)
