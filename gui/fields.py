"""Boxes to fill in below one another on a card, each under its name and above what is wrong with it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.widget import Widget, label

WIDTH = 560


class Fields(Widget):
    """A card as wide as a line is read well; what stands at its foot is added to it."""

    def __init__(self, *boxes: QWidget) -> None:
        super().__init__("card")
        self.setMaximumWidth(WIDTH)
        self._names: dict[QWidget, QLabel] = {box: label("field") for box in boxes}
        self._wrong: dict[QWidget, QLabel] = {box: label("wrong", wrap=True) for box in boxes}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 16, 20, 18)
        self._column.setSpacing(4)
        for box in boxes:
            for shown in (self._names[box], box, self._wrong[box]):
                self._column.addWidget(shown)
            self._column.addSpacing(8)
        self.clear()

    def add(self, foot: QWidget) -> None:
        """Set something below the boxes."""
        self._column.addWidget(foot)

    def name(self, box: QWidget, name: str) -> None:
        """Write what belongs in a box; a screen reader says it too."""
        self._names[box].setText(name)
        box.setAccessibleName(name)

    def judge(self, wrong: Sequence[tuple[QWidget, str]]) -> bool:
        """Say below each box what is wrong with it, "" for nothing; go to the first such box. Return whether all is right."""
        for box, sentence in wrong:
            self._wrong[box].setText(sentence)
            self._wrong[box].setVisible(bool(sentence))
            box.setAccessibleDescription(sentence)
        first = next((box for box, sentence in wrong if sentence), None)
        if first:
            first.setFocus()
        return first is None

    def clear(self) -> None:
        """Say of no box that anything is wrong with it."""
        self.judge([(box, "") for box in self._wrong])
