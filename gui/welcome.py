"""The first start: three short pages on what Kizashi is and is not, accepted once; then a first batch."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from access.systems import system
from gui import help_texts
from gui.help_texts import WELCOME
from gui.help_view import HelpView
from gui.notice import Notice
from gui.widget import Widget, button, label

WIDTH = 660
LAST = len(WELCOME)
"""The step after the pages: where to begin."""


class Welcome(Widget):
    """Turns the pages. `accepted` asks for the record; `demo_wanted`, `own_wanted` and `left` lead on to the window.

    `untried`: the name of a system that Kizashi was not run on yet, which each page says.
    """

    accepted = Signal()
    demo_wanted = Signal()
    own_wanted = Signal()
    left = Signal()

    def __init__(self, untried: str = system.UNTRIED) -> None:
        super().__init__("welcome")
        self._untried, self._warning = untried, Notice("problem")
        self._step, self._asks = 0, True
        self._place, self._ready, self._first = label("small"), label("title"), label("muted", wrap=True)
        self.view, self.problem = HelpView(), Notice("problem")
        self.back = button("quiet")
        self.next, self.accept = button("primary", once=True), button("primary", once=True)
        self.demo, self.own, self.leave = button("primary"), button(), button("quiet")
        self._lay_out()
        self._wire()
        self._retranslate()

    def begin(self, *, asks: bool) -> None:
        """Open the first page. `asks`: whether it is still to be accepted, or only read again."""
        self._asks = asks
        self._go(0)

    def show_ready(self) -> None:
        """Offer the first batch: it is accepted and on record."""
        self._go(LAST)

    @property
    def asks(self) -> bool:
        """Whether somebody has still to accept."""
        return self._asks

    def _go(self, step: int) -> None:
        self._step = step
        self.problem.say("")
        self._retranslate()
        for shown in (self.next, self.accept, self.demo):
            if not shown.isHidden():
                shown.setFocus()

    def _retranslate(self) -> None:
        reading, last = self._step < LAST, self._step == LAST - 1
        self._place.setText(self.tr("{0} of {1}").format(self._step + 1, LAST) if reading else "")
        if reading:
            self.view.open(help_texts.path(WELCOME[self._step]))
        self.view.setAccessibleName(self.tr("What Kizashi is, and is not"))
        self._ready.setText(self.tr("Where do you want to begin?"))
        self._first.setText(
            self.tr(
                "The example holds invented messages and shows all that happens to a batch. Nobody's words are in it. "
                "These pages can be read again in Help (F1)."
            )
        )
        warning = self.tr(
            "Those who make Kizashi have not run it on {0} yet. Try it with invented texts first, and ask IT before real ones."
        )
        self._warning.say(warning.format(self._untried) if self._untried else "")
        self.back.setText(self.tr("Back"))
        self.next.setText(self.tr("Next"))
        self.accept.setText(self.tr("I have read this and use Kizashi so"))
        self.demo.setText(self.tr("Screen the invented example"))
        self.own.setText(self.tr("Open a file of my own"))
        self.leave.setText(self.tr("Close"))
        shown = {
            self._place: reading,
            self.view: reading,
            self._ready: not reading,
            self._first: not reading,
            self.back: reading and self._step > 0,
            self.next: reading and (not last or not self._asks),
            self.accept: last and self._asks,
            self.demo: not reading,
            self.own: not reading,
            self.leave: not self._asks or not reading,
        }
        for widget, visible in shown.items():
            widget.setVisible(visible)

    def _wire(self) -> None:
        self.back.clicked.connect(lambda: self._go(self._step - 1))
        self.next.clicked.connect(lambda: self._go(self._step + 1))
        self.accept.clicked.connect(self.accepted)
        self.demo.clicked.connect(self.demo_wanted)
        self.own.clicked.connect(self.own_wanted)
        self.leave.clicked.connect(self.left)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        for made in (self.accept, self.next, self.demo, self.own, self.back, self.leave):
            row.addWidget(made)
        row.addStretch()
        card = Widget("card")
        card.setFixedWidth(WIDTH)
        column = QVBoxLayout(card)
        column.setContentsMargins(28, 22, 28, 22)
        column.setSpacing(12)
        for shown in (self._place, self._warning, self._ready, self._first):
            column.addWidget(shown)
        column.addWidget(self.view, 1)
        column.addWidget(self.problem)
        column.addLayout(row)
        column.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.addWidget(card, 1, Qt.AlignmentFlag.AlignHCenter)
