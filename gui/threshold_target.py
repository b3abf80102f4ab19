"""Whose thresholds are looked at: those of a protocol with which model, and in which language."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from domain.pack import Pack
from domain.protocol import Protocol
from gui import words
from gui.named_boxes import NamedBoxes
from gui.widget import choice
from learning.moving import Target

PACK_WIDTH = 220


class ThresholdTarget(NamedBoxes):
    """Offers the packs that read a protocol's languages; `chosen` tells that another choice stands there."""

    chosen = Signal()

    def __init__(self) -> None:
        pack, language = choice(), choice()
        super().__init__(pack, language)
        self.pack, self.language = pack, language
        self._protocol: Protocol | None = None
        self._packs: Sequence[Pack] = ()
        self.pack.setMinimumWidth(PACK_WIDTH)
        self.pack.currentIndexChanged.connect(self._offer_languages)
        self.language.activated.connect(self.chosen)
        self._retranslate()

    @property
    def target(self) -> Target | None:
        """What is chosen, None while nothing can be."""
        pack, language = self._pack, self.language.currentData()
        if self._protocol is None or pack is None or language is None:
            return None
        return Target(self._protocol, pack, language)

    def offer(self, protocol: Protocol, packs: Sequence[Pack]) -> None:
        """Offer those of the packs that read one of the protocol's languages."""
        self._protocol = protocol
        self._packs = [pack for pack in packs if set(pack.languages) & set(protocol.languages)]
        self.pack.blockSignals(True)
        self.pack.clear()
        self.pack.addItems([pack.title for pack in self._packs])
        self.pack.blockSignals(False)
        self._offer_languages()

    @property
    def _pack(self) -> Pack | None:
        place = self.pack.currentIndex()
        return self._packs[place] if 0 <= place < len(self._packs) else None

    def _offer_languages(self) -> None:
        self.language.clear()
        for code in self._pack.languages if self._pack else ():
            if self._protocol and code in self._protocol.languages:
                self.language.addItem(words.language(code), code)
        self.chosen.emit()

    def _retranslate(self) -> None:
        self.name(self.pack, self.tr("Model"))
        self.name(self.language, self.tr("Language"))
        for place in range(self.language.count()):
            self.language.setItemText(place, words.language(self.language.itemData(place)))
