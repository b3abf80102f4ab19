"""Waiting for a window as a person does, and watching its event loop meanwhile."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer

from domain.errors import KizashiError

BEAT_MS = 2
PATIENCE = 60.0
"""Seconds after which something that should come is said to hang."""
REST_MS = 300


def until(came: Callable[[], bool]) -> float:
    """Let the loop run until something has come; return the milliseconds. Raises KizashiError when it doesn't come.

    It looks every few milliseconds and rests between: a loop that never slept would take a core from what it waits for.
    """
    begun = time.perf_counter()
    loop, look = QEventLoop(), QTimer(interval=BEAT_MS)
    look.setTimerType(Qt.TimerType.PreciseTimer)
    look.timeout.connect(lambda: loop.quit() if came() or time.perf_counter() - begun > PATIENCE else None)
    look.start()
    loop.exec()
    if not came():
        raise KizashiError(f"The window did not answer within {PATIENCE:.0f} s.")
    return (time.perf_counter() - begun) * 1000


def wait(milliseconds: int) -> None:
    """Let the loop run for so long."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


@dataclass(frozen=True, slots=True)
class Gap:
    """For how long the loop kept a timer waiting, and how much of it the system kept the loop waiting for a core."""

    milliseconds: float
    for_a_core: float = 0.0

    @property
    def own(self) -> float:
        """What the program itself took: this is left when nobody else wants the machine."""
        return max(0.0, self.milliseconds - self.for_a_core)


@contextmanager
def gaps() -> Iterator[list[Gap]]:
    """Collect the loop's gaps, one each time that a timer beats."""
    beat, found, core = QTimer(interval=BEAT_MS), [Gap(0.0)], _Core()
    beat.setTimerType(Qt.TimerType.PreciseTimer)
    last, waited = time.perf_counter(), core.waited()

    def note() -> None:
        nonlocal last, waited
        now, waits = time.perf_counter(), core.waited()
        found.append(Gap(max(0.0, (now - last) * 1000 - BEAT_MS), waits - waited))
        last, waited = now, waits

    beat.timeout.connect(note)
    beat.start()
    try:
        yield found
    finally:
        beat.stop()
        core.close()


class _Core:
    """What Linux says of the thread that asks: for how many milliseconds it was ready to go on and no core was free."""

    def __init__(self) -> None:
        path = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        self._file = path.open("rb", buffering=0) if path.is_file() else None

    def waited(self) -> float:
        """Return it, 0 on other systems."""
        if self._file is None:
            return 0.0
        self._file.seek(0)
        return int(self._file.read().split()[1]) / 1e6

    def close(self) -> None:
        """Ask no more."""
        if self._file:
            self._file.close()
