"""The language that a report is written in: English as it stands in the source, others by a list of sentences."""

import tomllib
from collections.abc import Iterable
from pathlib import Path

from domain.protocol import Protocol

LANGUAGES = ("en", "ja")
NAMES = {"en": "English", "ja": "Japanese"}
SENTENCES = Path(__file__).parent / "sentences"
"""A file for each language but English: an English sentence, and the same in that language."""


class Language:
    """Says a report's sentences, and names protocols and labels as their files do in that language.

    In English, a protocol and a label keep their ids, which labelled files and exports bear too.
    """

    def __init__(self, code: str = "en", protocols: Iterable[Protocol] = ()) -> None:
        self.code = code
        self._sentences: dict[str, str] = {}
        self._titles: dict[str, str] = {}
        self._labels: dict[str, str] = {}
        if code != "en":
            self._sentences = tomllib.loads((SENTENCES / f"{code}.toml").read_text(encoding="utf-8"))
            for protocol in protocols:
                self._take_names(protocol)

    def say(self, sentence: str) -> str:
        """Return an English sentence of the source in this language."""
        return self._sentences.get(sentence, sentence)

    def title(self, protocol: str) -> str:
        """Return a protocol's title; its id where this language has none."""
        return self._titles.get(protocol, protocol)

    def label(self, value: str) -> str:
        """Return a severity level's name, or whether a screen's label is a case; the value itself where this language has none."""
        return self._labels.get(value, value)

    def named(self, code: str) -> str:
        """Return what a language is called; its code where it has no name here."""
        return self.say(NAMES[code]) if code in NAMES else code

    def _take_names(self, protocol: Protocol) -> None:
        if wording := protocol.wordings.get(self.code):
            self._titles[protocol.id] = wording.title
            self._labels |= {protocol.positive: self.say("case"), protocol.negative: self.say("not a case")}
            names = zip(protocol.levels, wording.level_names, strict=True)
            self._labels |= {level.id: name for level, name in names}


ENGLISH = Language()
