"""A card with a heading, a sentence about it, and paragraphs."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from gui.widget import Widget, label


class SaidCard(Widget):
    """What it says can be marked and copied, and a screen reader reads it as one."""

    def __init__(self) -> None:
        super().__init__("card")
        self._heading, self._lead, self._text = label("heading"), label("muted", wrap=True), label(wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(8)
        for shown in (self._heading, self._lead, self._text):
            column.addWidget(shown)

    def say(self, heading: str, lead: str, paragraphs: Sequence[str]) -> None:
        """Show these words."""
        self._heading.setText(heading)
        self._lead.setText(lead)
        self._text.setText("\n\n".join(paragraphs))
        self.setAccessibleName(heading)
        self.setAccessibleDescription(self._text.text())
