"""The menu that changes the language of the window."""

from PySide6.QtWidgets import QHBoxLayout, QMenu

from gui.language import LANGUAGES, Language
from gui.widget import Widget, button


class LanguageButton(Widget):
    """Shows the language and offers the others."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self.button = button("quiet")
        menu = QMenu(self)
        for code, name in LANGUAGES.items():
            action = menu.addAction(name)
            action.triggered.connect(lambda _checked=False, code=code: language.choose(code))
        self.button.setMenu(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        self._retranslate()

    def _retranslate(self) -> None:
        self.button.setText(LANGUAGES[self._language.chosen])
        self.button.setAccessibleName(self.tr("Language"))
