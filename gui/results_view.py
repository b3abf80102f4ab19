"""The table of results as it is seen: its columns, and what a click on a header asks for."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from gui.results_table import ORDERS, Column, ResultsTable
from store.screenings import Order

WIDTHS = {
    Column.ID: 70,
    Column.OUTCOME: 125,
    Column.WHY: 200,
    Column.PROBABILITY: 95,
    Column.SEVERITY: 145,
    Column.LANGUAGE: 80,
}
ROW_HEIGHT = 34


class ResultsView(QTableView):
    """Shows the rows of a `ResultsTable`; `reordered` when another order is wanted, the file's own to begin with."""

    reordered = Signal()

    def __init__(self, model: ResultsTable) -> None:
        super().__init__()
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setHighlightSections(False)
        header.setSectionResizeMode(Column.TEXT, QHeaderView.ResizeMode.Stretch)
        for column, width in WIDTHS.items():
            header.resizeSection(column, width)
        header.sortIndicatorChanged.connect(self._sort)

    @property
    def order(self) -> Order:
        """What the rows are sorted by."""
        return ORDERS.get(self.horizontalHeader().sortIndicatorSection(), Order.INPUT)

    @property
    def descending(self) -> bool:
        """Whether the greatest comes first."""
        return self.horizontalHeader().sortIndicatorOrder() is Qt.SortOrder.DescendingOrder

    def _sort(self, section: int) -> None:
        """Sort anew; a column that nothing can be sorted by leaves the file's order, and no arrow."""
        if section >= 0 and section not in ORDERS:
            self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        else:
            self.reordered.emit()
