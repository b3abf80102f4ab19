"""The shape of each outcome, so that nothing is told by colour alone."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from domain.case import Case
from domain.outcome import Outcome
from gui.palette import Palette

SIZE = 16
SHARPNESS = 3
"""Pixels drawn per pixel of size, so that a mark stays sharp on any screen."""


class Marks:
    """Draw outcomes in a palette: a flag, a half-filled circle, a ring, a crossed-out square; urgent ones: a triangle."""

    def __init__(self, palette: Palette) -> None:
        self.dress(palette)

    def dress(self, palette: Palette) -> None:
        """Draw in another palette from now on."""
        self.palette = palette
        self._icons = {outcome: QIcon(self.pixmap(outcome)) for outcome in Outcome}
        self._urgent, self._hidden = QIcon(self.urgent_pixmap()), QIcon(self._drawn(QColor(palette.muted), _dot))

    def of(self, case: Case) -> QIcon:
        """Return a case's mark: what the machine said, the top severity's own, or a dot where it is not to be seen yet."""
        if case.top:
            return self._urgent
        return self._hidden if case.blind else self.icon(case.outcome)

    def icon(self, outcome: Outcome) -> QIcon:
        """Return the outcome's mark."""
        return self._icons[outcome]

    def pixmap(self, outcome: Outcome) -> QPixmap:
        """Return the outcome's mark for a label."""
        return self._drawn(QColor(self.palette.outcomes[outcome].ink), _DRAW[outcome])

    def urgent_pixmap(self) -> QPixmap:
        """Return the mark of what may be of the top severity: a triangle with a stroke in it."""
        return self._drawn(QColor(self.palette.problem.ink), _triangle)

    def _drawn(self, ink: QColor, draw: Callable[[QPainter, QColor], None]) -> QPixmap:
        pixmap = QPixmap(SIZE * SHARPNESS, SIZE * SHARPNESS)
        pixmap.setDevicePixelRatio(SHARPNESS)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        draw(painter, ink)
        painter.end()
        return pixmap


def _flag(painter: QPainter, ink: QColor) -> None:
    painter.drawLine(QPointF(4, 2.5), QPointF(4, 14))
    painter.setBrush(ink)
    painter.drawPolygon(QPolygonF([QPointF(4, 2.5), QPointF(13, 5.5), QPointF(4, 8.8)]))


def _half_circle(painter: QPainter, ink: QColor) -> None:
    circle = QRectF(2.5, 2.5, 11, 11)
    painter.drawEllipse(circle)
    painter.setBrush(ink)
    painter.drawPie(circle, -90 * 16, 180 * 16)


def _ring(painter: QPainter, _ink: QColor) -> None:
    painter.drawEllipse(QRectF(2.5, 2.5, 11, 11))


def _crossed_square(painter: QPainter, _ink: QColor) -> None:
    painter.drawRoundedRect(QRectF(2.5, 2.5, 11, 11), 1.5, 1.5)
    painter.drawLine(QPointF(3.5, 12.5), QPointF(12.5, 3.5))


def _triangle(painter: QPainter, _ink: QColor) -> None:
    painter.drawPolygon(QPolygonF([QPointF(8, 2), QPointF(14.2, 13.5), QPointF(1.8, 13.5)]))
    painter.drawLine(QPointF(8, 6.4), QPointF(8, 9.2))
    painter.drawPoint(QPointF(8, 11.4))


def _dot(painter: QPainter, ink: QColor) -> None:
    painter.setBrush(ink)
    painter.drawEllipse(QRectF(5.8, 5.8, 4.4, 4.4))


_DRAW = {
    Outcome.FLAGGED: _flag,
    Outcome.UNSURE: _half_circle,
    Outcome.CLEAR: _ring,
    Outcome.NOT_SCREENED: _crossed_square,
}
