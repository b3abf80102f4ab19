"""Help is read by whoever is stuck: it must say what stands on the screen, and be written as it is meant to be seen."""

from pathlib import Path

import pytest
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication

from tests.paths import ROOT

PAGES = [*sorted((ROOT / "gui" / "help").rglob("*.md")), *sorted((ROOT / "docs" / "guide").rglob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: "-".join(page.relative_to(ROOT).parts[1:]))
def test_no_page_shows_its_own_marks(qapp: QApplication, page: Path) -> None:
    """Beside a Japanese letter some marks of bold words don't close, and the reader sees stars."""
    assert qapp
    document = QTextDocument()
    document.setMarkdown(page.read_text(encoding="utf-8"))
    shown = document.toPlainText()
    assert shown
    assert "**" not in shown
    assert "`" not in shown
