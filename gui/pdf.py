"""A report's page as PDF, by Qt's own writer: nothing else has to be installed, and no browser is asked."""

import os
import re

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QApplication

from gui import style

POINTS = 9
DOTS_PER_INCH = 300
PAPER = """
    h1 { font-size: 17pt; } h2 { font-size: 12pt; }
    th, td { text-align: left; vertical-align: top; padding: 2px 14px 2px 0; }
    .mark { font-weight: 600; color: #8a3a10; } .lead, .note { color: #4d5d67; } .hash { font-size: 7pt; }
"""
"""What stands for a page's own style: sizes in pixels are of a screen, and unreadably small on paper."""

_STYLE = re.compile("<style>.*?</style>", re.DOTALL)


def without_window(html: str) -> bytes:
    """Return the page as `pdf` does in a process that has no window: a command's, which needs no screen either."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)  # noqa: S101 - this program makes no other kind
    app.setFont(style.font(app.font()))
    return pdf(html)


def pdf(html: str) -> bytes:
    """Return the page as a PDF file of A4 sheets, with the window's fonts in it."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setCreator("Kizashi")
    writer.setResolution(DOTS_PER_INCH)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    # The document brings margins of its own, with page numbers in them.
    writer.setPageMargins(QMarginsF(), QPageLayout.Unit.Millimeter)
    document = QTextDocument()
    font = QFont(QApplication.font())
    font.setPointSize(POINTS)
    document.setDefaultFont(font)
    document.setDefaultStyleSheet(PAPER)
    document.setHtml(_STYLE.sub("", html))
    document.print_(writer)
    del writer  # it writes the end of the file when it goes
    return bytes(buffer.data().data())
