"""The Results page: one run's texts in a table, filtered, searched, sorted, drawn, opened to be read, and exported."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QSplitter,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
)

from domain.audit import Head
from domain.outcome import Code
from domain.policy import CSV
from gui import words
from gui.core import Core
from gui.empty_state import EmptyState
from gui.figures_view import FiguresView
from gui.filter_bar import FilterBar
from gui.marks import Marks
from gui.notice import Notice
from gui.results_table import ORDERS, Column, ResultsTable, View
from gui.standing import Standing
from gui.text_panel import TextPanel
from gui.threads import Errand
from gui.tiles import Tiles
from gui.widget import Widget, button, label
from screening import finding, results
from screening.finding import OpenText
from screening.ways import HEAD
from store.runs import RunSummary
from store.screenings import Kind, Order
from store.search import Filter

WIDTHS = {
    Column.ID: 80,
    Column.OUTCOME: 150,
    Column.WHY: 200,
    Column.PROBABILITY: 100,
    Column.SEVERITY: 160,
    Column.LANGUAGE: 90,
}
ROW_HEIGHT = 34
TABLE_WIDTH, TEXT_WIDTH = 560, 380
"""How the room is shared at first between the table and the text that is open beside it."""


class ResultsPage(Widget):
    """Shows the newest run unless another is chosen; says what to do while there is none."""

    screen_wanted = Signal()

    def __init__(self, core: Core, marks: Marks) -> None:
        super().__init__()
        self._core = core
        self._runs: list[RunSummary] = []
        self._title = label("title")
        self._problem, self._standing, self._exported = Notice("problem"), Standing(core), Notice("done")
        self.empty = EmptyState()
        self.picker = QComboBox()
        self.plots = button()
        self.plots.setCheckable(True)
        self.tiles = Tiles(marks, choosable=True)
        self.filters = FilterBar()
        self._saved: Mapping[str, Filter] = {}
        self._counted = (0, 0)
        self.figures = FiguresView(core, marks)
        self.panel = TextPanel(core, marks)
        self.panel.hide()
        self.model = ResultsTable(core.reader, core.actor, marks, core.protocol_words)
        self.table = QTableView()
        self._rows = label("small")
        self.export = button()
        self._pages = QStackedWidget()
        self._set_up_table()
        self._lay_out()
        self._wire()
        self._retranslate()

    def show_run(self, run: int) -> None:
        """Show one run's results, as soon as the store has told of it."""
        self._core.desk.ask(
            lambda db: results.runs(db, self._core.actor), lambda runs: self._show_runs(runs, run), self._problem.fail
        )

    def refresh(self) -> None:
        """Read the runs, and the rows in sight, again."""
        self.show_run(self._run.id if self._run else 0)

    def showEvent(self, event: QShowEvent) -> None:
        """Be up to date whenever the page comes into sight."""
        super().showEvent(event)
        self._problem.say("")
        self._exported.say("")
        self.table.setFocus()
        self.refresh()
        self._core.desk.ask(lambda db: finding.saved(db, self._core.actor), self._show_saved, self._problem.fail)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Results"))
        self.empty.say(
            self.tr("No results yet"),
            self.tr("When a file has been screened, its texts are listed here, each with its outcome."),
            self.tr("Screen a file"),
        )
        self.picker.setAccessibleName(self.tr("Run"))
        self.table.setAccessibleName(self.tr("Results"))
        self.export.setText(self.tr("Export CSV…"))
        self.plots.setText(self.tr("Plots"))
        self._count(self.model.rowCount())
        for place, run in enumerate(self._runs):
            self.picker.setItemText(place, self._describe(run))

    @property
    def _run(self) -> RunSummary | None:
        place = self.picker.currentIndex()
        return self._runs[place] if 0 <= place < len(self._runs) else None

    def _show_runs(self, runs: list[RunSummary], wanted: int) -> None:
        """Fill the picker and choose `wanted`, or the newest where there is no such run."""
        self._runs = runs
        described = [self._describe(run) for run in runs]
        if described != [self.picker.itemText(place) for place in range(self.picker.count())]:
            self.picker.clear()
            self.picker.addItems(described)
        places = [place for place, run in enumerate(runs) if run.id == wanted]
        self.picker.setCurrentIndex(places[0] if places else 0)
        self._pages.setCurrentWidget(self._content if runs else self.empty)
        self._choose()

    def _choose(self) -> None:
        """Show what the picker, the filters and the header ask for: from the top, or in place if it is shown already."""
        run, header = self._run, self.table.horizontalHeader()
        if run is None:
            return
        order = ORDERS.get(header.sortIndicatorSection(), Order.INPUT)
        descending = header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        wanted = replace(self.filters.wanted, outcomes=self.tiles.choice())
        self.tiles.show_counts(run.counts)
        self.table.setColumnHidden(Column.SEVERITY, not self._core.protocol_words.levels(run.protocol))
        self.model.show_view(View(run.id, run.protocol, wanted, order, descending, run.way == HEAD))
        if self.plots.isChecked():
            self.figures.show_run(run)
        if self._counted != (run.id, run.counts.done):
            self._counted = run.id, run.counts.done
            self._core.reader.ask(
                lambda db: finding.kinds(db, self._core.actor, run.id),
                partial(self._show_kinds, run),
                self._problem.fail,
                lambda: self._counted == (run.id, run.counts.done),
            )

    def _show_view(self, *, plots: bool) -> None:
        """Show the plots, or the table with its filters."""
        self._views.setCurrentWidget(self.figures if plots else self._listed)
        if plots and self._run:
            self.figures.show_run(self._run)

    def _open_text(self) -> None:
        """Read the text of the row in sight; the record says that somebody has."""
        run, row = self._run, self.model.row(self.table.currentIndex().row())
        if run and row:
            self._core.desk.ask(
                lambda db: finding.open_text(db, self._core.actor, run.id, row.text),
                partial(self._show_text, run),
                self._problem.fail,
            )

    def _show_text(self, run: RunSummary, opened: OpenText) -> None:
        if run == self._run:
            self._problem.say("")
            self.panel.show_text(run, opened)

    def _follow(self) -> None:
        """Keep to the row that is chosen while a text is open beside the table."""
        if self.panel.isVisible():
            self._open_text()

    def _close_text(self) -> None:
        self.panel.forget()
        self.table.setFocus()

    def _show_saved(self, saved: Mapping[str, Filter]) -> None:
        self._saved = saved
        self.filters.show_saved(saved)

    def _save_filter(self, name: str) -> None:
        wanted = replace(self.filters.wanted, outcomes=self.tiles.choice())
        self._core.desk.ask(
            lambda db: finding.save(db, self._core.actor, name, wanted), self._show_saved, self._problem.fail
        )

    def _forget_filter(self, name: str) -> None:
        self._core.desk.ask(lambda db: finding.forget(db, self._core.actor, name), self._show_saved, self._problem.fail)

    def _take_filter(self, name: str) -> None:
        wanted = self._saved[name]
        self.tiles.choose(wanted.outcomes)
        self.filters.choose(wanted)

    def _sort(self, section: int) -> None:
        """Sort anew; a column that nothing can be sorted by leaves the file's order, and no arrow."""
        if section >= 0 and section not in ORDERS:
            self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        else:
            self._choose()

    def _count(self, rows: int) -> None:
        self._rows.setText(self.tr("Rows: {0}").format(words.number(rows)))

    def _show_kinds(self, run: RunSummary, kinds: frozenset[Kind]) -> None:
        """Offer what can be filtered by, and say how far the outcomes can be trusted.

        Not validated, while there are texts that would else be clear.
        """
        if self._run and self._run.id == run.id:
            levels = self._core.protocol_words.levels(run.protocol)
            self.filters.offer(kinds, levels)
            self._standing.show_run(self._run, unvalidated=any(kind.code is Code.UNVALIDATED for kind in kinds))

    def _describe(self, run: RunSummary) -> str:
        done = self.tr("{0} of {1} texts").format(words.number(run.counts.done), words.number(run.counts.rows))
        files = ", ".join(run.sources[:2]) + (" …" if len(run.sources) > 2 else "")
        title = self._core.protocol_words.title(run.protocol)
        return " · ".join([files, title, words.way(run.way), words.moment(run.started_at), done])

    def _ask_where(self) -> None:
        run = self._run
        if run is None:
            return
        name = f"{Path(run.sources[0]).stem}-{run.id}.csv"
        path, _ = QFileDialog.getSaveFileName(self.window(), self.tr("Export CSV"), name, "CSV (*.csv)")
        if path:
            self.export_to(run.id, Path(path))

    def export_to(self, run: int, path: Path) -> None:
        """Write one row per text to `path`, in the file's order."""

        def write(_progress: object) -> Head:
            with self._core.open_database() as db:
                return results.export_csv(db, self._core.actor, run, path, self._core.machine.policy)

        def written(head: Head) -> None:
            exported = self.tr(
                "Exported to {0}. Confidential. The note beside it holds the end of the audit chain, row {1}."
            )
            self._exported.say(exported.format(path, words.number(head.row)))

        self._problem.say("")
        self._core.errands.start(Errand(write, written, self._problem.fail))

    def _set_up_table(self) -> None:
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.table.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setHighlightSections(False)
        header.setSectionResizeMode(Column.TEXT, QHeaderView.ResizeMode.Stretch)
        for column, width in WIDTHS.items():
            header.resizeSection(column, width)

    def _wire(self) -> None:
        self.empty.button.clicked.connect(self.screen_wanted)
        self.picker.activated.connect(self._close_text)
        self.picker.activated.connect(self._choose)
        self.plots.toggled.connect(lambda plots: self._show_view(plots=plots))
        self.filters.changed.connect(self._choose)
        self.filters.saved.connect(self._save_filter)
        self.filters.taken.connect(self._take_filter)
        self.filters.forgotten.connect(self._forget_filter)
        self.table.activated.connect(self._open_text)
        self.table.selectionModel().currentRowChanged.connect(self._follow)
        self.panel.closed.connect(self._close_text)
        self.tiles.chosen.connect(self._choose)
        self.table.horizontalHeader().sortIndicatorChanged.connect(self._sort)
        self.model.counted.connect(self._count)
        self.model.failed.connect(self._problem.fail)
        self.export.clicked.connect(self._ask_where)
        self.export.setVisible(CSV in self._core.machine.policy.exports)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self._rows, 1)
        foot.addWidget(self.export)
        left = Widget()
        listed = QVBoxLayout(left)
        listed.setContentsMargins(0, 0, 0, 0)
        listed.setSpacing(10)
        listed.addWidget(self.tiles)
        listed.addWidget(self.filters)
        listed.addWidget(self.table, 1)
        listed.addLayout(foot)
        self._listed = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        self._listed.setHandleWidth(12)
        self._listed.addWidget(left)
        self._listed.addWidget(self.panel)
        self._listed.setSizes([TABLE_WIDTH, TEXT_WIDTH])
        self._views = QStackedWidget()
        self._views.addWidget(self._listed)
        self._views.addWidget(self.figures)
        self._content = Widget()
        inner = QVBoxLayout(self._content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.picker, 1)
        head.addWidget(self.plots)
        inner.addLayout(head)
        for shown in (self._standing, self._exported):
            inner.addWidget(shown)
        inner.addWidget(self._views, 1)
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self._content)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 26, 32, 20)
        column.setSpacing(14)
        column.addWidget(self._title)
        column.addWidget(self._problem)
        column.addWidget(self._pages, 1)
