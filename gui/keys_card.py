"""The keys of the review, for two hands, the left or the right one, or each as somebody likes."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit

from gui import case_words
from gui.card import Card
from gui.keys import LEFT, RIGHT, SPACE, USUAL, Act, Keys
from gui.notice import Notice
from gui.preferences import Preferences

SETS = (USUAL, LEFT, RIGHT)
KEY_WIDTH = 72


class KeyBox(QLineEdit):
    """Shows one key and takes the next one that is pressed: a letter, a digit or Space."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__(readOnly=True)
        self.setFixedWidth(KEY_WIDTH)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a key; what moves the keyboard on still does."""
        key = SPACE if event.text() == " " else event.text().upper()
        if key == SPACE or (len(key) == 1 and key.isascii() and key.isalnum()):
            self.pressed.emit(key)
        else:
            super().keyPressEvent(event)


class KeysCard(Card):
    """A set to choose, and each key to change. Two things never share a key."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self._clash = Notice("problem")
        self.set = QComboBox()
        self.set.addItems([""] * (len(SETS) + 1))
        self.set.activated.connect(self._choose)
        self._add(self.set)
        self.boxes = {act: KeyBox() for act in Act}
        for act, box in self.boxes.items():
            self._add(box)
            box.pressed.connect(lambda key, act=act: self._change(act, key))
        self._below.addWidget(self._clash)
        preferences.changed.connect(self._show)
        self._retranslate()
        self._show()

    def _choose(self, place: int) -> None:
        if place < len(SETS):
            self._preferences.choose_keys(SETS[place])

    def _change(self, act: Act, key: str) -> None:
        keys = self._preferences.keys
        changed = Keys({**keys.acts, act: key}, keys.levels)
        if clash := changed.clash():
            self._clash.say(self.tr("{0} does something else already. Choose another key.").format(clash))
        else:
            self._clash.say("")
            self._preferences.choose_keys(changed)

    def _show(self) -> None:
        keys = self._preferences.keys
        self.set.setCurrentIndex(SETS.index(keys) if keys in SETS else len(SETS))
        for act, box in self.boxes.items():
            box.setText(keys.of(act))

    def _retranslate(self) -> None:
        self._head(
            self.tr("Keys of the review"),
            self.tr("Choose a set, or go to a key and press another. A severity has the number that stands beside it."),
        )
        self._name(self.set, self.tr("Set of keys"))
        names = (self.tr("Both hands"), self.tr("Left hand"), self.tr("Right hand"), self.tr("My own"))
        for place, name in enumerate(names):
            self.set.setItemText(place, name)
        for act, box in self.boxes.items():
            self._name(box, case_words.act(act))
