"""What each person sets for their own desk, kept beside the window's language and never in the store."""

import hashlib
from collections.abc import Mapping, Sequence
from enum import StrEnum

from PySide6.QtCore import QObject, QSettings, Signal

from domain.text import Reading
from gui.keys import USUAL, Act, Keys

SIZES = (85, 100, 115, 130, 150, 175)
"""Sizes of words, in percent."""

ROLES = 4
"""Columns that are chosen for a table: the text's, the id's, the person's and the date's."""

BREAKS = (20, 40, 60, 0)
"""Minutes of reading after which a break is proposed; 0 is never."""


class Scheme(StrEnum):
    """Which palette the window is dressed in."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Preferences(QObject):
    """Read from settings and written back at once; `changed` tells that something else holds from now on."""

    changed = Signal()

    def __init__(self, settings: QSettings) -> None:
        super().__init__()
        self._settings = settings

    @property
    def scheme(self) -> Scheme:
        """The colours chosen; the system's until somebody has chosen."""
        value = str(self._settings.value("scheme", Scheme.SYSTEM))
        return Scheme(value) if value in set(Scheme) else Scheme.SYSTEM

    @property
    def percent(self) -> int:
        """The size of words."""
        value = self._number("text", 100)
        return value if value in SIZES else 100

    @property
    def blur(self) -> bool:
        """Whether a text stays unreadable until somebody asks for it."""
        return self._number("blur", 0) != 0

    @property
    def break_minutes(self) -> int:
        """Minutes of reading after which a break is proposed, 0 for never."""
        return self._number("break", 40)

    @property
    def guidance(self) -> bool | None:
        """Whether the protocol's guidance stands open beside a case; None until somebody has chosen."""
        value = self._number("guidance", 2)
        return None if value > 1 else value == 1

    @property
    def keys(self) -> Keys:
        """The keys of the review page."""
        changed = {act: str(self._settings.value(f"key_{act}", USUAL.of(act))) for act in Act}
        return Keys(changed, str(self._settings.value("key_levels", USUAL.levels)))

    def choose_scheme(self, scheme: Scheme) -> None:
        """Dress the window in other colours."""
        self._set({"scheme": scheme.value})

    def resize_text(self, steps: int) -> None:
        """Make words so many steps larger, or smaller; 0 makes them as large as usual."""
        place = SIZES.index(self.percent) + steps if steps else SIZES.index(100)
        self.choose_size(SIZES[max(0, min(place, len(SIZES) - 1))])

    def choose_size(self, percent: int) -> None:
        """Write words in one of `SIZES`."""
        self._set({"text": percent})

    def choose_blur(self, *, blur: bool) -> None:
        """Hide texts until they are asked for, or don't."""
        self._set({"blur": int(blur)})

    def choose_break(self, minutes: int) -> None:
        """Propose a break after so many minutes of reading."""
        self._set({"break": minutes})

    def choose_guidance(self, *, is_open: bool) -> None:
        """Leave the guidance open from now on, or closed."""
        self._set({"guidance": int(is_open)})

    def choose_keys(self, keys: Keys) -> None:
        """Take other keys."""
        self._set({f"key_{act}": keys.of(act) for act in Act} | {"key_levels": keys.levels})

    def columns(self, of: Sequence[str]) -> Reading | None:
        """Return the columns that were chosen for a table with these; "" is one that was left to Kizashi."""
        kept = str(self._settings.value(_table(of), "")).split(_BETWEEN)
        places = [int(place) if place.isdecimal() else None for place in kept]
        if len(places) != ROLES or places[0] is None or any(place >= len(of) for place in places if place is not None):
            return None
        text, id_, person, date = ("" if place is None else of[place] for place in places)
        return Reading(text, id_, person, date)

    def remember_columns(self, of: Sequence[str], reading: Reading) -> None:
        """Take these columns the next time that a table has the same ones."""
        chosen = reading.text_column, reading.id_column, reading.person_column, reading.date_column
        # Not names: a table without any has words there.
        places = (str(of.index(name)) if name else "" for name in chosen)
        self._settings.setValue(_table(of), _BETWEEN.join(places))

    def _number(self, name: str, usual: int) -> int:
        value = str(self._settings.value(name, usual))
        return int(value) if value.isdecimal() else usual

    def _set(self, values: Mapping[str, str | int]) -> None:
        for name, value in values.items():
            self._settings.setValue(name, value)
        self.changed.emit()


_BETWEEN = "\x1f"


def _table(columns: Sequence[str]) -> str:
    """Return the name that what was chosen for these columns is kept by: a hash, which names nobody's columns."""
    return "columns_" + hashlib.sha256(_BETWEEN.join(columns).encode()).hexdigest()[:16]
