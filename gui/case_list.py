"""The queue as a list: two lines a case, its outcome's mark beside them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from domain.case import Case
from gui import case_words, words
from gui.marks import SIZE, Marks
from gui.protocol_words import ProtocolWords

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
CASE = Qt.ItemDataRole.UserRole
PADDING, GAP = 10, 12


class CaseList(QAbstractListModel):
    """The cases in the queue's order."""

    def __init__(self, marks: Marks, protocols: ProtocolWords) -> None:
        super().__init__()
        self._marks, self._protocols = marks, protocols
        self._cases: list[Case] = []

    @property
    def cases(self) -> Sequence[Case]:
        """The cases listed now."""
        return self._cases

    def show_cases(self, cases: Sequence[Case]) -> None:
        """List other cases."""
        self.beginResetModel()
        self._cases = list(cases)
        self.endResetModel()

    def put_first(self, case: Case) -> None:
        """List one more case, above the others."""
        self.beginInsertRows(QModelIndex(), 0, 0)
        self._cases.insert(0, case)
        self.endInsertRows()

    def remove(self, row: int) -> None:
        """Take one case off the list."""
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._cases[row]
        self.endRemoveRows()

    def replace(self, row: int, case: Case) -> None:
        """Show what a case has become."""
        self._cases[row] = case
        self.dataChanged.emit(self.index(row), self.index(row))

    def settle(self, case: Case, *, keep: bool) -> int | None:
        """Show what a listed case has become, or take it off unless it is to `keep`. Return its row, None without one."""
        row = self.place(case.id)
        if row is not None and keep:
            self.replace(row, case)
        elif row is not None:
            self.remove(row)
        return row

    def place(self, case: int) -> int | None:
        """Return the row of the case with this id."""
        return next((row for row, listed in enumerate(self._cases) if listed.id == case), None)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of cases."""
        return 0 if parent.isValid() else len(self._cases)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the case, its mark, its lower line as a tip, or one sentence for a screen reader."""
        case = self._cases[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return words.text_id(case.text_id)
            case Qt.ItemDataRole.DecorationRole:
                return self._marks.of(case)
            case Qt.ItemDataRole.AccessibleTextRole:
                return words.listed([words.text_id(case.text_id), self.said(case), *self.lines(case)])
            case Qt.ItemDataRole.ToolTipRole:
                return self.lines(case)[1]
            case Qt.ItemDataRole.UserRole:
                return case
        return None

    def said(self, case: Case) -> str:
        """Return the machine's outcome in words; of a blind case nothing."""
        return "" if case.blind else words.outcome(case.outcome)

    def lines(self, case: Case) -> tuple[str, str]:
        """Return what stands at the right of the first line, and the second line: what presses, then what is known."""
        severity = self._protocols.level(case.protocol, case.decided_severity or case.severity)
        said = words.verdict(case.verdict) if case.verdict else ""
        if case.waits_for is None:
            below = [said, severity if case.decided_severity else "", case_words.closed() if case.closed else ""]
        elif case.blind:
            below = [case_words.turn(case)]
        else:
            below = [case_words.urgency(case), case_words.turn(case), severity, case_words.reason(case)]
        return self._protocols.title(case.protocol), " · ".join(filter(None, below))


class CaseDelegate(QStyledItemDelegate):
    """Paints a case: mark, id and protocol, and below them why and how soon."""

    def __init__(self, model: CaseList, marks: Marks) -> None:
        super().__init__()
        self._model, self._marks = model, marks

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give every case the same height."""
        return QSize(super().sizeHint(option, index).width(), 2 * option.fontMetrics.lineSpacing() + 2 * PADDING + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one case."""
        case: Case = index.data(CASE)
        aside, below = self._model.lines(case)
        palette, line = self._marks.palette, option.fontMetrics.lineSpacing()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        area: QRect = option.rect
        painter.save()
        painter.fillRect(area, QColor(palette.selected if selected else palette.surface))
        inner = area.adjusted(GAP, PADDING, -GAP, -PADDING)
        self._marks.of(case).paint(painter, QRect(inner.left(), inner.top() + 2, SIZE, SIZE))
        first = QRect(inner.left() + SIZE + GAP, inner.top(), inner.width() - SIZE - GAP, line)
        painter.setPen(QColor(palette.muted))
        _write(painter, first.translated(0, line + 2), below)
        _write(painter, first, aside, Qt.AlignmentFlag.AlignRight)
        painter.setPen(QColor(palette.ink))
        _write(
            painter,
            first.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(aside) - GAP, 0),
            words.text_id(case.text_id),
        )
        painter.restore()


def _write(painter: QPainter, line: QRect, text: str, side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> None:
    elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, line.width())
    painter.drawText(line, side | Qt.AlignmentFlag.AlignVCenter, elided)
