"""The counts of a run, one small tile per outcome."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from domain.outcome import Outcome
from domain.screening import Counts
from gui import words
from gui.beside import Beside
from gui.marks import Marks
from gui.widget import Button, Widget, label

ORDER = (Outcome.FLAGGED, Outcome.UNSURE, Outcome.CLEAR, Outcome.NOT_SCREENED)
GAP = 12
BESIDE_WIDTH = 460
"""From this width on all four stand side by side, below it two and two."""


class Tiles(Widget):
    """Four tiles, side by side where there is room; with `choosable` each can be switched on to keep only its outcome in view."""

    chosen = Signal()

    def __init__(self, marks: Marks, *, choosable: bool) -> None:
        super().__init__()
        self._tiles = {outcome: Tile(marks, outcome, choosable=choosable) for outcome in ORDER}
        both = Beside(BESIDE_WIDTH)
        self.setLayout(both)
        both.setSpacing(GAP)
        for pair in (ORDER[:2], ORDER[2:]):
            row = QHBoxLayout()
            row.setSpacing(GAP)
            both.addLayout(row, 1)
            for outcome in pair:
                row.addWidget(self._tiles[outcome], 1)
                self._tiles[outcome].toggled.connect(self.chosen)
        self._retranslate()

    def show_counts(self, counts: Counts) -> None:
        """Fill the tiles."""
        self._tiles[Outcome.FLAGGED].show_count(counts.flagged)
        self._tiles[Outcome.UNSURE].show_count(counts.unsure)
        self._tiles[Outcome.CLEAR].show_count(counts.clear)
        self._tiles[Outcome.NOT_SCREENED].show_count(counts.not_screened)

    def choice(self) -> frozenset[Outcome] | None:
        """Return the outcomes that are switched on; None while none is, which means all."""
        return frozenset(outcome for outcome, tile in self._tiles.items() if tile.isChecked()) or None

    def choose(self, outcomes: frozenset[Outcome] | None) -> None:
        """Switch on just these outcomes; None switches all off, which means all."""
        self.blockSignals(True)  # whoever chooses asks for the rows once
        for outcome, tile in self._tiles.items():
            tile.setChecked(outcomes is not None and outcome in outcomes)
        self.blockSignals(False)

    def tile(self, outcome: Outcome) -> "Tile":
        """Return the tile of one outcome."""
        return self._tiles[outcome]

    def _retranslate(self) -> None:
        for tile in self._tiles.values():
            tile.retranslate()


class Tile(Button):
    """One count with its outcome's mark and name."""

    def __init__(self, marks: Marks, outcome: Outcome, *, choosable: bool) -> None:
        super().__init__("tile")
        self.setCheckable(choosable)
        if choosable:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._outcome = outcome
        self._count = 0
        self._number = label("number")
        self._name = label("name")
        self._marks, self._mark = marks, label()
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._mark)
        line.addWidget(self._name, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(2)
        self._column.addWidget(self._number)
        self._column.addLayout(line)
        for child in (self._mark, self._number, self._name):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """Leave room for what the tile holds: a push button asks for its own text alone."""
        return self._column.sizeHint()

    def show_count(self, count: int) -> None:
        """Show the number."""
        self._count = count
        self.retranslate()

    def retranslate(self) -> None:
        """Write the number and the name in the language of the window, and draw the mark in its colours."""
        self._mark.setPixmap(self._marks.pixmap(self._outcome))
        name, number = words.outcome(self._outcome), words.number(self._count)
        self._name.setText(name)
        self._number.setText(number)
        self.setAccessibleName(f"{name}: {number}")
