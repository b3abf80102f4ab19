"""How the window looks: one style sheet filled from one palette, and fonts that can write Japanese anywhere."""

from dataclasses import fields
from pathlib import Path
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from gui.palette import Palette, Tone

HERE = Path(__file__).parent
FONT = HERE / "fonts" / "ipaexg.ttf"
TEXT_PIXELS = 14


def apply(app: QApplication, palette: Palette) -> None:
    """Dress the whole application in `palette`."""
    app.setStyle("Fusion")
    app.setFont(_font(app.font()))
    app.setPalette(_qt_palette(palette))
    app.setStyleSheet(sheet(palette))


def sheet(palette: Palette) -> str:
    """Return the style sheet with the palette's colours in it."""
    colours = {field.name: getattr(palette, field.name) for field in fields(palette)}
    for name in ("note", "done", "problem"):
        tone: Tone = getattr(palette, name)
        colours |= {f"{name}_ink": tone.ink, f"{name}_soft": tone.soft}
    template = (HERE / "style.qss").read_text(encoding="utf-8")
    return Template(template).substitute(colours, arrow=(HERE / "arrow.svg").as_posix())


def _font(system: QFont) -> QFont:
    """Return the system's own face for Latin text, with the shipped one for what it can't write."""
    shipped = QFontDatabase.addApplicationFont(str(FONT))
    families = [QFontInfo(system).family(), *QFontDatabase.applicationFontFamilies(shipped)]
    font = QFont(families)
    font.setPixelSize(TEXT_PIXELS)
    return font


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
    }
    made = QPalette()
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    return made
