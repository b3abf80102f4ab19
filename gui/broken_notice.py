"""Who has opened a colleague's text lately, and why: for whoever may read the record."""

from datetime import UTC, datetime, timedelta

from domain.actor import Right
from gui import words
from gui.core import Core
from gui.notice import Notice
from review import glass
from store.reasons import BrokenGlass

SHOWN_DAYS = timedelta(days=30)
AT_MOST = 3


class BrokenNotice(Notice):
    """Hidden while nobody did."""

    _broken: tuple[BrokenGlass, ...] = ()

    def __init__(self, core: Core) -> None:
        super().__init__("note")
        self._core = core

    def refresh(self) -> None:
        """Read it again."""
        actor = self._core.actor
        if actor.may(Right.READ_AUDIT):
            since = (datetime.now(UTC) - SHOWN_DAYS).isoformat(timespec="seconds")
            self._core.desk.ask(lambda db: glass.broken(db, actor, since=since), self._show_broken, self.fail)

    def _show_broken(self, broken: list[BrokenGlass]) -> None:
        self._broken = tuple(broken[:AT_MOST])
        self._retranslate()

    def _retranslate(self) -> None:
        super()._retranslate()
        said = self.tr("{0}: {1} opened {2}, brought by a colleague. Reason: {3}")
        lines = [
            said.format(words.moment(one.at), one.actor, words.text_id(one.text_id), one.reason or "–")
            for one in self._broken
        ]
        self.say("\n".join(lines))
