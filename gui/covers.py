"""What fills the window: its body, the first pages before it, or the lock over both."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from custody import intended_use
from domain.errors import KizashiError
from gui.core import Core
from gui.lock_page import LockPage
from gui.welcome import Welcome


class Covers(QStackedWidget):
    """Shows one of the three at a time. `unlocked` tells that what was there before the lock is there again."""

    unlocked = Signal()

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self.body = QWidget(self)
        self.lock_page = LockPage(core.errands, core.actor.name, core.check_passphrase)
        self.welcome = Welcome()
        self._behind: QWidget = self.body
        for shown in (self.body, self.lock_page, self.welcome):
            self.addWidget(shown)
        self.lock_page.opened.connect(self.unlock)
        self.welcome.accepted.connect(self._accept_use)
        self.welcome.left.connect(self.show_body)

    @property
    def locked(self) -> bool:
        """Whether nothing can be read."""
        return self.currentWidget() is self.lock_page

    def lock(self) -> None:
        """Cover what is shown. What goes on behind it goes on."""
        if not self.locked:
            self._behind = self.welcome if self.welcome.isVisible() else self.body
        self.setCurrentWidget(self.lock_page)

    def unlock(self) -> None:
        """Show again what was there."""
        self.setCurrentWidget(self._behind)
        self.unlocked.emit()

    def greet(self, failed: Callable[[KizashiError], None]) -> None:
        """Show what Kizashi is to whoever has not accepted it yet, before anything else."""
        self._core.desk.ask(
            lambda db: intended_use.accepted(db, self._core.actor),
            lambda accepted: None if accepted else self.show_welcome(asks=True),
            failed,
        )

    def show_welcome(self, *, asks: bool) -> None:
        """Open the first pages, behind the lock where there is one. `asks`: whether they are still to be accepted."""
        self.welcome.begin(asks=asks)
        if self.locked:
            self._behind = self.welcome
        else:
            self.setCurrentWidget(self.welcome)

    def show_body(self) -> None:
        """Leave the first pages for the window."""
        self.setCurrentWidget(self.body)

    def _accept_use(self) -> None:
        self._core.desk.ask(
            lambda db: intended_use.accept(db, self._core.actor),
            lambda _nothing: self.welcome.show_ready(),
            self.welcome.problem.fail,
        )
