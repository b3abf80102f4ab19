"""The use case: what a pack says on this machine is compared with its reference, and its fastest faithful variant is chosen."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from access.rights import authorise
from domain.actor import Actor, Right
from domain.head import Head
from domain.pack import Pack
from domain.program import command
from learning.equipment import equip, outside, usable
from learning.parity import judged
from models import chosen, measured, tune
from models.additions import add, addable, sealed_or_whole
from models.errors import ParityError
from models.measured import Figures, Measured, Use
from models.pack import read
from models.parity import PARITY
from screening.protocols import shipped

Progress = Callable[[str, float], None]


def check(pack: Pack, data: Path, progress: Progress) -> list[Figures]:
    """Measure what runs by default here against the pack's reference, keep and return the figures; none without a reference.

    `data` is the data folder. Raises ParityError when the questions' variant or the heads' is outside the bounds.
    """
    if PARITY not in pack.files:
        return []
    heads = _heads(pack, data)
    uses = [Use.QUESTIONS, *([Use.HEADS] if heads else [])]
    reference, judge, figures = tune.reference_of(pack), partial(judged, heads), []
    for place, use in enumerate(uses):
        progress(f"Comparing the {use}' variant with the reference", place / len(uses))
        tuned_to = chosen.choice(data, pack, use)
        variant = tuned_to.variant if tuned_to and use is Use.QUESTIONS else ""
        threads = tuned_to.threads if tuned_to else None
        figures.append(tune.figure(pack, reference, judge, use, variant, threads))
    measured.save(data, pack, measured.load(data, pack).with_figures(figures))
    for one in figures:
        if not one.inside:
            raise ParityError(_outside(pack, one))
    return figures


def tuned(actor: Actor, found: Pack, data: Path, progress: Progress) -> tuple[Pack, Measured]:
    """Make the variants that a pack lacks, measure all, choose and keep the choice; return the pack with its variants.

    Heads whose variant is outside the bounds learn anew on the exact one. The choice holds for the whole account. Raises
    NotAllowedError.
    """
    authorise(actor, Right.MANAGE_MODELS)
    whole = sealed_or_whole(found)
    tune.reference_of(whole)
    pack = add(whole, addable(whole), progress)
    heads = _heads(pack, data)
    made = tune.tune(pack, partial(judged, heads), heads=bool(heads), progress=progress)
    measured.save(data, pack, made)
    if outside(pack, data):
        equip(pack, data, progress)
        return read(pack.folder), measured.load(data, pack)
    return pack, made


def _outside(pack: Pack, one: Figures) -> str:
    name, gap = max(one.parity.items(), key=lambda item: item[1].mean)
    step = "tune" if one.use is Use.QUESTIONS else "heads"
    return (
        f"{pack.id} answers otherwise on this machine than where it was made: for {one.use}, {one.variant} is off by "
        f"{gap.mean:.2f} nats on average under {name}, with {gap.agree:.0%} of the outcomes equal. "
        f"Run: {command(f'models {step} {pack.id}')}"
    )


def _heads(pack: Pack, data: Path) -> list[Head]:
    return [head for protocol in shipped() for head in usable(data, pack, protocol).values()]
