"""What a person sets for their eyes and for the room: colours, size of words, veiled texts, breaks."""

from gui.card import Card
from gui.preferences import BREAKS, SIZES, Preferences, Scheme
from gui.widget import choice


class DeskCard(Card):
    """Each choice holds at once, for this person's account on this machine."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self.scheme, self.text_size, self.blur, self.rest = choice(), choice(), choice(), choice()
        for box in (self.scheme, self.text_size, self.blur, self.rest):
            self._add(box)
        for scheme in Scheme:
            self.scheme.addItem("", scheme)
        for size in SIZES:
            self.text_size.addItem(f"{size}%", size)
        for veiled in (False, True):
            self.blur.addItem("", veiled)
        for minutes in BREAKS:
            self.rest.addItem("", minutes)
        self.scheme.activated.connect(lambda _: preferences.choose_scheme(self.scheme.currentData()))
        self.text_size.activated.connect(lambda _: preferences.choose_size(self.text_size.currentData()))
        self.blur.activated.connect(lambda _: preferences.choose_blur(blur=self.blur.currentData()))
        self.rest.activated.connect(lambda _: preferences.choose_break(self.rest.currentData()))
        preferences.changed.connect(self._show)
        self._retranslate()
        self._show()

    def _show(self) -> None:
        """Show what holds now, also where a key has changed it."""
        chosen = {
            self.scheme: self._preferences.scheme,
            self.text_size: self._preferences.percent,
            self.blur: self._preferences.blur,
            self.rest: self._preferences.break_minutes,
        }
        for box, value in chosen.items():
            box.setCurrentIndex(box.findData(value))

    def _retranslate(self) -> None:
        self._head(self.tr("Your desk"), self.tr("For you on this machine; it changes nothing for others."))
        self._name(self.scheme, self.tr("Colours"))
        self._name(self.text_size, self.tr("Size of words (Ctrl + and Ctrl –; Ctrl 0 is the usual size)"))
        self._name(self.blur, self.tr("Texts in the review"))
        self._name(self.rest, self.tr("Propose a break"))
        schemes = {
            Scheme.SYSTEM: self.tr("As the system"),
            Scheme.LIGHT: self.tr("Light"),
            Scheme.DARK: self.tr("Dark"),
        }
        for place, scheme in enumerate(Scheme):
            self.scheme.setItemText(place, schemes[scheme])
        self.blur.setItemText(0, self.tr("Readable at once"))
        self.blur.setItemText(1, self.tr("Blurred until I look (shared room)"))
        for place, minutes in enumerate(BREAKS):
            after = self.tr("After {0} minutes of reading").format(minutes)
            self.rest.setItemText(place, after if minutes else self.tr("Never"))
