"""The colours and the size of words of the whole window, as the person at it has chosen."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication

from gui import style
from gui.marks import Marks
from gui.palette import DARK, LIGHT, Palette
from gui.preferences import Preferences, Scheme


class Appearance:
    """Dresses the application now, and anew whenever the choice or the system's own scheme changes."""

    def __init__(self, app: QApplication, preferences: Preferences) -> None:
        self._app, self._preferences = app, preferences
        self._worn: tuple[Palette, int] | None = None
        self.marks = Marks(LIGHT)
        self.apply()
        preferences.changed.connect(self.apply)
        app.styleHints().colorSchemeChanged.connect(self.apply)

    def apply(self) -> None:
        """Dress the application, unless it is dressed so already."""
        palette = self._palette()
        if self._worn == (palette, self._preferences.percent):
            return
        self._worn = palette, self._preferences.percent
        self.marks.dress(palette)
        style.apply(self._app, *self._worn)
        # What is drawn is drawn anew at the same sign as what is written.
        QCoreApplication.sendEvent(self._app, QEvent(QEvent.Type.LanguageChange))

    def _palette(self) -> Palette:
        chosen = self._preferences.scheme
        if chosen is Scheme.SYSTEM:
            dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
            return DARK if dark else LIGHT
        return DARK if chosen is Scheme.DARK else LIGHT
