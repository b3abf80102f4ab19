"""What Python does by itself that would keep the window's loop waiting, done at better moments.

Python collects its garbage wherever it happens to allocate: a whole collection on a run's thread stopped every thread for
tens of milliseconds. So the automatic one is off, what the start has made is left out for good, and the loop collects
between two events. And a thread that computes keeps Python's lock for 5 ms when the loop asks for it, times the threads
that do: here it gives the lock away sooner.
"""

import gc
import sys

from PySide6.QtCore import QObject, QTimer, Signal

SWITCH_SECONDS = 0.0003
EVERY_MS = 1000
WHOLE = 30
"""One beat in so many looks at everything that came since the start; those between look at what is young."""


class Responsive(QObject):
    """Holds from its making until `leave`, which gives Python its own ways back."""

    collected = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._switched = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH_SECONDS)
        gc.disable()
        self._beats = 0
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def leave(self) -> None:
        """Let Python collect and switch by itself again."""
        self._timer.stop()
        sys.setswitchinterval(self._switched)
        gc.unfreeze()
        gc.enable()

    def _collect(self) -> None:
        self._beats += 1
        if self._beats == 1:
            gc.freeze()
        gc.collect(2 if self._beats % WHOLE == 0 else 1)
        self.collected.emit()
