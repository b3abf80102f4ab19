"""Files that are dragged over a widget and dropped on it."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget


class Drops(QObject):
    """Lights a widget up while it would take what is over it; `dropped` hands on the paths.

    `suffix`: the ending of the local files that are welcome, "" where all are.
    """

    dropped = Signal(list)

    def __init__(self, on: QWidget, suffix: str = "") -> None:
        super().__init__(on)
        self._on, self._suffix = on, suffix
        on.setAcceptDrops(True)
        on.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Welcome what enters, go back to rest when it leaves, and hand on what is dropped."""
        if isinstance(event, QDragEnterEvent):
            self._light(over=bool(self._welcome(event)))
            return True
        if event.type() is QEvent.Type.DragLeave:
            self._light(over=False)
        elif event.type() is QEvent.Type.Drop and isinstance(event, QDropEvent):
            self._light(over=False)
            if paths := self._welcome(event):
                self.dropped.emit(paths)
            return True
        return super().eventFilter(watched, event)

    def _welcome(self, event: QDropEvent) -> list[Path]:
        """Accept what holds welcome files, and return them."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        welcome = [path for path in paths if path.suffix == self._suffix or not self._suffix]
        if welcome:
            event.acceptProposedAction()
        return welcome

    def _light(self, *, over: bool) -> None:
        self._on.setProperty("over", over)
        self._on.style().unpolish(self._on)
        self._on.style().polish(self._on)
