"""Protocols as people read them: titles, levels and guidance in the language of the window."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale

from domain.protocol import Protocol, Wording


class ProtocolWords:
    """The wordings of the protocols at hand. A store may hold runs of others: those keep their ids."""

    def __init__(self, protocols: Sequence[Protocol]) -> None:
        self.know(protocols)

    def know(self, protocols: Sequence[Protocol]) -> None:
        """Take these for the protocols at hand from now on."""
        self._protocols = {protocol.id: protocol for protocol in protocols}

    def title(self, protocol: str) -> str:
        """Return the protocol's title; where another one before it has the same, such as the one it is a copy of, its id too."""
        wording = self.wording(protocol)
        if not wording:
            return protocol
        first = next(one for one in self._protocols if self._named(one) == wording.title)
        return wording.title if first == protocol else f"{wording.title} ({protocol})"

    def level(self, protocol: str, level: str) -> str:
        """Return a severity level's name; "" stays ""."""
        return self.levels(protocol).get(level, level)

    def case_levels(self, protocol: str) -> dict[str, str]:
        """Return the levels that a case can have, mildest first: id to name."""
        known = self._protocols.get(protocol)
        positive = {level.id for level in known.levels if level.positive} if known else set()
        return {level: name for level, name in self.levels(protocol).items() if level in positive}

    def levels(self, protocol: str) -> dict[str, str]:
        """Return all levels, mildest first: id to name."""
        known, wording = self._protocols.get(protocol), self.wording(protocol)
        if not known or not wording:
            return {}
        return {level.id: name for level, name in zip(known.levels, wording.level_names, strict=True)}

    def _named(self, protocol: str) -> str:
        wording = self.wording(protocol)
        return wording.title if wording else ""

    def wording(self, protocol: str) -> Wording | None:
        """Return the wording in the window's language, else the first one."""
        known = self._protocols.get(protocol)
        if not known:
            return None
        language = QLocale().name().partition("_")[0]
        return known.wordings.get(language) or next(iter(known.wordings.values()))
