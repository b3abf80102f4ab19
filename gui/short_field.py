"""A field for a few letters: a key, a number, a name."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit, QSizePolicy

PADDING = 26
"""Pixels beside the letters: the edges, what the style sheet leaves free, and the cursor."""


class ShortField(QLineEdit):
    """As wide as `letters` of the widest kind, whatever size words have."""

    def __init__(self, letters: int) -> None:
        super().__init__()
        self._letters = letters
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size for so many letters."""
        return QSize(self._letters * self.fontMetrics().horizontalAdvance("M") + PADDING, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return the same: a field that shows half of what it holds is misread."""
        return self.sizeHint()
