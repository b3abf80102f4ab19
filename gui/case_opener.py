"""The case that is open on the Review page: from asking the store for it to when its text can be read."""

from functools import partial
from time import monotonic

from PySide6.QtCore import QObject, Signal

from domain.actor import Right
from domain.case import Case
from domain.errors import AnothersTextError, KizashiError
from gui.case_panel import CasePanel
from gui.core import Core
from gui.sitting import Known, Sitting
from review.queue import OpenCase


class CaseOpener(QObject):
    """Opens one case at a time in the panel. `shown` tells that it is there, `failed` hands on why it is not."""

    shown = Signal()
    failed = Signal(object)

    def __init__(self, core: Core, sitting: Sitting, panel: CasePanel) -> None:
        super().__init__()
        self._core, self._sitting, self._panel = core, sitting, panel
        self._wanted = 0
        self._readable_at: float | None = None
        self.opened: OpenCase | None = None
        panel.glass.broken.connect(self._break_glass)
        panel.view.text.seen.connect(self._readable)

    def open(self, case: Case | None) -> None:
        """Read a case, unless it is open, or show that there is none. Until it is there nothing can be decided."""
        self._wanted = case.id if case else 0
        if self.opened and self.opened.case.id == self._wanted:
            return
        self.opened = None
        self._panel.wait()
        if case and self._core.actor.may(Right.READ_TEXTS):
            self._core.desk.ask(self._sitting.open(case.id), self._show, partial(self._refuse, case))
        else:  # what a person did not try is no refusal to put on record
            self._panel.view.show_case(None)

    def close(self) -> None:
        """Let the next one be read anew, though it may be the same."""
        self.opened = None

    def follow(self, known: Known) -> None:
        """Show what has become of the open case."""
        opened, life = known
        if self.opened and self.opened.case.id == opened.case.id:
            self.opened = opened
            self._panel.show_step(opened, life)

    @property
    def seconds(self) -> float:
        """For how long the text could be read."""
        now = monotonic()
        return round(now - (self._readable_at or now), 1)

    def _show(self, known: Known) -> None:
        opened, life = known
        if opened.case.id == self._wanted:
            self.opened = opened
            self._readable_at = None
            self._panel.show_case(opened, life)
            self.shown.emit()

    def _readable(self) -> None:
        """Let the case be decided from when its text can be read on, and take the time from there."""
        if self.opened and self._readable_at is None:
            self._readable_at = monotonic()
            self._panel.bar.setEnabled(self._core.actor.may(Right.DECIDE))

    def _refuse(self, case: Case, error: KizashiError) -> None:
        """Ask for a reason where the text is a colleague's and the role may open it in an emergency."""
        self._panel.view.show_case(None)
        if isinstance(error, AnothersTextError) and self._core.actor.may(Right.BREAK_GLASS):
            self._panel.glass.show_case(case)
        else:
            self.failed.emit(error)

    def _break_glass(self, case: int, untrusted_reason: str) -> None:
        asked = self._sitting.break_glass(case, untrusted_reason)
        self._core.desk.ask(asked, self._show, self.failed.emit)
