"""Tired eyes read this window: what is written must be legible, in Japanese too, and no outcome told by colour alone."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QFontDatabase, QPalette, QRawFont
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit
from pytestqt.qtbot import QtBot

from domain.outcome import Outcome
from gui import style
from gui.appearance import Appearance
from gui.language import Language
from gui.main_window import MainWindow
from gui.marks import SHARPNESS, SIZE, Marks
from gui.palette import DARK, LIGHT, Palette
from gui.preferences import SIZES, Preferences, Scheme
from gui.widget import choice
from tests.gui.conftest import Dress

OPAQUE = 255
READABLE = 4.5
"""The contrast that WCAG 2.2 asks of text (1.4.3)."""


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb` (WCAG 2.2)."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def written(palette: Palette) -> list[tuple[str, str]]:
    """Return each colour that words are written in, with each ground that they stand on."""
    grounds = (palette.ground, palette.surface, palette.sunken, palette.selected)
    inks = [(ink, ground) for ink in (palette.ink, palette.muted, palette.accent_strong) for ground in grounds]
    tones = (palette.note, palette.done, palette.problem, *palette.outcomes.values())
    return [
        *inks,
        (palette.on_accent, palette.accent),
        (palette.on_accent, palette.accent_strong),
        *((tone.ink, tone.soft) for tone in tones),
        *((tone.ink, palette.surface) for tone in tones),
    ]


@pytest.mark.parametrize(("ink", "ground"), [*written(LIGHT), *written(DARK)])
def test_words_stand_out_from_their_ground(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= READABLE


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit, QTextEdit])
def test_the_example_in_an_empty_field_stands_out_from_its_ground(
    dress: Dress, palette: Palette, kind: type[QLineEdit | QPlainTextEdit | QTextEdit]
) -> None:
    """It says what belongs there; a style sheet that gives a field its colour makes it half transparent."""
    dress(palette)
    field = kind()
    field.ensurePolished()
    colour = field.palette().color(QPalette.ColorRole.PlaceholderText)
    assert colour.alpha() == OPAQUE
    assert contrast(colour.name(), palette.sunken) >= READABLE


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # an opened list is raised
@pytest.mark.parametrize("percent", [100, 150])
def test_an_opened_list_shows_every_choice_whole(dress: Dress, qtbot: QtBot, percent: int) -> None:
    dress(LIGHT, percent)
    box = choice()
    qtbot.addWidget(box)
    box.addItems(["As the system", "Light", "Dark"])
    box.show()
    box.showPopup()
    rows = box.count() * box.view().sizeHintForRow(0)
    assert box.view().viewport().height() >= rows
    box.hidePopup()


def test_the_navigation_lies_on_the_ground_of_its_own(window: MainWindow) -> None:
    """What scrolls is filled by Qt in the colour of the window unless it is told not to."""
    image = window.navigation.grab().toImage()
    assert image.pixelColor(4, image.height() // 2).name() == LIGHT.surface


@pytest.mark.usefixtures("qapp")
def test_every_outcome_has_a_shape_of_its_own() -> None:
    """Printed in grey, or seen by somebody who sees no colours, the marks still differ."""
    marks = Marks(LIGHT)
    shapes = {}
    for outcome in Outcome:
        image = marks.pixmap(outcome).toImage()
        side = range(SIZE * SHARPNESS)
        shapes[outcome] = tuple(image.pixelColor(x, y).alpha() > 127 for x in side for y in side)
    urgent = marks.urgent_pixmap().toImage()
    side = range(SIZE * SHARPNESS)
    assert tuple(urgent.pixelColor(x, y).alpha() > 127 for x in side for y in side) not in shapes.values()
    assert len(set(shapes.values())) == len(Outcome)
    assert all(any(shape) for shape in shapes.values())


def test_japanese_appears_where_no_japanese_font_is_installed(qapp: QApplication, dress: Dress) -> None:
    dress(LIGHT)
    shipped = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(style.FONT)))
    assert shipped[0] in qapp.font().families()
    font = QRawFont(str(style.FONT), style.TEXT_PIXELS)
    assert all(font.supportsCharacter(ord(character)) for character in "兆しフラグなし要確認未判定")


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_no_colour_of_the_style_sheet_is_left_open(palette: Palette) -> None:
    assert "$" not in style.sheet(palette)


def test_words_grow_as_asked_everywhere() -> None:
    """A size that stayed as it was would be the one that tired eyes can't read."""
    usual, larger = (re.findall(r"font-size: (\d+)px", style.sheet(LIGHT, percent)) for percent in (100, 150))
    assert [round(int(size) * 1.5) for size in usual] == [int(size) for size in larger]


@pytest.mark.usefixtures("dress")
def test_the_choice_of_colours_and_size_is_worn_at_once_and_remembered(
    qapp: QApplication, language: Language, tmp_path: Path
) -> None:
    assert language
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    preferences = Preferences(settings)
    appearance = Appearance(qapp, preferences)
    usual = qapp.font().pixelSize()
    preferences.choose_scheme(Scheme.DARK)
    preferences.resize_text(1)
    assert DARK.ground in qapp.styleSheet()
    assert appearance.marks.palette == DARK
    assert qapp.font().pixelSize() > usual
    again = Preferences(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    assert (again.scheme, again.percent) == (Scheme.DARK, 115)
    for _ in range(9):
        preferences.resize_text(1)
    assert preferences.percent == SIZES[-1]
    preferences.resize_text(0)
    assert preferences.percent == 100
