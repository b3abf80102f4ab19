"""The review page's shortcuts: they work wherever the keyboard is on the page, except while somebody writes."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from gui.keys import Act, Keys
from gui.widget import Widget


class CaseKeys:
    """One shortcut for each act and severity; which key that is can change."""

    def __init__(self, page: Widget, acts: Mapping[Act, Callable[[], object]], choose: Callable[[int], None]) -> None:
        self._acts = {act: self._shortcut(page, do) for act, do in acts.items()}
        self._levels = [self._shortcut(page, partial(choose, place)) for place in range(9)]

    def take_keys(self, keys: Keys) -> None:
        """Listen to other keys."""
        for act, shortcut in self._acts.items():
            shortcut.setKey(QKeySequence(keys.of(act)))
        for place, shortcut in enumerate(self._levels):
            shortcut.setKey(QKeySequence(keys.level(place)))

    @staticmethod
    def _shortcut(page: Widget, do: Callable[[], object]) -> QShortcut:
        shortcut = QShortcut(QKeySequence(), page, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(do)
        return shortcut
