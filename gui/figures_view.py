"""The plots of the results: outcomes by batch and by day, probabilities with the thresholds, severities beside people's."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QScrollArea, QVBoxLayout

from domain.outcome import Outcome
from domain.protocol import Thresholds
from gui import words
from gui.core import Core
from gui.figure import ROW_HEIGHT, Figure, fill, table
from gui.marks import Marks
from gui.notice import Notice
from gui.plot import Bars, Mark, Series
from gui.threads import Errand
from gui.tiles import ORDER
from gui.widget import Widget, label
from learning.equipment import equipment
from models import registry
from screening import figures
from screening.figures import Figures
from store.figures import BINS
from store.runs import RunSummary

LAST = 14
"""Batches and days that are drawn: the latest."""
NAMED = 4
"""One in so many parts of the histogram has its name under it."""


class FiguresView(Widget):
    """Draws the run that is chosen, and its protocol's batches beside it."""

    def __init__(self, core: Core, marks: Marks) -> None:
        super().__init__()
        self._core, self._marks = core, marks
        self._run: RunSummary | None = None
        self._figures: Figures | None = None
        self._thresholds: Mapping[str, Thresholds] = {}
        self._problem = Notice("problem")
        self.scores, self.batches, self.days = (Figure(marks) for _ in range(3))
        self._title, self._note = label("heading"), label("small", wrap=True)
        self.severities = table()
        self._lay_out()

    def show_run(self, run: RunSummary) -> None:
        """Draw a run as soon as its texts are counted, and its thresholds when they are found."""
        if self._run is None or self._run.id != run.id:
            self._figures, self._thresholds = None, {}
        self._run = run
        self._core.reader.ask(
            lambda db: figures.of_run(db, self._core.actor, run.id, run.protocol),
            partial(self._counted, run),
            self._problem.fail,
            lambda: run == self._run,
        )
        self._core.errands.start(Errand(lambda _: self._find(run), partial(self._found, run), self._problem.fail))

    def _find(self, run: RunSummary) -> dict[str, Thresholds]:
        """Return the thresholds by language as they are on this machine; none where the model or protocol is gone."""
        packs = [pack for pack in registry.installed(self._core.packs) if pack.id == run.pack]
        protocols = [protocol for protocol in self._core.protocols if protocol.id == run.protocol]
        if not packs or not protocols:
            return {}
        with self._core.open_database() as db:
            taken = equipment(packs[0], protocols[0], self._core.data, db)
        if not run.head_sha256:
            return {"": protocols[0].thresholds}
        own = {code: adjustment.thresholds for code, adjustment in taken.adjustments.items()}
        return {code: head.thresholds for code, head in taken.heads.items()} | own

    def _counted(self, run: RunSummary, counted: Figures) -> None:
        if run == self._run:
            self._problem.say("")
            self._figures = counted
            self._retranslate()

    def _found(self, run: RunSummary, thresholds: dict[str, Thresholds]) -> None:
        if run == self._run:
            self._thresholds = thresholds
            self._retranslate()

    def _retranslate(self) -> None:
        if self._figures is None or self._run is None:
            return
        title = self._core.protocol_words.title(self._run.protocol)
        latest = self._figures.runs[-LAST:]
        named = {self.tr("Batch {0}").format(words.number(one.batch)): one.outcomes for one in latest}
        self.batches.draw(self.tr("Outcomes by batch: {0}").format(title), self._stacks(named))
        self.days.draw(self.tr("Outcomes by day of screening: {0}").format(title), self._stacks(self._by_day()))
        self.scores.draw(self.tr("What the model said in this run, and the thresholds"), self._histogram())
        self._fill_severities(self._run.protocol, self._figures.severities)

    def _by_day(self) -> dict[str, Mapping[Outcome, int]]:
        days: dict[str, Mapping[Outcome, int]] = {}
        for one in self._figures.runs if self._figures else ():
            before = days.get(words.day(one.day), {})
            days[words.day(one.day)] = {outcome: before.get(outcome, 0) + one.outcomes[outcome] for outcome in Outcome}
        return dict(list(days.items())[-LAST:])

    def _stacks(self, counted: Mapping[str, Mapping[Outcome, int]]) -> Bars:
        tones = self._marks.palette.outcomes
        series = [Series(words.outcome(outcome), tones[outcome].ink) for outcome in ORDER]
        return Bars(list(counted), series, [[outcomes[one] for one in ORDER] for outcomes in counted.values()])

    def _histogram(self) -> Bars:
        ranges = [f"{place * 100 // BINS}–{(place + 1) * 100 // BINS}%" for place in range(BINS)]
        marks = [
            Mark(at, " ".join([name, words.percent(at), *named]), words.percent(at))
            for code, found in self._thresholds.items()
            for named in ([f"({words.language(code)})"] if code else [],)
            for at, name in ((found.clear, self.tr("not flagged below")), (found.flag, self.tr("flagged from")))
        ]
        counts = [[texts] for texts in (self._figures.histogram if self._figures else ())]
        return Bars(ranges, [Series(self.tr("Texts"), self._marks.palette.accent)], counts, marks, NAMED)

    def _fill_severities(self, protocol: str, counted: Mapping[tuple[str, str], int]) -> None:
        """Write a row for each severity that was suggested, a column for each that people gave."""
        levels = {"": self.tr("None")} | self._core.protocol_words.levels(protocol)
        self._title.setText(self.tr("Severity: suggested (rows), and given by people (columns)"))
        self._note.setText(
            self.tr("Every case of this protocol that people have decided, by their latest decision.")
            if counted
            else self.tr("No case of this protocol was decided yet.")
        )
        cells = [[counted.get((suggested, given), 0) for given in levels] for suggested in levels]
        fill(self.severities, list(levels.values()), list(levels.values()), cells)
        self.severities.setFixedHeight(ROW_HEIGHT * (len(levels) + 2))
        self.severities.setAccessibleName(self._title.text())
        for shown in (self._title, self._note, self.severities):
            shown.setVisible(len(levels) > 1)

    def _lay_out(self) -> None:
        inside = Widget("plots")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(14)
        shown: Sequence[Widget] = (self.scores, self.batches, self.days)
        for figure in shown:
            column.addWidget(figure)
        for last in (self._title, self._note, self.severities):
            column.addWidget(last)
        column.addStretch()
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(inside)
        scroll.setAccessibleName(self.tr("Plots"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._problem)
        outer.addWidget(scroll, 1)
