"""A run's results as a CSV file: where to, and what became of it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from domain.audit import Head
from domain.policy import CSV
from gui import words
from gui.core import Core
from gui.threads import Errand
from gui.widget import Widget, button
from screening import results
from store.runs import RunSummary


class RunExport(Widget):
    """A button that is there where the policy lets results out; `exported` carries what says in a sentence where they are."""

    begun = Signal()
    exported = Signal(object)
    failed = Signal(object)

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self._run: RunSummary | None = None
        self.button = button()
        self.button.clicked.connect(self._ask_where)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        self.button.setVisible(CSV in core.machine.policy.exports)
        self._retranslate()

    def show_run(self, run: RunSummary) -> None:
        """Offer the results of a run."""
        self._run = run

    def write(self, run: int, path: Path) -> None:
        """Write one row per text to `path`, in the file's order."""

        def write(_progress: object) -> Head:
            with self._core.open_database() as db:
                return results.export_csv(db, self._core.actor, run, path, self._core.machine.policy)

        def written(head: Head) -> None:
            self.exported.emit(partial(self._written, path, head))

        self.begun.emit()
        self._core.errands.start(Errand(write, written, self.failed.emit))

    def _written(self, path: Path, head: Head) -> str:
        said = self.tr("Exported to {0}. Confidential. The note beside it holds the end of the audit chain, row {1}.")
        return said.format(path, words.number(head.row))

    def _retranslate(self) -> None:
        self.button.setText(self.tr("Export CSV…"))

    def _ask_where(self) -> None:
        run = self._run
        if run is None:
            return
        name = f"{Path(run.sources[0]).stem}-{run.id}.csv"
        told = self.tr("Export CSV: the file is confidential, and not encrypted")
        path, _ = QFileDialog.getSaveFileName(self.window(), told, name, "CSV (*.csv)")
        if path:
            self.write(run.id, Path(path))
