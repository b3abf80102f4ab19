"""Giving a pack its starter heads, and finding the heads that a run may use."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from domain.clock import now
from domain.head import Head
from domain.pack import Pack
from domain.program import command
from domain.protocol import Protocol
from inference.scorer import open_scorer
from learning import makers, own, parity, starters
from learning.adjustments import adjusted
from learning.errors import HeadDamagedError, HeadMismatchError, HeadMissingError
from models import measured, tune
from models.additions import let_heads_read
from models.chosen import default, exact_variant
from models.measured import Use
from models.parity import PARITY
from screening.asking import Equipment
from screening.protocols import find, shipped
from screening.screener import COMPANION
from screening.ways import OpenScorer
from store.database import Database


def equip(
    pack: Pack, data: Path, progress: Callable[[str, float], None], open_engine: OpenScorer = open_scorer
) -> None:
    """Give a pack its starter heads, unless it has them already; a pack without exits gets none.

    The makers' are taken where they fit this pack and this machine, others are trained here, which takes minutes: on the
    fastest variant, and where their answers on it are outside the bounds of the parity gate, anew on the exact one, which the
    pack's heads read from then on. `data` is the data folder. Raises ModelError and ExamplesError.
    """
    if outside(pack, data):
        pack = let_heads_read(pack, exact_variant(pack))
    missing = untaught(pack, data)
    if not missing:
        return
    scorer, exits = makers.engine(pack, open_engine)
    heads = makers.heads(pack, missing, scorer)
    if not heads:
        heads = starters.train_all(pack, scorer, exits, missing, now()[:10], progress)
        _compare(pack, heads, data, progress)
    if outside(pack, data):
        equip(pack, data, progress, open_engine)
    else:
        starters.save(heads, data, pack)


def untaught(pack: Pack, data: Path) -> list[Protocol]:
    """Return the shipped protocols that a pack lacks a starter head for, which it may use; none of a pack without exits."""
    unfaithful = outside(pack, data)
    return [
        protocol
        for protocol in shipped()
        if pack.exits
        and (unfaithful or set(usable(data, pack, protocol)) < starters.taught(protocol) & set(pack.languages))
    ]


def outside(pack: Pack, data: Path) -> bool:
    """Tell whether a pack's heads, on the variant that they read, were found outside the parity gate's bounds on this machine.

    The exact variant is always inside, and so is one that stands alone, as in the part that comes with the program: its
    heads can read no other, and nothing can be put down in its folder.
    """
    variant = default(pack, Use.HEADS)
    known = [one for one in measured.load(data, pack).figures if (one.use, one.variant) == (Use.HEADS, variant)]
    return _compared(pack) and variant != exact_variant(pack) and not all(one.inside for one in known)


def _compared(pack: Pack) -> bool:
    """Tell whether heads can read a faster variant than the exact one, and the pack says what the exact one answers."""
    faster = default(replace(pack, heads_variant=""), Use.HEADS)
    return PARITY in pack.files and faster != exact_variant(pack)


def _compare(pack: Pack, heads: Sequence[Head], data: Path, progress: Callable[[str, float], None]) -> None:
    """Measure what fresh heads say on the variant that they read, and keep the figures; not where there is but one variant."""
    if not _compared(pack):
        return
    progress("Comparing the heads' variant with the reference", 0.0)
    found = tune.figure(pack, tune.reference_of(pack), partial(parity.judged, heads), Use.HEADS, "")
    measured.save(data, pack, measured.load(data, pack).with_figures([found]))


def equipment(pack: Pack, protocol: Protocol, data: Path, db: Database) -> Equipment:
    """Return what a run of a protocol takes unless it is asked for another way: heads of the site's own examples first.

    Raises AdjustmentDamagedError, and ExamplesError where the pack has not learned from the examples in use.
    """
    found = starting(pack, protocol, data)
    own_heads = own.in_use(db, protocol, pack)
    return adjusted(replace(found, heads={**found.heads, **own_heads}), protocol, pack, data)


def starting(pack: Pack, protocol: Protocol, data: Path) -> Equipment:
    """Return the same as it was before the site's own labelled texts adjusted it."""
    heads = usable(data, pack, protocol)
    beside = heads and protocol.id != COMPANION
    return Equipment(heads, usable(data, pack, find(COMPANION)) if beside else {})


def passed_over(pack: Pack, protocol: Protocol, data: Path) -> list[str]:
    """Return why heads that a run would take can't be, one sentence each with the step to take."""
    found = []
    for language in sorted(starters.taught(protocol) & set(pack.languages)) if pack.exits else ():
        try:
            starters.load(data, pack, protocol, language)
        except HeadMissingError:
            found.append(f"{pack.id} has not learned {protocol.id} ({language}).")
        except (HeadDamagedError, HeadMismatchError) as error:
            found.append(str(error))
    step = f"Without it questions are asked, which finds far less. Run: {command(f'models heads {pack.id}')}"
    return [f"{reason} {step}" for reason in found]


def usable(data: Path, pack: Pack, protocol: Protocol) -> Mapping[str, Head]:
    """Return the heads of a pack for a protocol by language; one that is missing, damaged or tied to something else is not."""
    found = {}
    for language in protocol.languages:
        try:
            found[language] = starters.load(data, pack, protocol, language)
        except (HeadMissingError, HeadDamagedError, HeadMismatchError):
            continue
    return found
