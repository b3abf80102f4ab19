"""A screening run while it goes on, and what can be done next when it has ended."""

from enum import Enum, auto
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout

from domain.errors import KizashiError, StoppedError
from domain.outcome import Code
from domain.screening import Counts
from gui import run_words, words
from gui.core import Core
from gui.device_line import DeviceLine
from gui.elided import Elided
from gui.marks import Marks
from gui.notice import Notice
from gui.pace import Pace
from gui.scrolled import Scrolled
from gui.standing import Standing
from gui.tiles import Tiles
from gui.widget import Widget, button, label
from screening.events import Finished, Imported, Screened, Started

REPAINT_MS = 100
"""The numbers change at most this often, however fast texts come in."""


class Phase(Enum):
    """Where the run is."""

    LOADING = auto()
    READING = auto()
    SCREENING = auto()
    PAUSED = auto()
    STOPPING = auto()
    STOPPED = auto()
    DONE = auto()
    DONE_BEFORE = auto()
    FAILED = auto()


GOING = {Phase.LOADING, Phase.READING, Phase.SCREENING, Phase.PAUSED, Phase.STOPPING}
CAN_PAUSE = {Phase.READING, Phase.SCREENING, Phase.PAUSED}
COUNTING = {Phase.LOADING, Phase.READING, Phase.SCREENING}
UNFINISHED = {Phase.STOPPED, Phase.FAILED}
FINISHED = {Phase.DONE, Phase.DONE_BEFORE}


