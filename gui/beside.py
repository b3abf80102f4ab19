"""A layout that sets widgets side by side, and below one another where there is too little room for that."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QApplication, QBoxLayout

from gui.style import TEXT_PIXELS


class Beside(QBoxLayout):
    """Turns at a width of `least` pixels, or of as many more as words are larger.

    It asks for no more than its widest widget alone needs.
    """

    def __init__(self, least: int) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight)
        self.setContentsMargins(0, 0, 0, 0)
        self._least = least

    def setGeometry(self, room: QRect) -> None:
        """Set the widgets into a room."""
        ways = QBoxLayout.Direction
        least = self._least * QApplication.font().pixelSize() / TEXT_PIXELS
        way = ways.LeftToRight if room.width() >= least else ways.TopToBottom
        if way is not self.direction():
            self.setDirection(way)
        super().setGeometry(room)

    def minimumSize(self) -> QSize:
        """Return the least size: a width that is too little for both beside each other is not asked for."""
        edges = self.contentsMargins()
        items = [item for item in map(self.itemAt, range(self.count())) if item]
        widest = max((item.minimumSize().width() for item in items), default=0)
        return QSize(edges.left() + widest + edges.right(), super().minimumSize().height())
