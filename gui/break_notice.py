"""A quiet word after long reading: what is read here is heavy, and nobody notices by themselves."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtWidgets import QHBoxLayout

from gui import words
from gui.exposure import Exposure
from gui.preferences import Preferences
from gui.widget import Widget, button, label


class BreakNotice(Widget):
    """A strip that proposes a break when somebody has read for as long as they have set; it stops nothing."""

    def __init__(self, preferences: Preferences, clock: Callable[[], float] = monotonic) -> None:
        super().__init__("note")
        self._preferences, self._exposure = preferences, Exposure(clock)
        self._text, self.close_it = label(wrap=True), button("quiet")
        self.close_it.clicked.connect(self._rest)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 6, 6)
        row.addWidget(self._text, 1)
        row.addWidget(self.close_it)
        self.hide()
        self._retranslate()

    def read(self) -> None:
        """Note that another text has come up."""
        self._exposure.read()
        wanted = self._preferences.break_minutes
        self.setVisible(bool(wanted) and self._exposure.minutes >= wanted)
        self._retranslate()

    def _rest(self) -> None:
        self._exposure.rest()
        self.hide()

    def _retranslate(self) -> None:
        minutes = words.number(self._exposure.minutes)
        said = self.tr(
            "You have been reading for {0} minutes. A few minutes away from the screen do good; the queue waits."
        )
        self._text.setText(said.format(minutes))
        self.close_it.setText(self.tr("All right"))
