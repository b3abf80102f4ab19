"""Help beside every page: what can be done on it, the guides, and once more what Kizashi is. Nothing is fetched."""

from pathlib import Path

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from gui import help_texts
from gui.elided import Choice
from gui.help_view import HelpView
from gui.widget import Widget, button, label

GUIDE = Path(__file__).parents[1] / "docs" / "guide"
READERS = ("counselor", "specialist", "administrator")


class HelpPanel(Widget):
    """Shows the help of the page that is open; `welcome_wanted` asks for the pages that were accepted at the first start."""

    closed = Signal()
    welcome_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("card")
        self._name = ""
        self._title = label("heading")
        self.view = HelpView()
        self.contents = Choice(sizeAdjustPolicy=Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.welcome, self.close_button = button(), button("quiet")
        for item in ("", *READERS):
            self.contents.addItem("", item)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.closed)
        self.contents.activated.connect(self._open)
        self.welcome.clicked.connect(self.welcome_wanted)
        self.close_button.clicked.connect(self.closed)
        self._lay_out()
        self._retranslate()

    def show_help(self, name: str) -> None:
        """Show the help of a page, and follow when another page is opened."""
        self._name = name
        self.contents.setCurrentIndex(0)
        self._open()

    def _open(self) -> None:
        """Open the page's help, or the guide that was chosen."""
        reader = self.contents.currentData()
        if reader:
            language = "ja" if QLocale().name().startswith("ja") else "en"
            self.view.open(GUIDE / language / f"{reader}.md")
        elif self._name:
            self.view.open(help_texts.path(self._name))

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Help"))
        self.view.setAccessibleName(self.tr("Help"))
        self.contents.setAccessibleName(self.tr("What to read"))
        names = (
            self.tr("This page"),
            self.tr("Guide for counselors and field staff"),
            self.tr("Guide for specialists and supervisors"),
            self.tr("Guide for administrators"),
        )
        for place, name in enumerate(names):
            self.contents.setItemText(place, name)
        self.welcome.setText(self.tr("What Kizashi is, and is not"))
        self.close_button.setText(self.tr("Close"))
        self._open()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(10)
        column.addLayout(head)
        for shown in (self.contents, self.view, self.welcome):
            column.addWidget(shown)
