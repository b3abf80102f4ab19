"""A form in the middle of a window, where there is nothing else to look at."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from gui.widget import Widget

WIDTH = 420
LABEL_GAP, FIELD_GAP = 4, 10


def centre(outer: QWidget, *rows: QWidget | QLayout, width: int = WIDTH) -> None:
    """Lay rows out one under the other, in a card in the middle of `outer`; a label stands close to its field."""
    card = Widget("card")
    card.setFixedWidth(width)
    inner = QVBoxLayout(card)
    inner.setContentsMargins(28, 24, 28, 24)
    inner.setSpacing(0)
    for row in rows:
        if isinstance(row, QLayout):
            inner.addLayout(row)
        else:
            inner.addWidget(row)
        inner.addSpacing(LABEL_GAP if isinstance(row, QLabel) and row.property("role") == "field" else FIELD_GAP)
    across = QHBoxLayout(outer)
    across.addStretch()
    across.addWidget(card, alignment=Qt.AlignmentFlag.AlignVCenter)
    across.addStretch()
