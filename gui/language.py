"""The language of the window: Japanese through Qt Linguist's files, English as it stands in the source."""

import logging
from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, QLibraryInfo, QLocale, QSettings, QTranslator
from PySide6.QtWidgets import QApplication

log = logging.getLogger(__name__)

LANGUAGES = {"en": "English", "ja": "日本語"}
TRANSLATIONS = Path(__file__).parent / "translations"
SETTING = "language"

LACKING = (
    QT_TRANSLATE_NOOP("QFileDialog", "&Look in:"),
    QT_TRANSLATE_NOOP("QFileDialog", "Files of &type:"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Folder"),
)
"""What Qt's own Japanese leaves in English, in the dialog that it shows where the system has none for files."""


class Language:
    """Switches the whole application, open windows included, and remembers the choice.

    `usual` is the language until somebody chooses one; "" is the system's, or English.
    """

    def __init__(
        self, app: QApplication, settings: QSettings, translations: Path = TRANSLATIONS, usual: str = ""
    ) -> None:
        self._app, self._settings, self._translations = app, settings, translations
        self._translators: list[QTranslator] = []
        system = QLocale.system().name().partition("_")[0]
        self.chosen = str(settings.value(SETTING, usual or (system if system in LANGUAGES else "en")))
        self._apply()

    def choose(self, code: str) -> None:
        """Change to another language, now and for the next start."""
        self.chosen = code
        self._settings.setValue(SETTING, code)
        self._apply()

    def _apply(self) -> None:
        """Set numbers and dates first, so that what is written anew at a translator's coming is written right."""
        QLocale.setDefault(QLocale(self.chosen))
        for translator in self._translators:
            self._app.removeTranslator(translator)
        qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        files = (
            []
            if self.chosen == "en"
            else [qt / f"qtbase_{self.chosen}.qm", self._translations / f"kizashi_{self.chosen}.qm"]
        )
        self._translators = [self._loaded(file) for file in files]
        for translator in self._translators:
            self._app.installTranslator(translator)

    def _loaded(self, file: Path) -> QTranslator:
        translator = QTranslator()
        if not translator.load(str(file)):
            log.warning("the translation %s is missing: run make", file.name)
        return translator
