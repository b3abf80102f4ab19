"""A stacked bar chart, drawn small and plain; the table beside it says the same to whoever can't see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from gui import words
from gui.marks import Marks
from gui.widget import Widget

HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 220, 56, 12, 22, 26
STEPS = 4
GAP = 0.22
"""The share of a bar's place that stays empty."""
SEAM = 1
"""Pixels of the ground between the parts of a bar, for whoever can't tell their colours apart."""
SMALL = 12 / 14
"""The size of the plot's words beside that of the window's."""


@dataclass(frozen=True, slots=True)
class Series:
    """A name and the colour (`#rrggbb`) of its part of each bar."""

    name: str
    colour: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across the bars at a share of the whole width: what it is, and the few letters that stand at it."""

    at: float
    name: str
    short: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Counts [bar][series], the first series at the bottom. One name in `every` is written under its bar."""

    names: Sequence[str]
    series: Sequence[Series]
    counts: Sequence[Sequence[int]]
    marks: Sequence[Mark] = ()
    every: int = 1


class Plot(Widget):
    """Bars from the left to the right; it draws whatever it was given last."""

    def __init__(self, marks: Marks) -> None:
        super().__init__()
        self._colours = marks
        self._bars = Bars((), (), ())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def draw(self, bars: Bars) -> None:
        """Draw these bars."""
        self._bars = bars
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for room to tell the bars apart."""
        return QSize(420, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the scale, the bars and the marks."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = painter.font()
        font.setPixelSize(round(font.pixelSize() * SMALL))
        painter.setFont(font)
        area = QRectF(LEFT, TOP, self.width() - LEFT - RIGHT, self.height() - TOP - BOTTOM)
        top = _ceiling(max((sum(bar) for bar in self._bars.counts), default=0))
        self._draw_scale(painter, area, top)
        for place in range(len(self._bars.counts)):
            self._draw_bar(painter, area, place, top)
        for mark in self._bars.marks:
            self._draw_mark(painter, area, mark)
        painter.end()

    def _draw_scale(self, painter: QPainter, area: QRectF, top: int) -> None:
        for step in range(STEPS + 1):
            y = area.bottom() - area.height() * step / STEPS
            painter.setPen(QColor(self._colours.palette.line))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QColor(self._colours.palette.muted))
            place = QRectF(0, y - 9, LEFT - 8, 18)
            painter.drawText(place, _RIGHT | Qt.TextFlag.TextDontClip, words.number(top * step // STEPS))

    def _draw_bar(self, painter: QPainter, area: QRectF, place: int, top: int) -> None:
        bars = self._bars
        width = area.width() / len(bars.counts)
        left, bottom = area.left() + width * (place + GAP / 2), area.bottom()
        for series, texts in zip(bars.series, bars.counts[place], strict=True):
            height = area.height() * texts / top
            part = QRectF(left, bottom - height, width * (1 - GAP), max(height - SEAM, min(height, SEAM)))
            painter.fillRect(part, QColor(series.colour))
            bottom -= height
        if place % bars.every == 0:
            self._write_name(
                painter, QRectF(area.left() + width * place, area.bottom() + 2, width * bars.every, BOTTOM - 2), place
            )

    def _write_name(self, painter: QPainter, under: QRectF, place: int) -> None:
        painter.setPen(QColor(self._colours.palette.muted))
        metrics = QFontMetricsF(painter.font())
        shown = metrics.elidedText(self._bars.names[place], Qt.TextElideMode.ElideMiddle, under.width() - 2)
        painter.drawText(
            under, Qt.AlignmentFlag.AlignLeft if self._bars.every > 1 else Qt.AlignmentFlag.AlignCenter, shown
        )

    def _draw_mark(self, painter: QPainter, area: QRectF, mark: Mark) -> None:
        x = area.left() + area.width() * mark.at
        painter.setPen(QPen(QColor(self._colours.palette.ink), 1.4, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, area.top() - 4), QPointF(x, area.bottom()))
        painter.setPen(QColor(self._colours.palette.ink))
        wide = QFontMetricsF(painter.font()).horizontalAdvance(mark.short)
        left = min(max(x - wide / 2, area.left()), area.right() - wide)
        painter.drawText(QPointF(left, area.top() - 7), mark.short)


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _ceiling(most: int) -> int:
    """Return the round number that the scale ends with: a multiple of its steps."""
    steps = (digit * int(f"1{'0' * power}") for power in count() for digit in (1, 2, 5))
    return STEPS * next(step for step in steps if step * STEPS >= most)
