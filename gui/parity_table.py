"""How a pack's variants do on this machine: how far from the exact graph, how fast, in how much memory."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout

from gui.plain_table import PlainTable
from gui.widget import Widget
from models.measured import Figures, Use

ROW = 32
MOST_ROWS = 6
EDGES = 20
"""Pixels beside the rows: the frame, and what the table is scrolled sideways by where help leaves too little room."""


class ParityTable(Widget):
    """One row for each variant and use; the variant that runs is marked with a star."""

    def __init__(self) -> None:
        super().__init__()
        self._figures: Sequence[Figures] = ()
        self._defaults: Mapping[Use, str] = {}
        self.table = PlainTable(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        self._retranslate()

    def show_figures(self, figures: Sequence[Figures], defaults: Mapping[Use, str]) -> None:
        """Show what was measured; `defaults` names the variant that runs here for each use."""
        self._figures, self._defaults = figures, defaults
        self.table.show_rows([self._row(one) for one in figures])
        self.table.setFixedHeight(ROW * (min(len(figures), MOST_ROWS) + 1) + EDGES)

    def _row(self, one: Figures) -> tuple[str, ...]:
        largest = max((gap.largest for gap in one.parity.values()), default=0.0)
        agree = sum(gap.agree for gap in one.parity.values()) / max(len(one.parity), 1)
        return (
            f"{one.variant} *" if self._defaults[one.use] == one.variant else one.variant,
            use_name(one.use),
            self.tr("yes") if one.inside else self.tr("no"),
            f"{one.worst.mean:.3f}",
            f"{largest:.3f}",
            f"{agree:.1%}",
            f"{one.texts_per_second:.1f}",
            self.tr("{0} MB").format(f"{one.peak_mb:.0f}"),
        )

    def _retranslate(self) -> None:
        self.table.name(
            self.tr("Variants measured on this machine"),
            (
                self.tr("Variant"),
                self.tr("For"),
                self.tr("Within bounds"),
                self.tr("Mean difference"),
                self.tr("Largest"),
                self.tr("Same outcome"),
                self.tr("Texts/s"),
                self.tr("Memory"),
            ),
        )
        self.show_figures(self._figures, self._defaults)


def use_name(use: Use) -> str:
    """Return what a variant is run for."""
    if use is Use.QUESTIONS:
        return QCoreApplication.translate("ParityTable", "questions")
    return QCoreApplication.translate("ParityTable", "learned heads")
