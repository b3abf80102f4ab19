"""What a page shows while it has nothing to show: why, and what to do next."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from gui.widget import Widget, button, label

WIDTH = 560
ALMOST_ALL = 1000
"""Share of the room that the words take, against 1 for each side, until they are as wide as they may be."""


class EmptyState(Widget):
    """A heading, a few sentences and a row of buttons in the middle of the page."""

    def __init__(self, *more: QPushButton) -> None:
        super().__init__()
        self._heading, self._text = label("heading"), label("muted", wrap=True)
        for shown in (self._heading, self._text):
            shown.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.button = button("primary")
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch()
        for made in (self.button, *more):
            buttons.addWidget(made)
        buttons.addStretch()
        middle = Widget()
        middle.setMaximumWidth(WIDTH)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(self._heading)
        column.addWidget(self._text)
        column.addSpacing(6)
        column.addLayout(buttons)
        column.addStretch(3)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(middle, ALMOST_ALL)
        row.addStretch(1)

    def say(self, heading: str, text: str, action: str) -> None:
        """Show these words."""
        self._heading.setText(heading)
        self._text.setText(text)
        self.button.setText(action)
