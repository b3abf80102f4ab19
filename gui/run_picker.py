"""Which run's results are shown: a batch, and one of its runs."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy

from gui import words
from gui.elided import Choice
from gui.protocol_words import ProtocolWords
from gui.widget import Widget
from store.runs import RunSummary

ALL = 0
"""What stands for all batches: none has this id."""
NAMED = 2
"""Files of a run that are named; a mark stands for the others."""


class RunPicker(Widget):
    """Offers runs, the newest first; `chosen` when somebody has picked another. One batch alone is not asked for."""

    chosen = Signal()

    def __init__(self, protocols: ProtocolWords) -> None:
        super().__init__()
        self._protocols = protocols
        self._every: Sequence[RunSummary] = ()
        self._offered: Sequence[RunSummary] = ()
        self.batches, self.runs = Choice(), Choice()
        for box in (self.batches, self.runs):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.batches, 1)
        row.addWidget(self.runs, 4)
        self.batches.activated.connect(self._narrow)
        self.runs.activated.connect(self.chosen)
        self._retranslate()

    @property
    def run(self) -> RunSummary | None:
        """The run that is chosen; None while there is none."""
        place = self.runs.currentIndex()
        return self._offered[place] if 0 <= place < len(self._offered) else None

    def show_runs(self, runs: Sequence[RunSummary], wanted: int) -> None:
        """Offer these runs and choose `wanted`, or the newest where there is no such one."""
        self._every = runs
        self._fill_batches()
        batch = next((run.batch for run in runs if run.id == wanted), ALL)
        if self.batches.currentData() not in (ALL, batch):
            self.batches.setCurrentIndex(0)
        self._offer(wanted)

    def _narrow(self) -> None:
        """Offer the runs of the batch that was picked, the newest of them chosen."""
        self._offer(0)
        self.chosen.emit()

    def _offer(self, wanted: int) -> None:
        batch = self.batches.currentData()
        self._offered = [run for run in self._every if batch in (ALL, run.batch)]
        _fill(self.runs, {run.id: self._describe(run) for run in self._offered})
        self.runs.setCurrentIndex(max(self.runs.findData(wanted), 0))

    def _fill_batches(self) -> None:
        before = self.batches.currentData()
        known = {run.batch: run for run in self._every}
        named = {batch: self._name(known[batch]) for batch in sorted(known, reverse=True)}
        _fill(self.batches, {ALL: self.tr("All batches")} | named)
        self.batches.setCurrentIndex(max(self.batches.findData(before), 0))
        self.batches.setVisible(len(known) > 1)

    def _retranslate(self) -> None:
        self.batches.setAccessibleName(self.tr("Batch"))
        self.runs.setAccessibleName(self.tr("Run"))
        run = self.run
        self._fill_batches()
        self._offer(run.id if run else 0)

    def _name(self, run: RunSummary) -> str:
        return " · ".join([self.tr("Batch {0}").format(words.number(run.batch)), _files(run)])

    def _describe(self, run: RunSummary) -> str:
        """Name a run; how far it has come is said only of one that is not done."""
        done, rows = words.number(run.counts.done), words.number(run.counts.rows)
        left = [] if run.counts.done == run.counts.rows else [self.tr("{0} of {1} texts").format(done, rows)]
        title = self._protocols.title(run.protocol)
        return " · ".join([_files(run), title, *left, words.way(run.way), words.moment(run.started_at)])


def _files(run: RunSummary) -> str:
    return words.listed(run.sources[:NAMED]) + (" …" if len(run.sources) > NAMED else "")


def _fill(box: QComboBox, items: dict[int, str]) -> None:
    """Write what can be chosen, unless it stands there: a list that is open stays open."""
    if items != {box.itemData(place): box.itemText(place) for place in range(box.count())}:
        box.clear()
        for value, name in items.items():
            box.addItem(name, value)
