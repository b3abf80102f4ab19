"""The thresholds of one protocol: moved on a plot that shows what would change of past screenings, then put to use."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSpinBox, QVBoxLayout, QWidget

from domain.actor import Right
from domain.pack import Pack
from domain.protocol import Protocol
from gui.core import Core
from gui.flow import Flow
from gui.marks import Marks
from gui.named_boxes import NamedBoxes
from gui.notice import Notice
from gui.threads import Errand
from gui.threshold_change import ThresholdChange
from gui.threshold_plot import ThresholdPlot
from gui.threshold_target import ThresholdTarget
from gui.widget import Widget, button, label
from learning import moving
from learning.moving import Past, Target
from models import registry

PADDING = 8


class ThresholdView(Widget):
    """Asks the store what past screenings said. Until that is known, neither thresholds nor counts stand there."""

    left = Signal()

    def __init__(self, core: Core, marks: Marks) -> None:
        super().__init__()
        self._core = core
        self._protocol: Protocol | None = None
        self._past: Past | None = None
        self._title, self._lead = label("title"), label("muted", wrap=True)
        self._problem, self._done = Notice("problem"), Notice("done")
        self.target, self.flag, self.clear = ThresholdTarget(), _box(), _box()
        self._numbers = NamedBoxes(self.flag, self.clear)
        self.plot, self.change = ThresholdPlot(marks), ThresholdChange()
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
        self.target.pack.setFocus()
        packs, show = self._core.packs, partial(self._show_packs, protocol)
        self._core.errands.start(Errand(lambda _: registry.installed(packs), show, self._problem.fail))

    def _show_packs(self, protocol: Protocol, packs: list[Pack]) -> None:
        self.target.offer(protocol, packs)
        if not self.target.target:
            self._problem.say(self.tr("No model on this machine reads this protocol's languages."))

    def _look(self) -> None:
        """Ask what is in use and what past screenings said."""
        self._past = None
        self._offer()
        if target := self.target.target:
            core = self._core
            self._core.desk.ask(
                lambda db: moving.past(db, core.actor, target, core.data),
                partial(self._show_past, target),
                self._problem.fail,
            )

    def _show_past(self, target: Target, past: Past) -> None:
        if target == self.target.target:
            self._past = past
            self.plot.show_bars(past.histogram)
            self.plot.set_thresholds(past.thresholds.flag, past.thresholds.clear)
            self._fill(past.thresholds.flag, past.thresholds.clear)
            self.plot.setFocus()

    def _fill(self, flag: float, clear: float) -> None:
        """Write both numbers into their boxes, and what they lead to below them."""
        for box, value in ((self.flag, flag), (self.clear, clear)):
            box.blockSignals(True)
            box.setValue(round(value * 100))
            box.blockSignals(False)
        self._offer()

    def _typed(self, box: QSpinBox, _value: int) -> None:
        """Follow a number that was typed; one threshold pushes the other before it."""
        flag, clear = self._wanted
        if clear > flag:
            flag, clear = (flag, flag) if box is self.flag else (clear, clear)
        self.plot.set_thresholds(flag, clear)
        self._fill(flag, clear)

    @property
    def _wanted(self) -> tuple[float, float]:
        return self.flag.value() / 100, self.clear.value() / 100

    @property
    def _is_moved(self) -> bool:
        """Whether the lines stand elsewhere than what is in use, which need not lie on a whole hundredth."""
        used = self._past and (round(self._past.thresholds.flag, 2), round(self._past.thresholds.clear, 2))
        return used is not None and self._wanted != used

    def _offer(self) -> None:
        """Show what is known, and offer what can be done with it."""
        past, may = self._past, self._core.actor.may(Right.CHANGE_PROTOCOLS)
        if past:
            self.change.show_past(past, self._wanted if self._is_moved else None)
        for shown in (self._numbers, self.plot, self.change):
            shown.setVisible(past is not None)
        self.use.setEnabled(may and self._is_moved)
        self.reset.setEnabled(may and past is not None and past.own)

    def _use(self) -> None:
        if target := self.target.target:
            flag, clear = self._wanted
            core = self._core
            said = self.tr("Every later run of this protocol takes these thresholds. The change is on record.")
            self._do(lambda: moving.move(core.open_database, core.actor, target, core.data, flag, clear), said)

    def _reset(self) -> None:
        if target := self.target.target:
            core = self._core
            said = self.tr("The shipped thresholds are in use again, in every language.")
            self._do(lambda: moving.take_back(core.open_database, core.actor, target, core.data), said)

    def _do(self, work: Callable[[], None], said: str) -> None:
        self._problem.say("")
        self._done.say("")
        self._core.errands.start(Errand(lambda _: work(), lambda _: self._succeed(said), self._problem.fail))

    def _succeed(self, said: str) -> None:
        self._done.say(said)
        self._look()

    def _moved(self, flag: float, clear: float) -> None:
        self._done.say("")
        self._fill(flag, clear)

    def _wire(self) -> None:
        self.target.chosen.connect(self._look)
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
        for box, name in ((self.flag, self.tr("Flagged from")), (self.clear, self.tr("Not flagged below"))):
            self._numbers.name(box, name)
            box.lineEdit().setAccessibleName(name)
        self.use.setText(self.tr("Use these thresholds"))
        self.reset.setText(self.tr("Return to the shipped ones"))
        self.back.setText(self.tr("Back"))
        self._offer()

    def _lay_out(self) -> None:
        boxes, acts = Flow(14), Flow(10)
        for shown in (self.target, self._numbers):
            boxes.addWidget(shown)
        for made in (self.use, self.reset, self.back):
            acts.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for above in (self._title, self._lead, self._problem, self._done):
            column.addWidget(above)
        column.addLayout(boxes)
        column.addWidget(self.plot, 1)
        column.addWidget(self.change)
        column.addLayout(acts)
        for late in (self._numbers, self.plot, self.change):
            _keep_place(late)


def _keep_place(widget: QWidget) -> None:
    """Leave its room empty while it is hidden, so that nothing jumps when it comes."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)


def _box() -> QSpinBox:
    box = QSpinBox(minimum=1, maximum=99, suffix=" %")
    box.setFixedWidth(110)
    box.lineEdit().setTextMargins(PADDING, 0, PADDING, 0)  # the style sheet does not reach the line in it
    return box
