"""What stands out in one's own decisions: said to whoever decides, and to nobody else."""

from gui import quality_words, words
from gui.core import Core
from gui.notice import Notice
from review import watch
from review.watch import Watch

EVERY = 10
"""Decisions after which it is looked at again."""


class WatchNotice(Notice):
    """Hidden while nothing stands out."""

    _decided = 0
    _found: Watch | None = None

    def __init__(self, core: Core) -> None:
        super().__init__("note")
        self._core = core

    def decided(self) -> None:
        """Note that another case was decided."""
        self._decided += 1
        if self._decided % EVERY == 0:
            self._core.desk.ask(lambda db: watch.own(db, self._core.actor), self._show_watch, self.fail)

    def _show_watch(self, found: Watch) -> None:
        self._found = found
        self._retranslate()

    def _retranslate(self) -> None:
        super()._retranslate()
        self.say(words.told(quality_words.watched(self._found)) if self._found else "")