class RunView(Widget):
    """Progress, rate, time left and counts; Pause and Stop while it runs, the next steps afterwards."""

    def __init__(self, core: Core, marks: Marks) -> None:
        super().__init__()
        self._subject = Elided("muted")
        self._heading = label("title")
        self._detail = label("muted", wrap=True)
        self._problem, self._standing, self.device = Notice("problem"), Standing(core), DeviceLine()
        self._anew = Notice("note")
        self._bar = QProgressBar(textVisible=False)
        self._tiles = Tiles(marks, choosable=False)
        self.pause, self.stop, self.again, self.results = (button() for _ in range(4))
        self.go_on, self.review = button("primary"), button("primary")
        self.another = button("quiet")
        self._repaint = QTimer(self, singleShot=True, interval=REPAINT_MS)
        self._repaint.timeout.connect(self._retranslate)
        self._lay_out()
        self.begin("")

    @property
    def counts(self) -> Counts:
        """How many texts have which outcome so far."""
        return self._counts

    def begin(self, subject: str) -> None:
        """Get ready for a run of `subject`: the file, the protocol and the model in one line."""
        self._subject.setText(subject)
        self.phase = Phase.LOADING
        self._pace = Pace()
        self._rows_read, self._screened_now, self._seconds = 0, 0, 0.0
        self._counts, self._behind = Counts(rows=0), 0
        self._problem.say("")
        self._anew.say("")
        self._standing.clear()
        self.device.clear()
        self._retranslate()

    def take_keyboard(self) -> None:
        """Put the keyboard on what can be done with the run."""
        offered = (self.pause, self.stop, self.go_on, self.review)
        next(made for made in offered if not made.isHidden()).setFocus()

    def show_waiting(self, files: int) -> None:
        """Say how many files wait behind this one."""
        if files != self._behind:
            self._behind = files
            self._retranslate()

    def imported(self, event: Imported) -> None:
        """Show how far reading has come."""
        self.phase = Phase.READING if self.phase is Phase.LOADING else self.phase
        self._rows_read = event.rows
        self._soon()

    def begun(self, event: Started) -> None:
        """Show what the run already has."""
        self.phase = self.phase if self.phase in (Phase.STOPPING, Phase.PAUSED) else Phase.SCREENING
        self._counts = event.counts
        self._anew.keep_saying(partial(run_words.anew, event.anew))
        self._standing.show_run(event.passport, unvalidated=False)
        self.device.show_run(event.passport)
        self._pace.tick(0.0)
        self._soon()

    def screened(self, event: Screened) -> None:
        """Count one more text."""
        self._counts = event.counts
        self._screened_now += 1
        self._pace.tick(event.seconds)
        if event.screening.code is Code.UNVALIDATED:
            self._standing.show_unvalidated(unvalidated=True)
        self._soon()

    def paused(self, *, paused: bool) -> None:
        """Show that the run waits, or goes on again."""
        if self.phase in CAN_PAUSE:
            going = Phase.SCREENING if self._counts.rows else Phase.READING
            self.phase = Phase.PAUSED if paused else going
            self._retranslate()

    def stopping(self) -> None:
        """Show that Stop was heard; the keyboard does not pass on to what stands beside it, which a second Enter would press."""
        if self.stop.hasFocus():
            self.setFocus()
        self.phase = Phase.STOPPING
        self._retranslate()

    def ended(self, event: Finished) -> None:
        """Show how it ended."""
        finished = Phase.DONE if self._screened_now else Phase.DONE_BEFORE
        self.phase = Phase.STOPPED if event.stopped else finished
        self._counts, self._seconds = event.counts, event.seconds
        self._show_end()

    def failed(self, error: KizashiError) -> None:
        """Show what went wrong; a stop that came before the run had begun is no failure."""
        self.phase = Phase.STOPPED if isinstance(error, StoppedError) else Phase.FAILED
        if self.phase is Phase.FAILED:
            self._problem.fail(error)
        self._show_end()

    def _show_end(self) -> None:
        """Write the end and put the keyboard where one would go on."""
        self._retranslate()
        if self.isVisible():
            (self.go_on if self.phase in UNFINISHED else self.review).setFocus()

    def _retranslate(self) -> None:
        self._heading.setText(self._headline())
        said = filter(None, [self._explanation(), self._rest()])
        self._detail.setText(" · ".join(said) if self.phase in COUNTING else words.told(said))
        self._tiles.show_counts(self._counts)
        self._bar.setRange(0, self._counts.rows)  # without an end while nobody knows it yet
        self._bar.setVisible(self.phase in GOING or self._counts.rows > 0)
        self._bar.setValue(self._counts.done)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._write_buttons()

    def _headline(self) -> str:
        return {
            Phase.LOADING: self.tr("Getting ready"),
            Phase.READING: self.tr("Reading the file"),
            Phase.SCREENING: self.tr("Screening"),
            Phase.PAUSED: self.tr("Paused"),
            Phase.STOPPING: self.tr("Stopping…"),
            Phase.STOPPED: self.tr("Stopped"),
            Phase.DONE: self.tr("Done"),
            Phase.DONE_BEFORE: self.tr("Already screened"),
            Phase.FAILED: self.tr("The run has stopped"),
        }[self.phase]

    def _explanation(self) -> str:
        rows, done = words.number(self._counts.rows), words.number(self._counts.done)
        if self.phase in UNFINISHED:
            kept = self.tr("{0} of {1} texts are done and kept. The others wait until you go on.").format(done, rows)
            return kept if self._counts.rows else self.tr("No text was screened yet.")
        if self.phase is Phase.SCREENING:
            return " · ".join([self.tr("{0} of {1} texts").format(done, rows), *self._speed()])
        taken = words.duration(self._seconds)
        return {
            Phase.LOADING: self.tr("Checking the model's files and loading it"),
            Phase.PAUSED: self.tr(
                "{0} of {1} texts are done and kept. The others wait, and the processor is free. Continue goes on at once."
            ).format(done, rows),
            Phase.STOPPING: self.tr("What is done is kept."),
            Phase.READING: self.tr("Rows read: {0}").format(words.number(self._rows_read)),
            Phase.DONE: self.tr("{0} of {1} texts in {2}. Each has its outcome.").format(done, rows, taken),
            Phase.DONE_BEFORE: self.tr(
                "These texts were screened before with this protocol and model. Nothing was left to do."
            ),
        }[self.phase]

    def _rest(self) -> str:
        """Say what happens to the files behind this one."""
        if not self._behind:
            return ""
        if self.phase in UNFINISHED:
            return self.tr("Files that wait too: {0}").format(words.number(self._behind))
        return self.tr("Files after this one: {0}").format(words.number(self._behind)) if self.phase in GOING else ""

    def _speed(self) -> list[str]:
        left = self._pace.seconds_left(self._counts.rows - self._counts.done)
        if self._pace.rate is None or left is None:
            return [self.tr("starting the model")]
        return [
            self.tr("{0} texts per second").format(f"{self._pace.rate:.1f}"),
            self.tr("about {0} left").format(words.duration(left)),
        ]

    def _write_buttons(self) -> None:
        has_results = FINISHED | UNFINISHED if self._counts.rows else set[Phase]()
        texts = {
            self.pause: (self.tr("Continue") if self.phase is Phase.PAUSED else self.tr("Pause"), CAN_PAUSE),
            self.stop: (self.tr("Stop"), GOING),
            self.go_on: (self.tr("Go on"), UNFINISHED),
            self.review: (self.tr("Review the cases"), FINISHED),
            self.results: (self.tr("See the results"), has_results),
            self.again: (self.tr("Screen again"), {Phase.DONE_BEFORE}),
            self.another: (self.tr("Screen another file"), set(Phase)),
        }
        for made, (text, phases) in texts.items():
            made.setText(text)
            made.setVisible(self.phase in phases)
        self.stop.setEnabled(self.phase is not Phase.STOPPING)

    def _soon(self) -> None:
        if not self._repaint.isActive():
            self._repaint.start()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        for made in (self.pause, self.stop, self.go_on, self.review, self.results, self.again, self.another):
            buttons.addWidget(made)
        buttons.addStretch()
        inside = Widget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self._subject)
        column.addWidget(self._heading)
        column.addWidget(self._problem)
        column.addWidget(self._detail)
        column.addWidget(self._bar)
        column.addLayout(buttons)  # above what may have to be scrolled to in a low window
        column.addSpacing(6)
        column.addWidget(self._tiles)
        column.addWidget(self._anew)
        column.addWidget(self._standing)
        column.addWidget(self.device)
        column.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scrolled(inside))
