"""The Settings page: what a person sets for their own desk, and what a supervisor sets for everybody."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout

from domain.actor import Right
from domain.site import Crisis
from gui.card import Card
from gui.core import Core
from gui.crisis_form import CrisisForm
from gui.desk_card import DeskCard
from gui.keys_card import KeysCard
from gui.notice import Notice
from gui.site_card import SiteCard
from gui.store_card import StoreCard
from gui.times_card import TimesCard
from gui.widget import Widget, label
from review import site

WIDTH = 732
ROOM = 55
"""The width in letters from which on a name stands beside its control; below it, such as beside the help, above it."""


class SettingsPage(Widget):
    """Cards below one another; the site's words for an emergency have a page of their own behind a button."""

    rekey_wanted = Signal()

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self._title, self._problem = label("title"), Notice("problem")
        self.desk, self.keys = DeskCard(core.preferences), KeysCard(core.preferences)
        self.site, self.times, self.crisis = SiteCard(core), TimesCard(core), CrisisForm(core)
        self.store = StoreCard(core, core.way_in) if core.way_in and core.actor.may(Right.VERIFY) else None
        of_store = [self.store] if self.store else []
        self._cards: list[Card] = [self.desk, *of_store, self.keys, self.site, self.times]
        self._area = QScrollArea(widgetResizable=True)
        self._pages = QStackedWidget()
        self._lay_out()
        if self.store:
            self.store.rekey_wanted.connect(self.rekey_wanted)
        self.site.words_wanted.connect(self.ask_words)
        for end in (self.crisis.saved, self.crisis.later):
            end.connect(self._back)
        self._retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what the site has set."""
        super().showEvent(event)
        self._back()
        self.desk.scheme.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new room."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        stacked = self.width() < ROOM * self.fontMetrics().horizontalAdvance("0")
        for card in self._cards:
            card.stack(stacked=stacked)

    def ask_words(self) -> None:
        """Open the form for the words in an emergency."""
        self._core.desk.ask(site.crisis_text, self._show_words, self._problem.fail)

    def _show_words(self, crisis: Crisis) -> None:
        self._pages.setCurrentWidget(self.crisis)
        self.crisis.fill(crisis)

    def _back(self) -> None:
        self._pages.setCurrentWidget(self._area)
        if self._core.actor.may(Right.SET_SITE):
            self.site.refresh()
            self.times.refresh()
        if self.store:
            self.store.refresh()

    def _retranslate(self) -> None:
        self._share_room()
        self._title.setText(self.tr("Settings"))
        self._area.setAccessibleName(self.tr("Settings"))

    def _lay_out(self) -> None:
        cards = Widget()
        # Of what holds them: words that wrap in a narrower card would have too little height.
        cards.setMaximumWidth(WIDTH)
        column = QVBoxLayout(cards)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(14)
        column.addWidget(self._title)
        column.addWidget(self._problem)
        may = self._core.actor.may(Right.SET_SITE)
        for card in self._cards:
            column.addWidget(card)
        for card in (self.site, self.times):
            card.setVisible(may)
        column.addStretch()
        self._area.setWidget(cards)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._pages.addWidget(self._area)
        self._pages.addWidget(self.crisis)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(32, 26, 20, 16)
        outer.addWidget(self._pages)
