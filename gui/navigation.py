"""The strip at the left: the pages, the cases left, the language, and what Kizashi is not."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QButtonGroup, QMenu, QPushButton, QVBoxLayout

from domain.actor import Actor, Right
from gui import words
from gui.language import Language
from gui.language_button import LanguageButton
from gui.scrolled import Scrolled
from gui.widget import Widget, button, label

WIDTH, MARGIN, BAR = 204, 14, 12
"""Pixels: of the strip, beside its buttons, and of a scroll bar, which large words need in a low window."""
SCREEN, RESULTS, REVIEW, PEOPLE, ABOUT, QUALITY, SETTINGS, MODELS, PROTOCOLS, RECORD = range(10)
KEYS = {ABOUT: "Ctrl+8", QUALITY: "Ctrl+5", SETTINGS: "Ctrl+,", PROTOCOLS: "Ctrl+6", MODELS: "Ctrl+7", RECORD: "Ctrl+9"}
RIGHTS = {MODELS: Right.MANAGE_MODELS, PEOPLE: Right.MANAGE_USERS, RECORD: Right.READ_AUDIT}
"""What it takes to open a page that not everybody may."""


class Navigation(Widget):
    """A button for each page that the person may open (Ctrl+1 to Ctrl+9, Ctrl+comma), help (F1), who it is, and the language menu.

    `signed_in`: whether the person came in by a passphrase, which they can change, and can leave again.
    """

    chosen = Signal(int)
    passphrase_wanted = Signal()
    sign_out_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, language: Language, actor: Actor, *, signed_in: bool) -> None:
        super().__init__("navigation")
        self._actor = actor
        self._cases = 0
        self._group = QButtonGroup(self)
        self._wordmark = label("wordmark")
        self._wordmark.setText("Kizashi 兆し")
        self._promise = label("small", wrap=True)
        self.help = button("page")
        self.help.clicked.connect(self.help_wanted)
        self.account, menu = button("quiet"), QMenu(self)
        self._change, self._leave = menu.addAction(""), menu.addAction("")
        self._change.triggered.connect(self.passphrase_wanted)
        self._leave.triggered.connect(self.sign_out_wanted)
        self.account.setMenu(menu)
        self.account.setVisible(signed_in)
        inside = Widget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(MARGIN, 24, MARGIN, 16)
        column.setSpacing(4)
        column.addWidget(self._wordmark)
        column.addSpacing(18)
        granted = [page for page, right in RIGHTS.items() if actor.may(right)]
        for page in (SCREEN, RESULTS, REVIEW, QUALITY, PROTOCOLS, *granted):
            column.addWidget(self._page_button(page))
        column.addStretch()
        column.addWidget(self._promise)
        column.addSpacing(8)
        for page in (SETTINGS, ABOUT):
            column.addWidget(self._page_button(page))
        column.addWidget(self.help)
        column.addWidget(self.account)
        column.addWidget(LanguageButton(language))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scrolled(inside))
        self._group.idClicked.connect(self.chosen)
        self._retranslate()

    @property
    def places(self) -> list[int]:
        """The pages that the person may open."""
        return [self._group.id(made) for made in self._group.buttons()]

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
        names = {
            SCREEN: self.tr("Screen"),
            RESULTS: self.tr("Results"),
            REVIEW: self.tr("Review") + cases,
            PEOPLE: self.tr("People"),
            ABOUT: self.tr("About"),
            QUALITY: self.tr("Quality"),
            SETTINGS: self.tr("Settings"),
            MODELS: self.tr("Models"),
            PROTOCOLS: self.tr("Protocols"),
            RECORD: self.tr("Record"),
        }
        for made in self._group.buttons():
            page = self._group.id(made)
            made.setText(names[page])
            made.setShortcut(QKeySequence(KEYS.get(page, f"Ctrl+{page + 1}")))
        self.help.setText(self.tr("Help"))
        self.help.setShortcut(QKeySequence.StandardKey.HelpContents)
        self._promise.setText(self.tr("A triage aid, never a diagnosis: a person decides every severe case."))
        self.account.setAccessibleName(self.tr("Signed in as {0}").format(self._actor.name))
        self._change.setText(self.tr("Change passphrase…"))
        self._leave.setText(self.tr("Sign out"))
        widest = max(made.sizeHint().width() for made in (self._wordmark, *self._group.buttons()))
        self.setFixedWidth(max(WIDTH, widest + 2 * MARGIN + BAR))
        self._write_name(self.width() - 2 * MARGIN - BAR)

    def _write_name(self, room: int) -> None:
        """Write whose window it is in so many pixels; what of a long name has no place there is in its tip."""
        name, letters = self._actor.name, self.account.fontMetrics()
        self.account.setText(name)
        edges = self.account.sizeHint().width() - letters.horizontalAdvance(name)
        self.account.setText(letters.elidedText(name, Qt.TextElideMode.ElideRight, room - edges))
        self.account.setToolTip(name)
