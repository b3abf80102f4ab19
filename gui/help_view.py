"""A page of help: Markdown with pictures that never grow wider than the view, and links that stay on this machine."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QImage, QResizeEvent, QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser

_SMOOTH = Qt.TransformationMode.SmoothTransformation
GAP, INDENT = 10, 20
"""Room between paragraphs and before a list, in pixels."""
LINE = 120
"""Height of a line in percent of its letters'."""


class HelpView(QTextBrowser):
    """Opens local pages; a link to anywhere else is not followed."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.anchorClicked.connect(self._follow)
        self._page = Path()
        # A page that is read anew while Qt still lays the old one out keeps a piece of it: its first lines become headings.
        self._refit = QTimer(self, singleShot=True, interval=0)
        self._refit.timeout.connect(self._fit)

    def open(self, page: Path) -> None:
        """Show a page from its beginning."""
        self._page = page
        self.setSearchPaths([str(page.parent)])
        self.setMarkdown(page.read_text(encoding="utf-8"))
        self._space()
        self.verticalScrollBar().setValue(0)

    def _space(self) -> None:
        """Give paragraphs and headings the room that Markdown leaves to whoever shows it."""
        self.document().setIndentWidth(INDENT)
        cursor = QTextCursor(self.document())
        for place in range(self.document().blockCount()):
            block = self.document().findBlockByNumber(place)
            cursor.setPosition(block.position())
            form, level = block.blockFormat(), block.blockFormat().headingLevel()
            form.setTopMargin(GAP * 2 if level > 1 else 0)
            form.setBottomMargin(GAP // 2 if block.textList() else GAP)
            form.setLineHeight(LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            cursor.setBlockFormat(form)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Read a picture, no wider than the view."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, name)
        picture, room = QImage(str(self._page.parent / QUrl(name).path())), self.viewport().width() - 24
        return picture.scaledToWidth(room, _SMOOTH) if picture.width() > room > 0 else picture

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pictures to the new width, as soon as the words are."""
        super().resizeEvent(event)
        if self._page.is_file() and event.oldSize().width() not in (-1, event.size().width()):
            self._refit.start()

    def _fit(self) -> None:
        """Read the page anew, and stay where it was open."""
        place = self.verticalScrollBar().value()
        self.open(self._page)
        self.verticalScrollBar().setValue(place)

    def _follow(self, link: QUrl) -> None:
        wanted = self._page.parent / link.path()
        if link.isRelative() and wanted.suffix == ".md" and wanted.is_file():
            self.open(wanted.resolve())
