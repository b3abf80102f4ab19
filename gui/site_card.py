"""How cases are decided here: what is hidden until a decision, second readings, samples, and the words for an emergency."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from domain.errors import KizashiError
from domain.site import DeskRules
from gui.card import Card
from gui.core import Core
from gui.notice import Notice
from gui.widget import button, choice, label
from review import site
from store.database import Database

SHARES = (0.0, 0.05, 0.1, 0.2, 0.5, 1.0)
SAMPLES = (0, 59, 149, 299)
"""Without a miss among them they mean at most 5%, 2% and 1%."""


class SiteCard(Card):
    """A change holds from the next case on, and goes on record. `words_wanted` asks for the form of the emergency words."""

    words_wanted = Signal()

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self._rules = DeskRules()
        self._missing: bool | None = None
        self.hide_it, self.share, self.sample, self.reviewers = choice(), choice(), choice(), choice()
        self._problem, self._set_by_it = Notice("problem"), label("small", wrap=True)
        self._words, self.write = label(wrap=True), button()
        self._boxes = {
            "hide_suggestion": self.hide_it,
            "second_share": self.share,
            "audit_sample": self.sample,
            "show_reviewers": self.reviewers,
        }
        for rule, box in self._boxes.items():
            self._add(box)
            box.activated.connect(self._change)
            box.setDisabled(rule in core.machine.policy.rules)
        for chosen in (True, False):
            self.hide_it.addItem("", chosen)
            self.reviewers.addItem("", chosen)
        self.write.clicked.connect(self.words_wanted)
        row = QHBoxLayout()
        row.addWidget(self._words, 1)
        row.addWidget(self.write)
        self._set_by_it.setVisible(bool(core.machine.policy.rules))
        self._below.addWidget(self._set_by_it)
        self._below.addWidget(self._problem)
        self._below.addLayout(row)
        self._retranslate()

    def refresh(self) -> None:
        """Read what the site has set."""

        def ask(db: Database) -> tuple[DeskRules, bool]:
            return site.rules(db), site.needs_crisis_text(db)

        self._core.desk.ask(ask, self._show, self._problem.fail)

    def _show(self, found: tuple[DeskRules, bool]) -> None:
        self._rules, self._missing = found
        self._problem.say("")
        self._retranslate()

    def _fill(self) -> None:
        """Offer the usual numbers, and the site's own among them."""
        for box, usual, value in (
            (self.share, SHARES, self._rules.second_share),
            (self.sample, SAMPLES, float(self._rules.audit_sample)),
        ):
            box.clear()
            for number in sorted({*usual, value}):
                box.addItem(f"{number:.0%}" if box is self.share else self._sample_said(int(number)), number)
            box.setCurrentIndex(box.findData(value))
        self.hide_it.setCurrentIndex(self.hide_it.findData(self._rules.hide_suggestion))
        self.reviewers.setCurrentIndex(self.reviewers.findData(self._rules.show_reviewers))

    def _sample_said(self, texts: int) -> str:
        return self.tr("At most {0} texts").format(texts) if texts else self.tr("None")

    def _change(self) -> None:
        try:
            rules = DeskRules(
                self.hide_it.currentData(),
                self.share.currentData(),
                int(self.sample.currentData()),
                self.reviewers.currentData(),
            )
        except KizashiError as error:
            self._problem.fail(error)
            self._fill()
            return
        actor, policy = self._core.actor, self._core.machine.policy
        self._core.desk.ask(
            lambda db: site.set_rules(db, actor, rules, policy), lambda _: self.refresh(), self._problem.fail
        )

    def _retranslate(self) -> None:
        self._head(
            self.tr("This site"), self.tr("For everybody who works with this store; each change goes on record.")
        )
        self._name(self.hide_it, self.tr("What the machine said, below the most severe level"))
        self._name(self.share, self.tr("Share of cases that a second person reads too, by themselves"))
        self._name(self.sample, self.tr("Not-flagged texts of each batch that are drawn for people to read"))
        self.hide_it.setItemText(0, self.tr("Shown after the first decision"))
        self.hide_it.setItemText(1, self.tr("Shown at once"))
        self._name(self.reviewers, self.tr("How each reviewer's decisions agree with the others'"))
        self.reviewers.setItemText(0, self.tr("Supervisors see it too"))
        self.reviewers.setItemText(1, self.tr("For that reviewer alone"))
        self._set_by_it.setText(self.tr("What can't be changed here is set by IT for this machine."))
        said = {
            None: "",
            True: self.tr("The words for an emergency are not written yet."),
            False: self.tr("The words for an emergency are written."),
        }
        self._words.setText(said[self._missing])
        self.write.setText(self.tr("Words for an emergency…"))
        self._fill()
