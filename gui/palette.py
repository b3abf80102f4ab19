"""The colours of the window, by what they are for. A dark palette is another instance of `Palette`."""

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
