"""What texts are asked, and by which model: what both can do together, and how fast that went on this computer."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from domain.actor import Right
from domain.adjustment import Adjustment
from domain.errors import KizashiError
from domain.head import Head
from domain.pack import Pack
from gui import words
from gui.chosen_file import Asked
from gui.core import Core
from gui.room import Room
from gui.standing import Standing
from gui.threads import Errand
from gui.widget import Widget, choice, label
from learning.equipment import equipment
from models.fit import Fit, fit
from models.measured import Use
from screening import forecast, results
from screening.asking import Equipment
from screening.ways import HEAD, ZERO_SHOT

PROTOCOL = "stress"
"""The protocol that stands chosen at first where no policy sets another."""


class AskingForm(Widget):
    """Two boxes. `chose` comes when somebody has chosen, `changed` whenever more is known of the choice.

    `room` and `standing` are the strips that say what stands in the way and how far the outcomes can be trusted.
    """

    chose = Signal()
    changed = Signal()
    failed = Signal(object)

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self._packs: Sequence[Pack] = ()
        self._heads: Mapping[str, Head] | None = None
        self._adjustments: Mapping[str, Adjustment] = {}
        self.rate: float | None = None
        self.room, self.standing = Room(), Standing(core)
        self.protocol, self.pack = choice(), choice()
        self._labels = {box: label("field") for box in (self.protocol, self.pack)}
        self._reads = label("small", wrap=True)
        self._lay_out()
        self._add_protocols(core.machine.policy.protocol or PROTOCOL)
        self.protocol.currentIndexChanged.connect(self._choose)
        self.pack.activated.connect(self._choose)
        for box in self._labels:
            box.activated.connect(self.chose)
        self._retranslate()

    @property
    def asked(self) -> Asked | None:
        """What is chosen; None while there is no model."""
        place = self.pack.currentIndex()
        if not 0 <= place < len(self._packs):
            return None
        return self._core.protocols[self.protocol.currentIndex()], self._packs[place]

    @property
    def served(self) -> list[str]:
        """The languages that can be screened so."""
        return [code for code in self._both if not self._heads or code in self._heads]

    def show_packs(self, packs: Sequence[Pack]) -> None:
        """Offer the packs of this machine."""
        usual = [pack.title for pack in packs if pack.id == self._core.machine.policy.pack]
        before = self.pack.currentText() or next(iter(usual), "")
        self._packs = packs
        self.pack.clear()
        self.pack.addItems([pack.title for pack in packs])
        self.pack.setCurrentIndex(max(self.pack.findText(before), 0))
        self._choose()

    def show_protocols(self) -> None:
        """Offer the protocols that are there now, the one that stood chosen chosen."""
        before = self.protocol.currentData()
        self.protocol.blockSignals(True)
        self.protocol.clear()
        self._add_protocols(before)
        self.protocol.blockSignals(False)
        self._retranslate()
        self._choose()

    def choose(self, asked: Asked) -> None:
        """Show another choice."""
        protocol, pack = asked
        self.pack.setCurrentIndex(max(self.pack.findText(pack.title), 0))
        self.protocol.blockSignals(True)
        self.protocol.setCurrentIndex(max(self.protocol.findData(protocol.id), 0))
        self.protocol.blockSignals(False)
        self._choose()

    @property
    def _both(self) -> list[str]:
        asked = self.asked
        return [code for code in asked[1].languages if code in asked[0].wordings] if asked else []

    def _add_protocols(self, chosen_id: str) -> None:
        for protocol in self._core.protocols:
            self.protocol.addItem(protocol.id, protocol.id)
        self.protocol.setCurrentIndex(max(self.protocol.findData(chosen_id), 0))

    def _retranslate(self) -> None:
        for box, name in ((self.protocol, self.tr("Protocol")), (self.pack, self.tr("Model"))):
            self._labels[box].setText(name)
            box.setAccessibleName(name)
        for place, protocol in enumerate(self._core.protocols):
            self.protocol.setItemText(place, self._core.protocol_words.title(protocol.id))
        self._describe()

    def _choose(self) -> None:
        """Look for what the chosen model has learned for the chosen protocol, and whether it fits this machine."""
        asked = self.asked
        self._heads, self.rate = None, None
        self._describe()
        if asked:
            self._core.errands.start(Errand(lambda _: self._look(asked), partial(self._found, asked), self._fail))

    def _look(self, asked: Asked) -> tuple[Equipment, Fit]:
        protocol, pack = asked
        with self._core.open_database() as db:
            taken = equipment(pack, protocol, self._core.data, db)
        return taken, fit(pack, Use.HEADS if taken.heads else Use.QUESTIONS, self._core.data)

    def _found(self, asked: Asked, found: tuple[Equipment, Fit]) -> None:
        if asked == self.asked:
            taken, room = found
            self._heads, self._adjustments = taken.heads, taken.adjustments
            self.room.show_fit(asked[1], room)
            self._describe()
            self._judge(asked)
            self._forecast(asked)

    def _forecast(self, asked: Asked) -> None:
        """Ask how fast it will go, for whoever can start it."""
        core, way = self._core, HEAD if self._heads else ZERO_SHOT
        if core.actor.may(Right.SCREEN):
            core.desk.ask(
                lambda db: forecast.texts_per_second(db, core.actor, asked[1], way, core.data),
                partial(self._show_rate, asked),
                self._fail,
            )

    def _show_rate(self, asked: Asked, rate: float | None) -> None:
        if asked == self.asked:
            self.rate = rate
            self.changed.emit()

    def _judge(self, asked: Asked) -> None:
        """Say how far the outcomes can be trusted."""
        if self._heads:
            self.standing.show_heads(self._heads)
            return
        own = [self._adjustments.get(language) for language in self.served]
        self._core.desk.ask(
            lambda db: results.validated(db, self._core.actor, own),
            partial(self._show_validated, asked),
            self._fail,
        )

    def _show_validated(self, asked: Asked, validated: bool) -> None:
        if asked == self.asked and not self._heads:
            self.standing.show_unvalidated(unvalidated=not validated)

    def _describe(self) -> None:
        self._reads.setText(self._languages_said() if self.asked else "")
        self.changed.emit()

    def _languages_said(self) -> str:
        served = self.served
        if not served:
            return self.tr("This model and this protocol have no language in common.")
        said = self.tr("Reads: {0}. Texts in another language are not screened; they go to a person.")
        untaught = self.tr("It has learned nothing yet for: {0}.")
        missing = [code for code in self._both if code not in served]
        return said.format(_named(served)) + (f" {untaught.format(_named(missing))}" if missing else "")

    def _fail(self, error: KizashiError) -> None:
        self.failed.emit(error)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        for box, name in self._labels.items():
            column.addWidget(name)
            column.addWidget(box)
            column.addSpacing(5)
        column.addWidget(self._reads)


def _named(codes: Sequence[str]) -> str:
    return words.listed(words.language(code) for code in codes)
