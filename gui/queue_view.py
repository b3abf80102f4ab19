"""The files of the queue below one another: state, times and counts of each, and what can be done with the chosen one."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from gui import words
from gui.core import Core
from gui.notice import Notice
from gui.plain_table import PlainTable
from gui.run_queue import GOING, LEFT_OFF, Entry, State
from gui.runner import Runner
from gui.widget import Widget, button, label

REPAINT_MS = 500
"""The counts of the file that is going on change at most this often."""
HIGHEST, LOWEST = 168, 96
"""Pixels of the table: where the page is low it shows two files, and the others by scrolling."""


class QueueView(Widget):
    """Shows a runner's queue. `shown` asks for the run that is going on, `results_wanted` for those of a run."""

    shown = Signal()
    results_wanted = Signal(int)

    def __init__(self, core: Core, runner: Runner) -> None:
        super().__init__()
        self._core, self._runner = core, runner
        self._title, self._problem = label("heading"), Notice("problem")
        self.table = PlainTable(6)
        self.start = button("primary")
        self.results, self.retry, self.show_run = button(), button(), button()
        self.up, self.down, self.remove = button("quiet"), button("quiet"), button("quiet")
        self._repaint = QTimer(self, singleShot=True, interval=REPAINT_MS)
        self._beside = False
        self._lay_out()
        self._wire()
        self._retranslate()

    def stand_beside(self, *, run: bool) -> None:
        """Take away what leads to the run where the run is in sight."""
        self._beside = run
        self._judge()

    @property
    def chosen(self) -> Entry | None:
        """The entry whose row is chosen."""
        row = self.table.currentRow()
        return self._runner.queue[row] if 0 <= row < len(self._runner.queue) else None

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Files one after the other"))
        columns = [self.tr("File"), self.tr("State"), self.tr("Texts"), self.tr("Asked"), self.tr("Begun")]
        self.table.name(self._title.text(), [*columns, self.tr("Ended")])
        self.start.setText(self.tr("Start the waiting files"))
        self.show_run.setText(self.tr("Show the run"))
        self.results.setText(self.tr("See the results"))
        self.retry.setText(self.tr("Go on with it"))
        self.up.setText(self.tr("Earlier"))
        self.down.setText(self.tr("Later"))
        self.remove.setText(self.tr("Take off the list"))
        self._fill()

    def _follow(self, entry: Entry) -> None:
        """Choose the file whose turn has come."""
        self._fill()
        self.table.selectRow(list(self._runner.queue).index(entry))

    def _fill(self) -> None:
        rows = [self._cells(entry) for entry in self._runner.queue]
        self.table.show_rows(rows)
        self.table.tell(rows)
        self._judge()

    def _cells(self, entry: Entry) -> tuple[str, ...]:
        order = entry.order
        asked = f"{self._core.protocol_words.title(order.protocol.id)} · {order.pack.title}"
        times = (words.lately(at) if at else "–" for at in (entry.began_at, entry.ended_at))
        return order.paths[0].name, self._state(entry.state), self._counts(entry), asked, *times

    def _state(self, state: State) -> str:
        return {
            State.WAITING: self.tr("waits"),
            State.RUNNING: self.tr("is screened"),
            State.PAUSED: self.tr("paused"),
            State.STOPPED: self.tr("stopped"),
            State.FAILED: self.tr("failed"),
            State.DONE: self.tr("done"),
        }[state]

    def _counts(self, entry: Entry) -> str:
        counts = entry.counts
        if not counts.rows:
            return "–"
        done = self.tr("{0} of {1}").format(words.number(counts.done), words.number(counts.rows))
        return done + " · " + self.tr("flagged: {0}").format(words.number(counts.flagged))

    def _judge(self) -> None:
        """Offer what can be done now."""
        entry, running = self.chosen, self._runner.running
        in_sight = self._beside and entry is self._runner.entry  # whose problem and whose Go on stand above
        self._problem.say("")
        if entry and entry.error and not in_sight:
            self._problem.fail(entry.error)
        self.start.setVisible(not running and self._runner.queue.waiting > 0)
        self.show_run.setVisible(running and not self._beside)
        self.results.setVisible(entry is not None and entry.run > 0)
        self.retry.setVisible(entry is not None and entry.state in LEFT_OFF and not in_sight)
        for made in (self.up, self.down):
            made.setVisible(self._runner.queue.waiting > 1)
            made.setEnabled(entry is not None and entry.state is State.WAITING)
        self.remove.setEnabled(entry is not None and entry.state not in GOING)

    def _move(self, places: int) -> None:
        if entry := self.chosen:
            self._runner.move(entry, places)
            self.table.selectRow(list(self._runner.queue).index(entry))
            self._judge()

    def _remove(self) -> None:
        if (entry := self.chosen) and entry.state not in GOING:
            self._runner.remove(entry)

    def _start(self) -> None:
        """Start the files that wait, and watch the first of them."""
        self._runner.start()
        self.shown.emit()

    def _retry(self) -> None:
        if entry := self.chosen:
            self._runner.resume(entry)

    def _show_results(self) -> None:
        if (entry := self.chosen) and entry.run:
            self.results_wanted.emit(entry.run)

    def _soon(self) -> None:
        if not self._repaint.isActive():
            self._repaint.start()

    def _wire(self) -> None:
        self._repaint.timeout.connect(self._fill)
        self._runner.changed.connect(self._fill)
        self._runner.starting.connect(self._follow)
        self._runner.screened.connect(self._soon)
        self.table.itemSelectionChanged.connect(self._judge)
        self.table.itemActivated.connect(self._show_results)
        self.start.clicked.connect(self._start)
        self.show_run.clicked.connect(self.shown)
        self.results.clicked.connect(self._show_results)
        self.retry.clicked.connect(self._retry)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.remove.clicked.connect(self._remove)
        for keys, act in (
            ("Alt+Up", lambda: self._move(-1)),
            ("Alt+Down", lambda: self._move(1)),
            ("Del", self._remove),
        ):
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)

    def _lay_out(self) -> None:
        self.table.setMinimumHeight(LOWEST)
        self.table.setMaximumHeight(HIGHEST)
        self.table.setVerticalScrollMode(PlainTable.ScrollMode.ScrollPerPixel)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for made in (self.start, self.show_run, self.results, self.retry, self.up, self.down, self.remove):
            buttons.addWidget(made)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self.table)
        column.addWidget(self._problem)
        column.addLayout(buttons)
