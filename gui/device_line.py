"""Where a run really computes: the device of the sessions that were made, and why it is not the one that was chosen."""

from PySide6.QtWidgets import QVBoxLayout

from domain.screening import Passport
from gui import words
from gui.widget import Widget, label

SUFFIX = "ExecutionProvider"
"""What ONNX Runtime's name of every device ends with."""


class DeviceLine(Widget):
    """One small line from a run's passport; hidden while there is no run."""

    def __init__(self) -> None:
        super().__init__()
        self._passport: Passport | None = None
        self._text = label("small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._text)
        self.clear()

    @property
    def text(self) -> str:
        """What it says now."""
        return self._text.text()

    def clear(self) -> None:
        """Say nothing, until a run has begun."""
        self._passport = None
        self._retranslate()

    def show_run(self, passport: Passport) -> None:
        """Show what a run's passport says of its sessions."""
        self._passport = passport
        self._retranslate()

    def _retranslate(self) -> None:
        self._text.setText(self._said(self._passport) if self._passport else "")
        self.setVisible(self._passport is not None)

    def _said(self, passport: Passport) -> str:
        runs = self.tr("Runs on {0}, variant {1}, texts at once: {2}.").format(
            words.listed(name.removesuffix(SUFFIX) for name in passport.providers), passport.variant, passport.threads
        )
        why = self.tr("Not on the device that was chosen: {0}.").format(passport.fallback)
        return words.told([runs, why]) if passport.fallback else runs
