"""Charts without scripts: where things stand, in the units of the drawing. The drawing itself is `charts.svg.jinja`."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 420, 300
LEFT, RIGHT, TOP, BOTTOM = 56, 12, 10, 48
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Line:
    """A named line through points (x, y), both shares; `style` numbers its colour and dash."""

    name: str
    points: Sequence[tuple[float, float]]
    style: int

    @property
    def path(self) -> str:
        """The line as SVG path data."""
        return "M" + "L".join(f"{x_at(x):.1f} {y_at(y):.1f}" for x, y in self.points)


@dataclass(frozen=True, slots=True)
class Dot:
    """A point with an interval in y; `label` is what it says to whoever points at it, `mark` what stands beside it."""

    x: float
    y: float
    low: float
    high: float
    label: str
    mark: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Shares against shares. `note` says how to read it.

    `diagonal`: what it means where y equals x, "" where that is not drawn; `marks`: each an x, with what it is.
    """

    title: str
    x: str
    y: str
    lines: Sequence[Line] = ()
    dots: Sequence[Dot] = ()
    diagonal: str = ""
    marks: Sequence[tuple[float, str]] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Counts [row][column], shaded by their share of the row: a table, whose headings may be long."""

    title: str
    rows: Sequence[str]
    columns: Sequence[str]
    counts: Sequence[Sequence[int]]

    def share(self, row: int, column: int) -> float:
        """Return a cell's share of its row; 0 in an empty row."""
        return self.counts[row][column] / (sum(self.counts[row]) or 1)


def x_at(share: float) -> float:
    """Return where a share stands from the left."""
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def y_at(share: float) -> float:
    """Return where a share stands from the top."""
    return TOP + (1 - share) * (HEIGHT - TOP - BOTTOM)
