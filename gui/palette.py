"""The colours of the window, by what they are for: light, and dark for rooms and eyes that want little of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from domain.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Tone:
    """A colour to write or draw with, and the soft ground that it stays readable on (contrast 4.5:1)."""

    ink: str
    soft: str


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as `#rrggbb`. `ground` is the window, `surface` a card on it, `sunken` a field or a header inside a card."""

    ground: str
    surface: str
    sunken: str
    line: str
    ink: str
    muted: str
    accent: str
    accent_strong: str
    on_accent: str
    selected: str
    note: Tone
    done: Tone
    problem: Tone
    outcomes: Mapping[Outcome, Tone]


LIGHT = Palette(
    ground="#f4f5f2",
    surface="#ffffff",
    sunken="#f8f9f7",
    line="#d9ddd6",
    ink="#1f2b2d",
    muted="#566466",
    accent="#1f6b6f",
    accent_strong="#17565a",
    on_accent="#ffffff",
    selected="#dfeceb",
    note=Tone("#5f4b12", "#f8f1dc"),
    done=Tone("#17565a", "#dfeceb"),
    problem=Tone("#8a2f24", "#faeae6"),
    outcomes=MappingProxyType(
        {
            Outcome.FLAGGED: Tone("#98401b", "#f9ebe3"),
            Outcome.UNSURE: Tone("#735600", "#f8f1d9"),
            Outcome.CLEAR: Tone("#35644f", "#e6f0ea"),
            Outcome.NOT_SCREENED: Tone("#565b75", "#ecedf3"),
        }
    ),
)

DARK = Palette(
    ground="#161c1d",
    surface="#1e2627",
    sunken="#242d2e",
    line="#3a4647",
    ink="#e4eae8",
    muted="#a3b1b0",
    accent="#6cc0bd",
    accent_strong="#8dd3d0",
    on_accent="#10201f",
    selected="#27403f",
    note=Tone("#e6cd8a", "#3a3320"),
    done=Tone("#9ad8d2", "#1f3b39"),
    problem=Tone("#f2b1a5", "#47261f"),
    outcomes=MappingProxyType(
        {
            Outcome.FLAGGED: Tone("#f0a67f", "#45291b"),
            Outcome.UNSURE: Tone("#e0c266", "#3a331b"),
            Outcome.CLEAR: Tone("#8fcbae", "#1f362a"),
            Outcome.NOT_SCREENED: Tone("#b7bcd8", "#2b2e40"),
        }
    ),
)
