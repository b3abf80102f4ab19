"""Giving a pack its starter heads, and finding the heads that a run may use."""

from collections.abc import Callable, Mapping
from pathlib import Path

from domain.clock import now
from domain.head import Head
from domain.pack import Pack
from domain.protocol import LongText, Protocol
from inference.scorer import open_scorer
from learning import starters
from learning.errors import HeadDamagedError, HeadMismatchError, HeadMissingError
from models import chat
from screening.protocols import shipped

EXAMPLES = LongText(window_tokens=512, overlap_tokens=64, max_windows=200)
"""How the shipped examples are read: as the shipped protocols read texts."""


def equip(pack: Pack, data: Path, progress: Callable[[str, float], None]) -> None:
    """Train and keep the starter heads of a pack, unless they are there already; a pack without exits gets none.

    `data` is the data folder. Takes about a minute for the default pack. Raises ModelError and ExamplesError.
    """
    protocols = shipped()
    missing = [
        protocol
        for protocol in protocols
        if set(usable(data, pack, protocol)) < starters.taught(protocol) & set(pack.languages)
    ]
    if not pack.exits or not missing:
        return
    exits = (starters.half_depth(pack),)
    scorer = open_scorer(pack, chat.neutral(pack, exits), EXAMPLES)
    starters.save(starters.train_all(pack, scorer, exits, missing, now()[:10], progress), data, pack)


def usable(data: Path, pack: Pack, protocol: Protocol) -> Mapping[str, Head]:
    """Return the heads of a pack for a protocol by language; one that is missing, damaged or tied to something else is not."""
    found = {}
    for language in protocol.languages:
        try:
            found[language] = starters.load(data, pack, protocol, language)
        except (HeadMissingError, HeadDamagedError, HeadMismatchError):
            continue
    return found
