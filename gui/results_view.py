"""The table of results as it is seen: its columns, and what a click on a header asks for."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from domain.outcome import Outcome
from gui import words
from gui.marks import SIZE
from gui.results_columns import ORDERS, Column
from gui.results_table import ResultsTable
from store.result_rows import Order

WIDTHS = {Column.ID: 84, Column.WHY: 190, Column.SEVERITY: 145}
"""Pixels at first of the columns that may hold anything; the others are as wide as the longest word they can hold."""
LANGUAGES = ("en", "ja")
"""Whose names decide how wide their column is."""
EDGES, HEADER_EDGES, MARK = 24, 34, SIZE + 12
"""Pixels beside the words of a cell, beside those of a header with its arrow, and those of a mark before the words."""
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
        self._size_columns()
        header.sortIndicatorChanged.connect(self._sort)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language, and of how large words are."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.LanguageChange, QEvent.Type.FontChange}:
            self._size_columns()

    def stand_beside(self, *, text: bool) -> None:
        """Leave out what the text that is open beside the table says itself."""
        for column in (Column.LANGUAGE, Column.TEXT):
            self.setColumnHidden(column, text)
        modes = QHeaderView.ResizeMode
        self.horizontalHeader().setSectionResizeMode(Column.WHY, modes.Stretch if text else modes.Interactive)
        if not text:
            self.horizontalHeader().resizeSection(Column.WHY, WIDTHS[Column.WHY])

    def _size_columns(self) -> None:
        """Give every column the room that its header and its longest words need."""
        advance, header = self.fontMetrics().horizontalAdvance, self.horizontalHeader()
        longest = {
            Column.OUTCOME: max(advance(words.outcome(outcome)) for outcome in Outcome) + MARK,
            Column.PROBABILITY: advance(words.percent(1)),
            Column.LANGUAGE: max(advance(words.language(code)) for code in LANGUAGES),
        }
        for column in (*WIDTHS, *longest):
            title = str(self.model().headerData(column, Qt.Orientation.Horizontal))
            named = header.fontMetrics().horizontalAdvance(title) + HEADER_EDGES
            header.resizeSection(column, max(WIDTHS.get(column, 0), longest.get(column, 0) + EDGES, named))

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
