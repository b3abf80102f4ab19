"""The thresholds of one protocol: moved on a plot that shows what would change of past screenings, then put to use."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QVBoxLayout

from domain.actor import Right
from domain.errors import KizashiError
from domain.outcome import Outcome
from domain.pack import Pack
from domain.protocol import Protocol
from gui import words
from gui.core import Core
from gui.marks import Marks
from gui.notice import Notice
from gui.plain_table import PlainTable
from gui.threads import Errand
from gui.threshold_plot import ThresholdPlot
from gui.widget import Widget, button, choice, label
from learning import moving
from learning.moving import Past, Target
from models import registry

SHOWN = (Outcome.FLAGGED, Outcome.UNSURE, Outcome.CLEAR)
ROWS_HEIGHT = 136
PACK_WIDTH = 220


class ThresholdView(Widget):
    """Asks the store what past screenings said, and shows three counts before and after."""

    left = Signal()

    def __init__(self, core: Core, marks: Marks) -> None:
        super().__init__()
        self._core = core
        self._protocol: Protocol | None = None
        self._packs: Sequence[Pack] = ()
        self._past: Past | None = None
        self._title, self._lead = label("title"), label("muted", wrap=True)
        self._problem, self._done = Notice("problem"), Notice("done")
        self.pack, self.language = choice(), choice()
        self.plot = ThresholdPlot(marks)
        self.flag, self.clear = _box(), _box()
        self._names = {box: label("field") for box in (self.pack, self.language, self.flag, self.clear)}
        self.counts = PlainTable(4)
        self._source = label("small", wrap=True)
        self.use, self.reset, self.back = button("primary"), button(), button("quiet")
        self._lay_out()
        self._wire()
        self._retranslate()

    def open(self, protocol: Protocol) -> None:
        """Show a protocol's thresholds."""
        self._protocol = protocol
        self._done.say("")
        self._problem.say("")
        self._retranslate()
        packs = self._core.packs
        self._core.errands.start(Errand(lambda _: registry.installed(packs), self._show_packs, self._problem.fail))

    @property
    def target(self) -> Target | None:
        """Whose thresholds stand on the page."""
        place, language = self.pack.currentIndex(), self.language.currentData()
        if self._protocol is None or not 0 <= place < len(self._packs) or language is None:
            return None
        return Target(self._protocol, self._packs[place], language)

    def _show_packs(self, packs: list[Pack]) -> None:
        protocol = self._protocol
        self._packs = [pack for pack in packs if protocol and set(pack.languages) & set(protocol.languages)]
        self.pack.blockSignals(True)
        self.pack.clear()
        self.pack.addItems([pack.title for pack in self._packs])
        self.pack.blockSignals(False)
        self._show_languages()
        if not self._packs:
            self._source.setText(self.tr("No model on this machine reads this protocol's languages."))

    def _show_languages(self) -> None:
        place = self.pack.currentIndex()
        codes = self._packs[place].languages if 0 <= place < len(self._packs) else ()
        self.language.clear()
        for code in codes:
            if self._protocol and code in self._protocol.languages:
                self.language.addItem(words.language(code), code)
        self._look()

    def _look(self) -> None:
        """Ask what is in use and what past screenings said."""
        self._past = None
        self._offer()
        if target := self.target:
            core = self._core
            self._core.desk.ask(
                lambda db: moving.past(db, core.actor, target, core.data),
                partial(self._show_past, target),
                self._problem.fail,
            )

    def _show_past(self, target: Target, past: Past) -> None:
        if target == self.target:
            self._past = past
            self.plot.show_bars(past.histogram)
            self.plot.set_thresholds(past.thresholds.flag, past.thresholds.clear)
            self._fill(past.thresholds.flag, past.thresholds.clear)
            self.plot.setFocus()

    def _fill(self, flag: float, clear: float) -> None:
        """Write both numbers into their boxes, and what they lead to beside them."""
        for box, value in ((self.flag, flag), (self.clear, clear)):
            box.blockSignals(True)
            box.setValue(round(value * 100))
            box.blockSignals(False)
        self._describe()

    def _typed(self, box: QSpinBox, _value: int) -> None:
        """Follow a number that was typed; one threshold pushes the other before it."""
        flag, clear = self.flag.value() / 100, self.clear.value() / 100
        if clear > flag:
            flag, clear = (flag, flag) if box is self.flag else (clear, clear)
        self.plot.set_thresholds(flag, clear)
        self._fill(flag, clear)

    @property
    def _wanted(self) -> tuple[float, float]:
        return self.flag.value() / 100, self.clear.value() / 100

    def _describe(self) -> None:
        past = self._past
        if not past:
            self.counts.show_rows([])
            self._offer()
            return
        before = past.before
        after = past.after(*self._wanted) if self._is_moved else before
        rows = []
        for outcome in SHOWN:
            now, then = before.get(outcome, 0), after.get(outcome, 0)
            change = f"{'+' if then > now else ''}{words.number(then - now)}" if then != now else "±0"
            rows.append((words.outcome(outcome), words.number(now), words.number(then), change))
        self.counts.show_rows(rows)
        own = (
            self.tr("These are this site's own thresholds.")
            if past.own
            else self.tr("These are the shipped thresholds.")
        )
        told = self.tr("{0} Past screenings with the same model, protocol and examples: {1}, in runs: {2}.")
        none = self.tr("{0} There are no past screenings yet that could be compared: screen a batch first.")
        said = told.format(own, words.number(past.texts), words.number(past.runs)) if past.texts else none.format(own)
        self._source.setText(said)
        self._offer()

    @property
    def _is_moved(self) -> bool:
        """Whether the lines stand elsewhere than what is in use, which need not lie on a whole hundredth."""
        used = self._past and (round(self._past.thresholds.flag, 2), round(self._past.thresholds.clear, 2))
        return used is not None and self._wanted != used

    def _offer(self) -> None:
        past, may = self._past, self._core.actor.may(Right.CHANGE_PROTOCOLS)
        self.use.setEnabled(may and self._is_moved)
        self.reset.setEnabled(may and past is not None and past.own)
        for box in (self.flag, self.clear, self.plot):
            box.setEnabled(past is not None)

    def _use(self) -> None:
        if target := self.target:
            flag, clear = self._wanted
            core = self._core
            said = self.tr("Every later run of this protocol takes these thresholds. The change is on record.")
            self._do(lambda: moving.move(core.open_database, core.actor, target, core.data, flag, clear), said)

    def _reset(self) -> None:
        if target := self.target:
            core = self._core
            said = self.tr("The shipped thresholds are in use again, in every language.")
            self._do(lambda: moving.take_back(core.open_database, core.actor, target, core.data), said)

    def _do(self, work: Callable[[], None], said: str) -> None:
        self._problem.say("")
        self._done.say("")
        self._core.errands.start(Errand(lambda _: work(), lambda _: self._succeed(said), self._fail))

    def _succeed(self, said: str) -> None:
        self._done.say(said)
        self._look()

    def _fail(self, error: KizashiError) -> None:
        self._problem.fail(error)

    def _moved(self, flag: float, clear: float) -> None:
        self._done.say("")
        self._fill(flag, clear)

    def _wire(self) -> None:
        self.pack.currentIndexChanged.connect(self._show_languages)
        self.language.activated.connect(self._look)
        self.plot.moved.connect(self._moved)
        for box in (self.flag, self.clear):
            box.valueChanged.connect(partial(self._typed, box))
        self.use.clicked.connect(self._use)
        self.reset.clicked.connect(self._reset)
        self.back.clicked.connect(self.left)

    def _retranslate(self) -> None:
        title = self._core.protocol_words.title(self._protocol.id) if self._protocol else ""
        self._title.setText(self.tr("Thresholds of {0}").format(title))
        self._lead.setText(
            self.tr(
                "Move the lines with the mouse, or with the arrow keys (with Shift the lower one). What you see is what these "
                "thresholds would have done, nearly: nothing changes until you put them to use, and past results stay as they are."
            )
        )
        names: dict[QComboBox | QSpinBox, str] = {
            self.pack: self.tr("Model"),
            self.language: self.tr("Language"),
            self.flag: self.tr("Flagged from"),
            self.clear: self.tr("Not flagged below"),
        }
        for box, name in names.items():
            self._names[box].setText(name)
            box.setAccessibleName(name)
        for number in (self.flag, self.clear):
            number.lineEdit().setAccessibleName(number.accessibleName())
        self.counts.name(
            self.tr("What would change"), (self.tr("Outcome"), self.tr("Was"), self.tr("Would be"), self.tr("Change"))
        )
        for place in range(self.language.count()):
            self.language.setItemText(place, words.language(self.language.itemData(place)))
        self.use.setText(self.tr("Use these thresholds"))
        self.reset.setText(self.tr("Return to the shipped ones"))
        self.back.setText(self.tr("Back"))
        self._describe()

    def _lay_out(self) -> None:
        self.pack.setMinimumWidth(PACK_WIDTH)
        boxes = QHBoxLayout()
        boxes.setSpacing(14)
        for box, name in self._names.items():
            column = QVBoxLayout()
            column.setSpacing(3)
            column.addWidget(name)
            column.addWidget(box)
            boxes.addLayout(column)
        boxes.addStretch()
        self.counts.setFixedHeight(ROWS_HEIGHT)
        acts = QHBoxLayout()
        acts.setSpacing(10)
        for made in (self.use, self.reset, self.back):
            acts.addWidget(made)
        acts.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for above in (self._title, self._lead, self._problem, self._done):
            column.addWidget(above)
        column.addLayout(boxes)
        column.addWidget(self.plot, 1)
        column.addWidget(self.counts)
        column.addWidget(self._source)
        column.addLayout(acts)


def _box() -> QSpinBox:
    box = QSpinBox(minimum=1, maximum=99, suffix=" %")
    box.setFixedWidth(110)
    return box
