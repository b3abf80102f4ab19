"""Waiting for a window as a person does, and watching its event loop meanwhile."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

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


@contextmanager
def gaps() -> Iterator[list[float]]:
    """Collect for how many milliseconds the loop kept a timer waiting, each time that it beat."""
    beat, found = QTimer(interval=BEAT_MS), [0.0]
    beat.setTimerType(Qt.TimerType.PreciseTimer)
    last = time.perf_counter()

    def note() -> None:
        nonlocal last
        now = time.perf_counter()
        found.append(max(0.0, (now - last) * 1000 - BEAT_MS))
        last = now

    beat.timeout.connect(note)
    beat.start()
    try:
        yield found
    finally:
        beat.stop()
