"""The Results page: one run's texts in a table, filtered, searched, sorted, drawn, opened to be read, and exported."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout

from domain.outcome import Code
from gui import words
from gui.core import Core
from gui.empty_state import EmptyState
from gui.figures_view import FiguresView
from gui.filter_bar import FilterBar
from gui.filtering import Filtering
from gui.marks import Marks
from gui.notice import Notice
from gui.results_columns import Column
from gui.results_table import ResultsTable, View
from gui.results_view import ResultsView
from gui.run_export import RunExport
from gui.run_picker import RunPicker
from gui.scrolled import Scrolled
from gui.standing import Standing
from gui.text_panel import TextPanel
from gui.tiles import Tiles
from gui.widget import Widget, button, label
from screening import finding, results
from screening.finding import OpenText
from screening.ways import HEAD
from store.database import Database
from store.result_rows import Kind
from store.runs import RunSummary

TABLE_HEIGHT = 180
"""Pixels that the table keeps: where the window is too low for that, the page scrolls and nothing in it is squeezed."""
TABLE_WIDTH, TEXT_WIDTH = 560, 380
"""How the room is shared at first between the table and the text that is open beside it."""
BESIDE_WIDTH = 760
"""From this width of the page on a text stands beside the table; where help leaves less, it stands alone until it is closed."""


class ResultsPage(Widget):
    """Shows the newest run unless another is chosen; says what to do while there is none."""

    screen_wanted = Signal()

    def __init__(self, core: Core, marks: Marks) -> None:
        super().__init__()
        self._core = core
        self._title = label("title")
        self._problem, self._standing, self._exported = Notice("problem"), Standing(core), Notice("done")
        self.empty = EmptyState()
        self.picker = RunPicker(core.protocol_words)
        self.plots = button()
        self.plots.setCheckable(True)
        self.tiles = Tiles(marks, choosable=True)
        self.filters = FilterBar()
        self._filtering = Filtering(core, self.filters, self.tiles)
        self._counted = (0, 0)
        self.figures = FiguresView(core, marks)
        self.panel = TextPanel(core, marks)
        self.panel.hide()
        self.model = ResultsTable(core.reader, core.actor, marks, core.protocol_words)
        self.table = ResultsView(self.model)
        self._rows = label("small")
        self.export = RunExport(core)
        self._pages = QStackedWidget()
        self._lay_out()
        self._wire()
        self._retranslate()

    def show_run(self, run: int) -> None:
        """Show one run's results, as soon as the store has told of it."""
        self._core.desk.ask(self._runs, lambda runs: self._show_runs(runs, run), self._problem.fail)

    def refresh(self) -> None:
        """Read the runs, and the rows in sight, again; whatever is chosen by then stays so."""
        self._core.desk.ask(self._runs, self._show_again, self._problem.fail)

    def showEvent(self, event: QShowEvent) -> None:
        """Be up to date whenever the page comes into sight."""
        super().showEvent(event)
        self._problem.say("")
        self._exported.say("")
        self.table.setFocus()
        self.refresh()
        self._filtering.read()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set an open text beside the table, or in its place."""
        super().resizeEvent(event)
        self._share_room()

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Results"))
        self.empty.say(
            self.tr("No results yet"),
            self.tr("When a file has been screened, its texts are listed here, each with its outcome."),
            self.tr("Screen a file"),
        )
        self.table.setAccessibleName(self.tr("Results"))
        self.plots.setText(self.tr("Plots"))
        self._count(self.model.rowCount())

    def _runs(self, db: Database) -> list[RunSummary]:
        return results.runs(db, self._core.actor)

    def _show_again(self, runs: list[RunSummary]) -> None:
        run = self.picker.run
        self._show_runs(runs, run.id if run else 0)

    def _show_runs(self, runs: list[RunSummary], wanted: int) -> None:
        self.picker.show_runs(runs, wanted)
        self._pages.setCurrentWidget(self._content if runs else self.empty)
        self._choose()

    def _choose(self) -> None:
        """Show what the picker, the filters and the header ask for: from the top, or in place if it is shown already."""
        run = self.picker.run
        if run is None:
            return
        self.tiles.show_counts(run.counts)
        self.export.show_run(run)
        self.table.setColumnHidden(Column.SEVERITY, not self._core.protocol_words.levels(run.protocol))
        order, descending = self.table.order, self.table.descending
        self.model.show_view(View(run.id, run.protocol, self._filtering.wanted, order, descending, run.way == HEAD))
        if self.plots.isChecked():
            self.figures.show_run(run)
        self._look_for_kinds(run)

    def _look_for_kinds(self, run: RunSummary) -> None:
        """Look what can be filtered by, if there may be more than the last time."""
        looked = run.id, run.counts.done
        if self._counted != looked:
            self._counted = looked
            self._core.reader.ask(
                lambda db: finding.kinds(db, self._core.actor, run.id),
                partial(self._show_kinds, run),
                self._problem.fail,
                lambda: self._counted == looked,
            )

    def _show_kinds(self, run: RunSummary, kinds: frozenset[Kind]) -> None:
        """Offer what can be filtered by, and say how far the outcomes can be trusted.

        Not validated, while there are texts that would else be clear.
        """
        shown = self.picker.run
        if shown and shown.id == run.id:
            self.filters.offer(kinds, self._core.protocol_words.levels(run.protocol))
            self._standing.show_run(shown, unvalidated=any(kind.code is Code.UNVALIDATED for kind in kinds))

    def _show_view(self, *, plots: bool) -> None:
        """Show the plots, or the table with its filters."""
        self._views.setCurrentWidget(self.figures if plots else self._listed)
        if plots and self.picker.run:
            self.figures.show_run(self.picker.run)

    def _open_text(self) -> None:
        """Read the text of the row in sight; the record says that somebody has."""
        run, row = self.picker.run, self.model.row(self.table.currentIndex().row())
        if run and row:
            self._core.desk.ask(
                lambda db: finding.open_text(db, self._core.actor, run.id, row.text),
                partial(self._show_text, run),
                self._problem.fail,
            )

    def _show_text(self, run: RunSummary, opened: OpenText) -> None:
        if run == self.picker.run:
            self._problem.say("")
            self.panel.show_text(run, opened)
            self.table.stand_beside(text=True)
            self._share_room()

    def _follow(self) -> None:
        """Keep to the row that is chosen while a text is open beside the table."""
        if self.panel.isVisible():
            self._open_text()

    def _share_room(self) -> None:
        """Leave the room to an open text where there is too little for the table as well."""
        beside = self.panel.isHidden() or self.width() >= BESIDE_WIDTH
        if not beside and self.table.hasFocus():
            self.panel.text.setFocus()
        self._table.setVisible(beside)

    def _close_text(self) -> None:
        self.panel.forget()
        self._share_room()
        self.table.stand_beside(text=False)
        self.table.setFocus()

    def _count(self, rows: int) -> None:
        run = self.picker.run
        nothing = rows == 0 and run is not None and run.counts.done > 0
        found = self.tr("Rows: {0}").format(words.number(rows))
        self._rows.setText(self.tr("No text passes these filters.") if nothing else found)

    def _wire(self) -> None:
        self.empty.button.clicked.connect(self.screen_wanted)
        self.picker.chosen.connect(self._close_text)
        self.picker.chosen.connect(self._choose)
        self.plots.toggled.connect(lambda plots: self._show_view(plots=plots))
        self._filtering.changed.connect(self._choose)
        self._filtering.failed.connect(self._problem.fail)
        self.table.activated.connect(self._open_text)
        self.table.selectionModel().currentRowChanged.connect(self._follow)
        self.table.reordered.connect(self._choose)
        self.panel.closed.connect(self._close_text)
        self.model.counted.connect(self._count)
        self.model.failed.connect(self._problem.fail)
        self.export.begun.connect(lambda: self._problem.say(""))
        self.export.exported.connect(self._exported.keep_saying)
        self.export.failed.connect(self._problem.fail)

    def _lay_out(self) -> None:
        # From the outside in: a widget that moves into another is styled again with all that it holds.
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 26, 32, 20)
        column.setSpacing(14)
        column.addWidget(self._title)
        column.addWidget(self._problem)
        column.addWidget(self._pages, 1)
        content = Widget()
        self._content = Scrolled(content)
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self._content)
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(10)
        head = QHBoxLayout()
        inner.addLayout(head)
        head.setSpacing(10)
        head.addWidget(self.picker, 1)
        head.addWidget(self.plots)
        for shown in (self._standing, self._exported):
            inner.addWidget(shown)
        self._views = QStackedWidget()
        inner.addWidget(self._views, 1)
        self._listed = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        self._listed.setHandleWidth(12)
        self._views.addWidget(self._listed)
        self._views.addWidget(self.figures)
        self._table = Widget()
        self._listed.addWidget(self._table)
        self._listed.addWidget(self.panel)
        self._lay_out_table(self._table)
        self._listed.setSizes([TABLE_WIDTH, TEXT_WIDTH])

    def _lay_out_table(self, beside: Widget) -> None:
        listed = QVBoxLayout(beside)
        listed.setContentsMargins(0, 0, 0, 0)
        listed.setSpacing(10)
        listed.addWidget(self.tiles)
        listed.addWidget(self.filters)
        listed.addWidget(self.table, 1)
        self.table.setMinimumHeight(TABLE_HEIGHT)
        foot = QHBoxLayout()
        listed.addLayout(foot)
        foot.addWidget(self._rows, 1)
        foot.addWidget(self.export)
