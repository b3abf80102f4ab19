"""The results of a run as a table model that holds a few pages of rows, never all of them."""

from array import array
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from domain.actor import Actor
from gui import words
from gui.marks import Marks
from gui.protocol_words import ProtocolWords
from gui.results_columns import HIGHEST_FIRST, Column, alignment, said, title
from gui.threads import Reader
from screening import finding, results
from store.database import Database
from store.result_rows import Order, ResultRow
from store.search import Filter

PAGE = 100
PAGES_KEPT = 30

Answer = TypeVar("Answer")

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class View:
    """Which rows are shown, in which order. `calibrated`: the numbers are probabilities."""

    run: int
    protocol: str
    wanted: Filter
    order: Order = Order.INPUT
    descending: bool = False
    calibrated: bool = False

    @property
    def gathered(self) -> bool:
        """Whether the ids of all rows are read once: no page can be jumped to behind a filter, or in the order of ids."""
        return self.wanted.narrow or self.order is Order.ID


class ResultsTable(QAbstractTableModel):
    """Ask the reader for a page when one of its rows comes into sight; until it is there the cells are empty.

    What a filter lets through is shown from its first page on, before all of it is found.
    """

    counted = Signal(int)
    failed = Signal(object)

    def __init__(self, reader: Reader, actor: Actor, marks: Marks, protocols: ProtocolWords) -> None:
        super().__init__()
        self._reader, self._actor, self._marks, self._protocols = reader, actor, marks, protocols
        self._view: View | None = None
        self._rows = 0
        self._pages: OrderedDict[int, list[ResultRow]] = OrderedDict()
        self._asked: set[int] = set()
        self._found: array[int] | None = None

    def show_view(self, view: View) -> None:
        """Show another selection of rows from its top; the one that is shown already is read again where it stands."""
        if view != self._view:
            self.beginResetModel()
            self._view, self._rows, self._found = view, 0, None
            self._pages.clear()
            self.endResetModel()
        self._asked.clear()
        if view.gathered:
            self._ask(view, partial(self._first, view), partial(self._first_found, view))
        else:
            self._ask(
                view,
                lambda db: results.count(db, self._actor, view.run, view.wanted.outcomes),
                partial(self._counted, view),
            )
            self._row(0)  # its page need not wait until the rows are counted

    def row(self, number: int) -> ResultRow | None:
        """Return what stands in a row; None until it was read."""
        page, place = divmod(number, PAGE)
        rows = self._pages.get(page, [])
        return rows[place] if place < len(rows) else None

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of rows that the view selects."""
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's name, its alignment, or which way the first click sorts; or a row's number."""
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            return alignment(Column(section))
        if role == Qt.ItemDataRole.InitialSortOrderRole:
            return Qt.SortOrder.DescendingOrder if section in HIGHEST_FIRST else Qt.SortOrder.AscendingOrder
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return words.number(section + 1)
        return title(Column(section), calibrated=self._view is not None and self._view.calibrated)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, in its tip too unless it is the text; its outcome's mark, or its alignment."""
        row, column = self._row(index.row()), Column(index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(column)
        if row is None or self._view is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole or (role == Qt.ItemDataRole.ToolTipRole and column is not Column.TEXT):
            return said(row, column, self._view.protocol, self._protocols)
        if role == Qt.ItemDataRole.DecorationRole and column is Column.OUTCOME:
            return self._marks.icon(row.outcome)
        return None

    def _row(self, number: int) -> ResultRow | None:
        """Return a row, and ask for its page if nobody has."""
        page = number // PAGE
        if self._view and page not in self._asked:
            self._asked.add(page)
            self._ask(
                self._view, partial(self._read, self._view, self._found, page), partial(self._arrived, self._view, page)
            )
        return self.row(number)

    def _read(self, view: View, found: "array[int] | None", page: int, db: Database) -> list[ResultRow]:
        """Read a page, on the reader's thread; of a filter whose rows are not all found yet there is only the first one."""
        start = page * PAGE
        if found is not None:
            return finding.rows(db, self._actor, view.run, found[start : start + PAGE])
        if view.gathered:
            return self._first(view, db) if page == 0 else []
        return results.page(
            *(db, self._actor, view.run),
            outcomes=view.wanted.outcomes,
            order=view.order,
            descending=view.descending,
            offset=start,
            limit=PAGE,
        )

    def _ask(self, view: View, ask: Callable[[Database], Answer], then: Callable[[Answer], None]) -> None:
        """Ask for what a view shows, as long as it is shown: whoever types on waits for nothing that was typed before."""
        self._reader.ask(ask, then, self.failed.emit, lambda: view == self._view)

    def _first(self, view: View, db: Database) -> list[ResultRow]:
        return finding.first(db, self._actor, view.run, view.wanted, view.order, descending=view.descending, limit=PAGE)

    def _every(self, view: View, db: Database) -> "array[int]":
        return finding.found(db, self._actor, view.run, view.wanted, view.order, descending=view.descending)

    def _first_found(self, view: View, rows: list[ResultRow]) -> None:
        """Show the first page, and look for the others if there may be any."""
        if view != self._view:
            return
        self._pages[0] = rows
        self._asked.add(0)
        if len(rows) < PAGE:
            self._all_found(view, array("q", (row.screening for row in rows)))
        else:
            self._grow(max(self._rows, len(rows)))
            self._ask(view, partial(self._every, view), partial(self._all_found, view))

    def _all_found(self, view: View, found: "array[int]") -> None:
        if view != self._view:
            return
        self._found = found
        self._counted(view, len(found))

    def _counted(self, view: View, rows: int) -> None:
        """Take the number of rows, and read those in sight."""
        if view == self._view:
            self._grow(rows)
            self.counted.emit(rows)

    def _grow(self, rows: int) -> None:
        """Show so many rows: more come while a run goes on, and fewer pass a filter when cases are decided."""
        if rows > self._rows:
            self.beginInsertRows(QModelIndex(), self._rows, rows - 1)
            self._rows = rows
            self.endInsertRows()
        elif rows < self._rows:
            self.beginRemoveRows(QModelIndex(), rows, self._rows - 1)
            self._rows = rows
            self.endRemoveRows()
        self._changed(0, self._rows - 1)

    def _arrived(self, view: View, page: int, rows: list[ResultRow]) -> None:
        if view != self._view:
            return
        self._pages[page] = rows
        self._pages.move_to_end(page)
        if len(self._pages) > PAGES_KEPT:
            forgotten, _ = self._pages.popitem(last=False)
            self._asked.discard(forgotten)
        self._changed(page * PAGE, page * PAGE + len(rows) - 1)

    def _changed(self, first: int, last: int) -> None:
        if 0 <= first <= last < self._rows:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1))
