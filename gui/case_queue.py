"""The queue at the left of the Review page: moving from case to case in it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListView

from domain.case import Case
from gui.case_list import CASE, CaseDelegate, CaseList
from gui.marks import Marks
from gui.protocol_words import ProtocolWords

WIDTH = 340


class CaseQueue(QListView):
    """Keeps one case chosen. `chosen` hands on the case that was moved to, None where there is none any more."""

    chosen = Signal(object)

    def __init__(self, marks: Marks, protocols: ProtocolWords) -> None:
        super().__init__()
        self.cases = CaseList(marks, protocols)
        self.setModel(self.cases)
        self.setItemDelegate(CaseDelegate(self.cases, marks))
        self.setUniformItemSizes(True)  # else a case less lets all others be measured again
        self.setFixedWidth(WIDTH)
        self.selectionModel().currentChanged.connect(lambda index, _before: self.chosen.emit(index.data(CASE)))

    @property
    def case(self) -> Case | None:
        """The case that is chosen."""
        chosen: Case | None = self.currentIndex().data(CASE)
        return chosen

    def show_cases(self, cases: Sequence[Case]) -> None:
        """List other cases; the chosen one stays so where it is among them."""
        before = self.case
        self.cases.show_cases(cases)
        self.go((self.cases.place(before.id) if before else None) or 0)

    def open(self, case: Case) -> None:
        """Choose a case, above the others where it is not among them."""
        row = self.cases.place(case.id)
        if row is None:
            self.cases.put_first(case)
        self.go(row or 0)

    def go(self, row: int) -> None:
        """Choose the case in `row`, or nothing where there is no such row."""
        index = self.cases.index(row)
        if index == self.currentIndex():
            self.chosen.emit(index.data(CASE))
        self.setCurrentIndex(index)

    def step(self, rows: int) -> None:
        """Move on or back, as far as there are cases."""
        row = self.currentIndex().row() + rows
        if 0 <= row < self.cases.rowCount():
            self.go(row)
