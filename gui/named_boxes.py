"""Boxes beside one another, each under its name."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.widget import Widget, label

GAP, BELOW_NAME = 14, 3


class NamedBoxes(Widget):
    """As wide as its boxes are."""

    def __init__(self, *boxes: QWidget) -> None:
        super().__init__()
        self._names: dict[QWidget, QLabel] = {box: label("field") for box in boxes}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for box in boxes:
            column = QVBoxLayout()
            column.setSpacing(BELOW_NAME)
            column.addWidget(self._names[box])
            column.addWidget(box)
            row.addLayout(column)

    def name(self, box: QWidget, name: str) -> None:
        """Write what belongs in a box; a screen reader says it too."""
        self._names[box].setText(name)
        box.setAccessibleName(name)
