"""The pages, and the help beside them; where a page would be squeezed, the help takes its place until it is closed."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from gui.help_panel import HelpPanel
from gui.pages import Pages
from gui.style import TEXT_PIXELS
from gui.widget import Widget

WIDTH = 380
"""Pixels of the help beside a page."""
LEAST = 435
"""Pixels that a page needs beside it with words of the usual size, and as many more as words are larger."""


class PagesAndHelp(Widget):
    """Opens and closes the help. A page that is opened while the help stands in its place is wanted: the help goes."""

    def __init__(self, pages: Pages, help_panel: HelpPanel) -> None:
        super().__init__()
        self._pages, self._help = pages, help_panel
        self._before: QWidget | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(pages, 1)
        row.addWidget(help_panel)
        help_panel.hide()
        help_panel.closed.connect(self.toggle)
        pages.opened.connect(lambda _page: self._make_way())

    def toggle(self) -> None:
        """Open the help and read it by keyboard, or close it and go on where the keyboard was on the page."""
        opens = self._help.isHidden()
        if opens:
            self._before = QApplication.focusWidget()
        self._help.setVisible(opens)
        self._share_room()
        (self._help.view if opens else self._place_before()).setFocus()

    def _place_before(self) -> QWidget:
        """Return where the keyboard was on the page; where that is out of sight, the page: its keys work only there."""
        page, before = self._pages.currentWidget() or self._pages, self._before
        return before if before in page.findChildren(QWidget) and before.isVisible() else page

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new room."""
        super().resizeEvent(event)
        self._share_room()

    def _make_way(self) -> None:
        if self._pages.isHidden():
            self._help.hide()
            self._share_room()

    def _share_room(self) -> None:
        width = max(WIDTH, self._help.minimumSizeHint().width())
        beside = self.width() - width >= LEAST * QApplication.font().pixelSize() / TEXT_PIXELS
        self._help.setMinimumWidth(width)
        self._help.setMaximumWidth(width if beside else max(width, self.width()))
        self._pages.setVisible(beside or self._help.isHidden())

    def _retranslate(self) -> None:
        self._share_room()
