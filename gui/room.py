"""Whether the chosen model fits this machine's memory: said where it is chosen, before anybody waits for it."""

from domain.pack import Pack
from gui import words
from gui.notice import Notice
from models.fit import Fit


class Room(Notice):
    """A strip that warns of a model that is larger than the free memory; hidden while it fits."""

    def __init__(self) -> None:
        self._known: tuple[Pack, Fit] | None = None
        super().__init__("problem")

    def show_fit(self, pack: Pack, fit: Fit) -> None:
        """Warn of a pack that does not fit."""
        self._known = pack, fit
        self._retranslate()

    def _retranslate(self) -> None:
        super()._retranslate()
        if self._known and not self._known[1].fits:
            pack, fit = self._known
            needed, free = (words.number(round(size)) for size in (fit.needed_mb, fit.free_mb))
            said = self.tr(
                "{0} needs about {1} MB of memory, and {2} MB are free. Close other programs or choose a smaller model; "
                "otherwise this computer may become very slow."
            )
            self.say(said.format(pack.title, needed, free))
        else:
            self.say("")
