"""The lock: after some minutes without a key or a click the window is blank, and a run goes on behind it."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

MINUTES = 10
"""How long a window stays readable that nobody touches."""

TOUCHES = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}


class Idle(QObject):
    """Tells when nobody has touched the program for some minutes; every touch begins them anew.

    It watches the windows that have had the keyboard, where the system's touches arrive. Watching the application would
    ask Python about every event of every widget, each time after a wait for the threads of a run.
    """

    passed = Signal()

    def __init__(self, parent: QObject, minutes: float = MINUTES) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True, interval=round(minutes * 60_000))
        self._timer.timeout.connect(self.passed)
        self._timer.start()
        self._application = QGuiApplication.instance()
        if isinstance(self._application, QGuiApplication):
            self._watching = self._application.focusWindowChanged.connect(self._watch)
            self._watch(self._application.focusWindow())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin anew at a touch; what was touched gets it all the same."""
        if event.type() in TOUCHES:
            self._timer.start()
        return super().eventFilter(watched, event)

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()
        if isinstance(self._application, QGuiApplication):
            QObject.disconnect(self._watching)
            for window in self._application.allWindows():
                window.removeEventFilter(self)

    def _watch(self, window: QWindow | None) -> None:
        if window:
            window.installEventFilter(self)
