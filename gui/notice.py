"""One line above a page's content: something to know, or something that failed and what to do about it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout

from domain.errors import BugError, KizashiError
from gui import bugs, error_words
from gui.widget import Widget, button, label


class Notice(Widget):
    """A coloured strip with a sentence; hidden while there is nothing to say. `role` is `note`, `done` or `problem`."""

    def __init__(self, role: str) -> None:
        super().__init__(role)
        self._error: KizashiError | None = None
        self._said: Callable[[], str] = str
        self._text = label(wrap=True)
        self._details = button("quiet")
        self._details.clicked.connect(self._show_details)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 10)
        row.addWidget(self._text, 1)
        row.addWidget(self._details)
        self._retranslate()
        self.say("")

    def say(self, text: str) -> None:
        """Show `text`; "" hides the strip."""
        self.keep_saying(lambda: text)

    def keep_saying(self, said: Callable[[], str]) -> None:
        """Show what `said` returns, and again whenever the language changes."""
        self._error, self._said = None, said
        self._show()

    def fail(self, error: KizashiError) -> None:
        """Show what went wrong; a bug also offers its report."""
        self._error, self._said = error, partial(error_words.error, error)
        self._show()

    @property
    def text(self) -> str:
        """What it says now."""
        return self._text.text()

    def _retranslate(self) -> None:
        self._details.setText(self.tr("Details…"))
        self._show()

    def _show(self) -> None:
        text = self._said()
        self._text.setText(text)
        self.setAccessibleName(text)
        self._details.setVisible(isinstance(self._error, BugError))
        self.setVisible(bool(text))

    def _show_details(self) -> None:
        if self._error:
            bugs.show(self.window(), self._error.__cause__ or self._error)
