"""Two readings that disagree, side by side with their reasons, for whoever settles it."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from domain.case import Reading
from gui import words
from gui.protocol_words import ProtocolWords
from gui.widget import Widget, label
from review.queue import OpenCase
from store.decisions import PastDecision

SHOWN = (Reading.FIRST, Reading.SECOND)


class CaseReadings(Widget):
    """Hidden unless the case waits for an adjudication."""

    def __init__(self, protocols: ProtocolWords) -> None:
        super().__init__()
        self._protocols = protocols
        self._open: OpenCase | None = None
        self._heads = {reading: label("field") for reading in SHOWN}
        self._said = {reading: label("heading", wrap=True) for reading in SHOWN}
        self._reasons = {reading: label(wrap=True) for reading in SHOWN}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for reading in SHOWN:
            row.addWidget(self._card(reading), 1)
        self.show_case(None)

    def show_case(self, opened: OpenCase | None) -> None:
        """Show both readings of a case that they disagree on."""
        self._open = opened
        self.setVisible(opened is not None and opened.case.waits_for is Reading.ADJUDICATION)
        self._retranslate()

    def _retranslate(self) -> None:
        names = {Reading.FIRST: self.tr("First reading"), Reading.SECOND: self.tr("Second reading")}
        history = self._open.history if self._open else ()
        for reading in SHOWN:
            past = next((past for past in history if past.reading is reading and not past.withdrawn), None)
            self._heads[reading].setText(f"{names[reading]} · {past.actor.name}" if past else names[reading])
            self._said[reading].setText(self._verdict(past) if past else "–")
            reason = past.decision.note if past else ""
            self._reasons[reading].setText(reason or self.tr("No reason was noted."))

    def _verdict(self, past: PastDecision) -> str:
        protocol = self._open.case.protocol if self._open else ""
        severity = self._protocols.level(protocol, past.decision.severity)
        return words.listed([words.verdict(past.decision.verdict), severity])

    def _card(self, reading: Reading) -> Widget:
        card = Widget("note")
        column = QVBoxLayout(card)
        column.setContentsMargins(14, 8, 14, 10)
        column.setSpacing(2)
        for shown in (self._heads[reading], self._said[reading], self._reasons[reading]):
            column.addWidget(shown)
        return card
