"""How the window looks: one style sheet filled from one palette, and fonts that can write Japanese anywhere."""

import re
from dataclasses import fields
from pathlib import Path
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from gui.palette import DARK, Palette, Tone

HERE = Path(__file__).parent
FONT = HERE / "fonts" / "ipaexg.ttf"
TEXT_PIXELS = 14

_SIZE = re.compile(r"(font-size|min-height|max-height): (\d+)px")
"""What grows with the words: a field that may not be higher than for small ones cuts the feet of large ones."""


def apply(app: QApplication, palette: Palette, percent: int = 100) -> None:
    """Dress the whole application in `palette`, its words at `percent` of their usual size."""
    app.setStyle("Fusion")
    app.setFont(font(app.font(), percent))
    app.setPalette(_qt_palette(palette))
    app.setStyleSheet(sheet(palette, percent))


def sheet(palette: Palette, percent: int = 100) -> str:
    """Return the style sheet with the palette's colours in it, and the sizes of words at `percent`."""
    colours = {field.name: getattr(palette, field.name) for field in fields(palette)}
    for name in ("note", "done", "problem"):
        tone: Tone = getattr(palette, name)
        colours |= {f"{name}_ink": tone.ink, f"{name}_soft": tone.soft}
    template = (HERE / "style.qss").read_text(encoding="utf-8")
    sized = _SIZE.sub(lambda size: f"{size[1]}: {_scaled(int(size[2]), percent)}px", template)
    tick = HERE / f"tick-{'dark' if palette is DARK else 'light'}.svg"
    return Template(sized).substitute(colours, arrow=(HERE / "arrow.svg").as_posix(), tick=tick.as_posix())


def _scaled(pixels: int, percent: int) -> int:
    return round(pixels * percent / 100)


def font(system: QFont, percent: int = 100) -> QFont:
    """Return the system's own face for Latin text, with the shipped one for what it can't write."""
    shipped = QFontDatabase.addApplicationFont(str(FONT))
    families = [QFontInfo(system).family(), *QFontDatabase.applicationFontFamilies(shipped)]
    made = QFont(families)
    made.setPixelSize(_scaled(TEXT_PIXELS, percent))
    return made


def _qt_palette(palette: Palette) -> QPalette:
    roles = {
        QPalette.ColorRole.Window: palette.ground,
        QPalette.ColorRole.WindowText: palette.ink,
        QPalette.ColorRole.Base: palette.surface,
        QPalette.ColorRole.AlternateBase: palette.sunken,
        QPalette.ColorRole.Text: palette.ink,
        QPalette.ColorRole.PlaceholderText: palette.muted,
        QPalette.ColorRole.Button: palette.surface,
        QPalette.ColorRole.ButtonText: palette.ink,
        QPalette.ColorRole.Highlight: palette.accent,
        QPalette.ColorRole.HighlightedText: palette.on_accent,
        # What Qt draws lines and edges with by itself, as in a message's details.
        QPalette.ColorRole.Light: palette.line,
        QPalette.ColorRole.Midlight: palette.line,
        QPalette.ColorRole.Mid: palette.line,
        QPalette.ColorRole.Dark: palette.line,
    }
    made = QPalette()
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    return made
