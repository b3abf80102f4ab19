"""Undo what hides a word from a plain search: case, width, accents, invisible and look-alike characters."""

import re
import unicodedata

_APOSTROPHES = re.compile("['`\u00b4\u02b9\u02bc\u2018\u2019\u201b\u2032\uff07]")
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff]"
)
_LATIN_ACCENTS = re.compile("[\u0300-\u036f]")
_HIDDEN_TAGS = {0xE0000 + code: chr(code) for code in range(0x20, 0x7F)}
_LOOK_ALIKES = str.maketrans("авсԁеһніјкӏморѕтухѵԝαεικνορτυχı", "abcdehhijklmopstyxvwaeikvoptuxi")


def fold(text: str) -> str:
    """Return `text` in lower case without accents, apostrophes and invisible characters.

    Look-alike Cyrillic and Greek letters become Latin; Unicode tag characters, which no screen shows, become the ASCII
    that they stand for. Only for comparing: both sides must be folded.
    """
    shown = _APOSTROPHES.sub("", text.translate(_HIDDEN_TAGS))
    bare = _LATIN_ACCENTS.sub("", unicodedata.normalize("NFKD", shown))
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", bare).casefold()).translate(_LOOK_ALIKES)
