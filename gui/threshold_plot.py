"""Past probabilities as bars, and the two thresholds as lines that are moved by mouse or keys."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from domain.outcome import Outcome
from gui import words
from gui.marks import Marks
from gui.widget import Widget
from store.spread import STEPS

LOWEST = 62
"""Pixels that are left to the bars however large the words above and below them are."""
GRIP = 10
"""How near, in pixels, the mouse must be to a line to take it."""
KEYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageDown: -10, Qt.Key.Key_PageUp: 10}


class ThresholdPlot(Widget):
    """Bars over 0 to 1 in hundredths; `moved` carries both thresholds. Arrow keys move the upper one, with Shift the lower.

    Bar heights grow with the square root of their counts, so that the few texts near a threshold can be seen beside the many
    that are far from it.
    """

    moved = Signal(float, float)

    def __init__(self, marks: Marks) -> None:
        super().__init__()
        self._marks = marks
        self._bars: Sequence[int] = [0] * STEPS
        self._flag, self._clear = STEPS // 2, STEPS // 4
        self._held = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def minimumSizeHint(self) -> QSize:
        """Ask for the height of the words, and a little more."""
        return QSize(0, self._head + LOWEST + self._foot)

    def show_bars(self, bars: Sequence[int]) -> None:
        """Show how many texts have a probability in each hundredth."""
        self._bars = bars
        self.update()

    def set_thresholds(self, flag: float, clear: float) -> None:
        """Place the lines, without saying that they were moved."""
        self._flag, self._clear = round(flag * STEPS), round(clear * STEPS)
        self._describe()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move a line."""
        steps = KEYS.get(Qt.Key(event.key()))
        if steps is None:
            super().keyPressEvent(event)
        else:
            self._hold("clear" if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else "flag", steps)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the line that is near."""
        x = event.position().x()
        near = {name: abs(self._x(place) - x) for name, place in (("flag", self._flag), ("clear", self._clear))}
        nearest = min(near, key=lambda name: near[name])
        self._held = nearest if near[nearest] <= GRIP else ""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry the line along."""
        x = event.position().x()
        if self._held:
            place = round((x - self._margin) / self._width * STEPS)
            self._hold(self._held, place - (self._flag if self._held == "flag" else self._clear))
        near = any(abs(self._x(place) - x) <= GRIP for place in (self._flag, self._clear))
        self.setCursor(Qt.CursorShape.SplitHCursor if near or self._held else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let the line go."""
        self._held = ""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that it is gone."""
        self.update()
        super().focusOutEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw zones, bars, lines and the axis."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._marks.palette
        painter.setPen(QPen(QColor(colours.accent if self.hasFocus() else colours.line), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(colours.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        self._draw_zones(painter)
        self._draw_bars(painter)
        self._draw_lines(painter)
        painter.end()

    def _hold(self, name: str, steps: int) -> None:
        """Move one line; it pushes the other one before it."""
        if name == "flag":
            self._flag = min(max(self._flag + steps, 1), STEPS - 1)
            self._clear = min(self._clear, self._flag)
        else:
            self._clear = min(max(self._clear + steps, 1), STEPS - 1)
            self._flag = max(self._flag, self._clear)
        self._describe()
        self.moved.emit(self._flag / STEPS, self._clear / STEPS)

    @property
    def _line(self) -> int:
        return self.fontMetrics().height() + 2

    @property
    def _head(self) -> int:
        return 2 * self._line + 8

    @property
    def _foot(self) -> int:
        return self._line + 6

    @property
    def _margin(self) -> int:
        return self.fontMetrics().horizontalAdvance("100%") // 2 + 6

    @property
    def _width(self) -> int:
        return max(self.width() - 2 * self._margin, 1)

    @property
    def _floor(self) -> int:
        return self.height() - self._foot

    def _x(self, place: int) -> float:
        return self._margin + place / STEPS * self._width

    def _zone(self, place: int) -> Outcome:
        return Outcome.FLAGGED if place >= self._flag else Outcome.UNSURE if place >= self._clear else Outcome.CLEAR

    def _draw_zones(self, painter: QPainter) -> None:
        """Shade and name what each part means: never by colour alone."""
        edges = {
            Outcome.CLEAR: (0, self._clear),
            Outcome.UNSURE: (self._clear, self._flag),
            Outcome.FLAGGED: (self._flag, STEPS),
        }
        for outcome, (start, end) in edges.items():
            zone = QRectF(self._x(start), self._head, self._x(end) - self._x(start), self._floor - self._head)
            painter.fillRect(zone, QColor(self._marks.palette.outcomes[outcome].soft))
            name = words.outcome(outcome)
            if zone.width() > painter.fontMetrics().horizontalAdvance(name) + 8:
                painter.setPen(QColor(self._marks.palette.outcomes[outcome].ink))
                painter.drawText(zone.adjusted(4, 4, -4, 0), int(Qt.AlignmentFlag.AlignHCenter), name)

    def _draw_bars(self, painter: QPainter) -> None:
        most, room = max(self._bars) ** 0.5 or 1.0, self._floor - self._head - self._line - 4
        painter.setPen(Qt.PenStyle.NoPen)
        for place, texts in enumerate(self._bars):
            if texts:
                height = max(texts**0.5 / most * room, 2.0)
                painter.setBrush(QColor(self._marks.palette.outcomes[self._zone(place)].ink))
                across = self._x(place + 1) - self._x(place)
                painter.drawRect(QRectF(self._x(place) + across * 0.1, self._floor - height, across * 0.8, height))
        painter.setPen(QColor(self._marks.palette.muted))
        for share in range(0, 101, 20):
            at = QRectF(self._x(share) - self._margin, self._floor + 2, 2 * self._margin, self._foot - 4)
            painter.drawText(at, int(Qt.AlignmentFlag.AlignCenter), f"{share}%")

    def _draw_lines(self, painter: QPainter) -> None:
        for row, (place, name) in enumerate(((self._flag, self._flag_name()), (self._clear, self._clear_name()))):
            x = self._x(place)
            painter.setPen(QPen(QColor(self._marks.palette.ink), 2))
            painter.drawLine(QPointF(x, self._head - 4), QPointF(x, self._floor))
            width = painter.fontMetrics().horizontalAdvance(name)
            left = min(max(x - width / 2, self._margin), self.width() - self._margin - width)
            painter.drawText(QPointF(left, self._line * (row + 1) - 3), name)

    def _flag_name(self) -> str:
        return self.tr("Flagged from {0}%").format(self._flag)

    def _clear_name(self) -> str:
        return self.tr("Not flagged below {0}%").format(self._clear)

    def _describe(self) -> None:
        self.setAccessibleName(self.tr("Thresholds over past screenings"))
        self.setAccessibleDescription(f"{self._flag_name()}. {self._clear_name()}.")
        self.update()

    def _retranslate(self) -> None:
        self._describe()
