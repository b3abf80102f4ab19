"""The shipped examples beside a site's own: where those are few, they carry most of what a head learns."""

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from domain.head import Ordinal
from domain.pack import Pack
from domain.protocol import Protocol
from inference.scorer import Scorer
from learning import examples, features, starters
from learning.errors import HeadDamagedError, HeadMismatchError, HeadMissingError
from learning.examples import Example
from learning.heads import Neighbours
from learning.labels import bare

OWN_COUNTS = 3.0
"""As how many shipped texts one of the site's own counts: docs/decisions/035-own-examples-beside-the-shipped.md."""


def shipped(protocol: Protocol, language: str, own: Iterable[str]) -> list[Example]:
    """Return the shipped examples without the site's own texts: those must stay unseen when tested."""
    if language not in starters.taught(protocol):
        return []
    known, held = examples.shipped(protocol, language), set(map(bare, own))
    both = [*known.examples, *(known.beside.examples if known.beside else ())]
    return [one for one in both if bare(one.text) not in held]


def neighbours(
    found: list[Example], scorer: Scorer, exits: tuple[int, ...], progress: Callable[[float], None]
) -> Neighbours | None:
    """Return shipped examples as what a site's head may learn from too; None where there are none. Raises ModelError."""
    if not found:
        return None
    states = features.read(scorer, [one.text for one in found], exits, progress)
    return Neighbours(states, np.array([one.positive for one in found]), OWN_COUNTS, optional=True)


def levels(data: Path, pack: Pack, protocol: Protocol, language: str, depth: int, scorer: Scorer) -> Ordinal | None:
    """Return the starter head's levels, for texts that tell too few; None where it reads other states than `scorer` gives."""
    if not protocol.levels:
        return None
    try:
        starter = starters.load(data, pack, protocol, language)
    except (HeadMissingError, HeadDamagedError, HeadMismatchError):
        return None
    same = (starter.tie.exit, starter.tie.prefix_sha256, starter.tie.variant)
    return starter.severity if same == (depth, scorer.prefix_sha256, scorer.variant) else None
