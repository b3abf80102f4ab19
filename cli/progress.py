"""A run's progress on standard error, and only to a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from cli.terminal import PROGRESS
from domain.screening import Counts
from screening.events import Event, Imported, Screened, Started


class RateColumn(ProgressColumn):
    """Texts per second over the last moments."""

    def render(self, task: Task) -> Text:
        """Return the rate, once there is one."""
        return Text(f"{task.speed:.1f} texts/s" if task.speed else "")


class Watch:
    """Shows a run's events as they come."""

    def __init__(self) -> None:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            RateColumn(),
            TimeRemainingColumn(),
        )
        self._bar = Progress(*columns, console=PROGRESS, transient=True, disable=not PROGRESS.is_terminal)
        self._task = self._bar.add_task("Opening the model", total=None)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def show(self, event: Event) -> None:
        """Show one event."""
        match event:
            case Imported():
                self._bar.update(self._task, description="Reading", completed=event.rows)
            case Started():
                if event.anew:
                    self._bar.console.print(str(event.anew), soft_wrap=True)
                self._bar.reset(self._task, total=event.counts.rows, completed=event.counts.done)
                self._bar.update(self._task, description=_words(event.counts))
            case Screened():
                self._bar.update(self._task, description=_words(event.counts), completed=event.counts.done)
            case _:
                pass


@contextmanager
def steps() -> Iterator[Callable[[str, float], None]]:
    """Give what shows a step and the share of it that is done, on a terminal alone, from the first step on."""
    columns = TextColumn("{task.description}"), BarColumn(), TaskProgressColumn()
    bar = Progress(*columns, console=PROGRESS, transient=True, disable=not PROGRESS.is_terminal)
    task = bar.add_task("Looking at the model", total=1.0)

    def show(step: str, share: float) -> None:
        bar.start()
        bar.update(task, description=step, completed=share)

    try:
        yield show
    finally:
        bar.stop()


def _words(counts: Counts) -> str:
    return f"{counts.flagged} flagged, {counts.unsure} unsure, {counts.clear} not flagged, {counts.not_screened} not screened"
