"""What is written for people to read beside the window: short pages in Markdown, one folder for each language."""

from pathlib import Path

from PySide6.QtCore import QLocale

from gui.navigation import ABOUT, MODELS, PEOPLE, PROTOCOLS, QUALITY, RECORD, RESULTS, REVIEW, SCREEN, SETTINGS

FOLDER = Path(__file__).parent / "help"
WELCOME = ("what-it-is", "people-decide", "limits")
"""The pages that everybody reads once before they work with Kizashi, in this order."""

OF_PAGE = {
    SCREEN: "screen",
    RESULTS: "results",
    REVIEW: "review",
    QUALITY: "quality",
    PROTOCOLS: "protocols",
    MODELS: "models",
    PEOPLE: "people",
    RECORD: "record",
    SETTINGS: "settings",
    ABOUT: "about",
}
"""The help of each page, by the names of its files."""


def path(name: str) -> Path:
    """Return the page of that name in the window's language, else in English."""
    own = FOLDER / QLocale().name().partition("_")[0] / f"{name}.md"
    return own if own.is_file() else FOLDER / "en" / own.name
