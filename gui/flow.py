"""A layout that sets widgets side by side, and goes on in the next line where there is no more room."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem


class Flow(QLayout):
    """Each widget is as wide as it wants to be, so that no words are cut off; the height follows from the width.

    Those of a line stand on its middle. One that is hidden leaves no gap.
    """

    def __init__(self, gap: int) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self._gap = gap
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return the one at a place."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Hand the one at a place back."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Take no more room than is needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that lines may be needed."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at a width."""
        return max((at.bottom() + 1 for at in self._places(width)), default=0)

    def setGeometry(self, room: QRect) -> None:
        """Set them into a room."""
        super().setGeometry(room)
        for item, at in zip(self._shown, self._places(room.width()), strict=True):
            item.setGeometry(at.translated(room.topLeft()))

    def sizeHint(self) -> QSize:
        """Return the size of all in one line."""
        sizes = [item.sizeHint() for item in self._shown]
        width = sum(size.width() for size in sizes) + self._gap * max(len(sizes) - 1, 0)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """Return the size of the largest: one a line."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    @property
    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _places(self, width: int) -> list[QRect]:
        """Return where each stands, from the upper left corner on."""
        places: list[QRect] = []
        at, line = QPoint(0, 0), 0
        for size in (item.sizeHint() for item in self._shown):
            if at.x() and at.x() + size.width() > width:
                at, line = QPoint(0, at.y() + line + self._gap // 2), 0
            places.append(QRect(at, size))
            at, line = QPoint(at.x() + size.width() + self._gap, at.y()), max(line, size.height())
        tallest: dict[int, int] = {}
        for place in places:
            tallest[place.y()] = max(tallest.get(place.y(), 0), place.height())
        return [place.translated(0, (tallest[place.y()] - place.height()) // 2) for place in places]
