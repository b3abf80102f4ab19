"""The steps of a page, one in sight at a time."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget


class Steps(QStackedWidget):
    """Asks for the room of the step in sight: a stack asks for that of the largest, at the cost of what stands beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(self.updateGeometry)

    def hasHeightForWidth(self) -> bool:
        """Answer for the steps' lines that wrap in `sizeHint`: a layout would ask all steps for their heights."""
        return False

    def sizeHint(self) -> QSize:
        """Return the size of the step in sight, its lines wrapped in the width that there is."""
        step = self.currentWidget()
        if step is None:
            return super().sizeHint()
        size = step.sizeHint()
        return QSize(size.width(), step.heightForWidth(self.width())) if step.hasHeightForWidth() else size

    def minimumSizeHint(self) -> QSize:
        """Return the least size of the step in sight, wrapped likewise."""
        step = self.currentWidget()
        if step is None:
            return super().minimumSizeHint()
        size, layout = step.minimumSizeHint(), step.layout()
        wraps = layout is not None and layout.hasHeightForWidth()
        return QSize(size.width(), layout.totalMinimumHeightForWidth(self.width())) if layout and wraps else size

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        self.updateGeometry()
