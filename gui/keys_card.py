"""The keys of the review, for two hands, the left or the right one, or each as somebody likes."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent

from gui import case_words
from gui.card import Card
from gui.keys import LEFT, RIGHT, SPACE, USUAL, Act
from gui.preferences import Preferences
from gui.short_field import ShortField
from gui.widget import choice

SETS = (USUAL, LEFT, RIGHT)
LEVELS = 5
"""Severities whose keys are shown: no shipped protocol asks for more, and one hand reaches no more."""
KEY_LETTERS = 4
"""Room for the name of the space bar."""


class KeyBox(ShortField):
    """Shows one key and takes the next one that is pressed: a letter, a digit or Space."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__(KEY_LETTERS)
        self.setReadOnly(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a key; what moves the keyboard on still does."""
        key = SPACE if event.text() == " " else event.text().upper()
        if key == SPACE or (len(key) == 1 and key.isascii() and key.isalnum()):
            self.pressed.emit(key)
        else:
            super().keyPressEvent(event)


class KeysCard(Card):
    """A set to choose, and each key to change, the severities' too. Two things never share a key."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self.set = choice()
        self.set.addItems([""] * (len(SETS) + 1))
        self.set.activated.connect(self._choose)
        self._add(self.set)
        self.boxes = {act: KeyBox() for act in Act}
        self.levels = [KeyBox() for _ in range(LEVELS)]
        for box in (*self.boxes.values(), *self.levels):
            self._add(box)
            box.pressed.connect(lambda key, box=box: self._change(box, key))
        preferences.changed.connect(self._show)
        self._retranslate()
        self._show()

    def _choose(self, place: int) -> None:
        if place < len(SETS):
            self._preferences.choose_keys(SETS[place])

    def _change(self, box: KeyBox, key: str) -> None:
        """Give a key to what the box stands for, unless it does something else: that is said below the box."""
        keys = self._preferences.keys
        act = next((act for act, own in self.boxes.items() if own is box), None)
        own = self.levels.index(box) if act is None else act
        other = keys.taken(key)
        if other not in (None, own):
            said = self.tr("{0} is the key of “{1}” already. Press another one, or change that one first.")
            self._judge(box, said.format(key, self._name_of(other)))
            return
        self._preferences.choose_keys(keys.with_level(int(own), key) if act is None else keys.with_act(act, key))

    def _name_of(self, what: Act | int | None) -> str:
        if isinstance(what, Act):
            return case_words.act(what)
        return self.tr("Severity {0}, the mildest being 1").format(int(what or 0) + 1)

    def _show(self) -> None:
        keys = self._preferences.keys
        self.set.setCurrentIndex(SETS.index(keys) if keys in SETS else len(SETS))
        for act, box in self.boxes.items():
            box.setText(keys.of(act))
        for place, box in enumerate(self.levels):
            box.setText(keys.level(place))
        for box in (*self.boxes.values(), *self.levels):
            self._judge(box, "")

    def _retranslate(self) -> None:
        self._head(
            self.tr("Keys of the review"),
            self.tr("Choose a set, for two hands or for one, or go to a key and press another."),
        )
        self._name(self.set, self.tr("Set of keys"))
        names = (self.tr("Both hands"), self.tr("Left hand"), self.tr("Right hand"), self.tr("My own"))
        for place, name in enumerate(names):
            self.set.setItemText(place, name)
        for act, box in self.boxes.items():
            self._name(box, case_words.act(act))
        for place, box in enumerate(self.levels):
            self._name(box, self._name_of(place))
