"""The strip at the left: the pages, the cases left, the language, and what Kizashi is not."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QButtonGroup, QMenu, QPushButton, QVBoxLayout

from gui import words
from gui.language import LANGUAGES, Language
from gui.widget import Widget, button, label

WIDTH = 204
SCREEN, RESULTS, REVIEW = range(3)


class Navigation(Widget):
    """Three page buttons (Ctrl+1 to Ctrl+3) and the language menu."""

    chosen = Signal(int)

    def __init__(self, language: Language) -> None:
        super().__init__("navigation")
        self.setFixedWidth(WIDTH)
        self._language = language
        self._cases = 0
        self._group = QButtonGroup(self)
        wordmark = label("wordmark")
        wordmark.setText("Kizashi 兆し")
        self._promise = label("small", wrap=True)
        self.language = button("quiet")
        self._menu = QMenu(self)
        for code, name in LANGUAGES.items():
            action = self._menu.addAction(name)
            action.triggered.connect(lambda _checked=False, code=code: language.choose(code))
        self.language.setMenu(self._menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 24, 14, 16)
        column.setSpacing(4)
        column.addWidget(wordmark)
        column.addSpacing(18)
        for page in (SCREEN, RESULTS, REVIEW):
            column.addWidget(self._page_button(page))
        column.addStretch()
        column.addWidget(self._promise)
        column.addSpacing(8)
        column.addWidget(self.language)
        self._group.idClicked.connect(self.chosen)
        self._retranslate()

    def show_page(self, page: int) -> None:
        """Mark the page that is open."""
        self._group.button(page).setChecked(True)

    def show_cases(self, cases: int) -> None:
        """Show how many cases wait for a person."""
        self._cases = cases
        self._retranslate()

    def _page_button(self, page: int) -> QPushButton:
        made = button("page")
        made.setCheckable(True)
        self._group.addButton(made, page)
        return made

    def _retranslate(self) -> None:
        cases = f"  ({words.number(self._cases)})" if self._cases else ""
        names = (self.tr("Screen"), self.tr("Results"), self.tr("Review") + cases)
        for page, name in enumerate(names):
            made = self._group.button(page)
            made.setText(name)
            made.setShortcut(QKeySequence(f"Ctrl+{page + 1}"))
        self._promise.setText(self.tr("A triage aid, never a diagnosis: a person decides every severe case."))
        self.language.setText(LANGUAGES[self._language.chosen])
        self.language.setAccessibleName(self.tr("Language"))
