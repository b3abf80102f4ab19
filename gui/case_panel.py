"""The right side of the Review page: the case, and what a person says of it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout

from domain.actor import Right
from gui.alike_panel import AlikePanel
from gui.case_view import CaseView
from gui.core import Core
from gui.decision_bar import DecisionBar
from gui.glass_panel import GlassPanel
from gui.marks import Marks
from gui.scrolled import Scrolled
from gui.widget import Widget
from review.queue import OpenCase
from store.steps import LifeStep

LOWEST = 150
"""Pixels that are left to the case at least: its heading and a line or two of its text."""


class CasePanel(Widget):
    """Shows one case in all of its parts, by the keys and the room that the person has set.

    Where the window is too low for all of it, the case scrolls, and the bar to decide with stays whole: a severity that is
    not in sight is not chosen. So it asks for the room of both.
    """

    def __init__(self, core: Core, marks: Marks) -> None:
        super().__init__()
        self._preferences, keys = core.preferences, core.preferences.keys
        self.glass = GlassPanel()
        self.view = CaseView(marks, core.protocol_words, core.preferences, reads=core.actor.may(Right.READ_TEXTS))
        self.alike = AlikePanel(core)
        self.bar = DecisionBar(core.protocol_words, keys)
        self._lay_out()

    def wait(self) -> None:
        """Let nothing be decided until another case is here."""
        self.bar.show_case(None)
        self.glass.show_case(None)
        self.alike.show_case(None)

    def show_case(self, opened: OpenCase, life: Sequence[LifeStep]) -> None:
        """Show a case; it can be decided when its text can be read."""
        self._scroll.verticalScrollBar().setValue(0)
        self.glass.show_case(None)
        self.bar.show_case(opened.case)
        self.bar.setEnabled(False)
        self.view.show_case(opened, life)
        self.alike.show_case(opened.case)

    def show_step(self, opened: OpenCase, life: Sequence[LifeStep]) -> None:
        """Show what has become of the case."""
        self.view.show_step(opened, life)
        self.bar.show_step(opened.case)

    def event(self, event: QEvent) -> bool:
        """Keep the bar whole when there is more in it."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._keep_whole()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the bar whole when its lines break otherwise."""
        super().resizeEvent(event)
        self._keep_whole()

    def _keep_whole(self) -> None:
        self.bar.setMinimumHeight(self.bar.heightForWidth(self.width()))

    def prefer(self) -> None:
        """Follow what the person has set for their desk."""
        for shown in (self.view, self.bar):
            shown.take_keys(self._preferences.keys)
        self.alike.prefer()
        self.view.text.veil(veiled=self._preferences.blur)

    def _lay_out(self) -> None:
        inside = Widget()
        of_case = QVBoxLayout(inside)
        of_case.setContentsMargins(0, 0, 0, 0)
        of_case.setSpacing(10)
        for shown in (self.glass, self.view, self.alike):
            of_case.addWidget(shown, 1 if shown is self.view else 0)
        self._scroll = Scrolled(inside)
        self._scroll.setMinimumHeight(LOWEST)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.bar)
