"""Whether the chosen model reads the language of the file: said where it is chosen, before a whole batch comes back unread."""

from functools import partial

from domain.pack import Pack
from domain.program import command
from domain.protocol import Protocol
from gui import words
from gui.core import Core
from gui.notice import Notice
from gui.threads import Errand
from intake.read import Preview
from models.catalogue import reader
from screening.unread import Unread, unread


class ReaderNotice(Notice):
    """A strip that names a language which the chosen model does not read, and the model to build; hidden while it reads all."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._asked: tuple[Preview, Protocol, Pack] | None = None
        self._found: Unread | None = None
        super().__init__("problem")

    def look(self, read: Preview | None, chosen: tuple[Protocol, Pack] | None) -> None:
        """Look at a file's first texts beside the window; nothing is said until that is done."""
        self._asked = (read, *chosen) if read and chosen else None
        self._tell(self._asked, None)
        if read and chosen:
            bodies = [draft.untrusted_body for draft in read.drafts]
            work = partial(unread, bodies, *chosen)
            self._core.errands.start(Errand(lambda _: work(), partial(self._tell, self._asked), self.fail))

    def _tell(self, asked: tuple[Preview, Protocol, Pack] | None, found: Unread | None) -> None:
        if asked == self._asked:
            self._found = found
            self._retranslate()

    def _retranslate(self) -> None:
        super()._retranslate()
        if not (self._found and self._asked):
            self.say("")
            return
        said = self.tr("{0} does not read {1} and leaves such texts unscreened: {2} of the first {3}.")
        found, pack = self._found, self._asked[2]
        sentence = said.format(pack.title, words.language(found.language), found.texts, found.looked_at)
        other = reader(found.language)
        step = self.tr("This model reads it: {0}. Take its file in on the Models page, or run: {1}")
        self.say(words.told([sentence, step.format(other, command(f"models build {other}"))]) if other else sentence)
