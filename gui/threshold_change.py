"""What other thresholds would have done of past screenings, in three counts before and after."""

from PySide6.QtWidgets import QVBoxLayout

from domain.outcome import Outcome
from gui import words
from gui.plain_table import PlainTable
from gui.widget import Widget, label
from learning.moving import Past

SHOWN = (Outcome.FLAGGED, Outcome.UNSURE, Outcome.CLEAR)
ROWS_HEIGHT = 136


class ThresholdChange(Widget):
    """Says below the counts what was counted."""

    def __init__(self) -> None:
        super().__init__()
        self._past: Past | None = None
        self._wanted: tuple[float, float] | None = None
        self.table, self._source = PlainTable(4), label("small", wrap=True)
        self.table.setFixedHeight(ROWS_HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.table)
        column.addWidget(self._source)
        self._retranslate()

    def show_past(self, past: Past, wanted: tuple[float, float] | None) -> None:
        """Show past screenings under the thresholds in use, and under the `wanted` pair; None where these are in use."""
        self._past, self._wanted = past, wanted
        before = past.before
        after = past.after(*wanted) if wanted else before
        self.table.show_rows([_row(outcome, before.get(outcome, 0), after.get(outcome, 0)) for outcome in SHOWN])
        self._source.setText(words.told([self._whose(past), self._counted(past)]))

    def _whose(self, past: Past) -> str:
        if past.own:
            return self.tr("These are this site's own thresholds.")
        return self.tr("These are the shipped thresholds.")

    def _counted(self, past: Past) -> str:
        if not past.texts:
            return self.tr("There are no past screenings yet that could be compared: screen a batch first.")
        told = self.tr("Past screenings with the same model, protocol and examples: {0}, in runs: {1}.")
        return told.format(words.number(past.texts), words.number(past.runs))

    def _retranslate(self) -> None:
        self.table.name(
            self.tr("What would change"), (self.tr("Outcome"), self.tr("Was"), self.tr("Would be"), self.tr("Change"))
        )
        if self._past:
            self.show_past(self._past, self._wanted)


def _row(outcome: Outcome, now: int, then: int) -> tuple[str, ...]:
    change = f"{'+' if then > now else ''}{words.number(then - now)}" if then != now else "±0"
    return words.outcome(outcome), words.number(now), words.number(then), change
