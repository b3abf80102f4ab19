"""What `kizashi models` says and does about a pack's variants: verify and tune them, and show what was measured here."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.table import Column, Table

from access.paths import data_folder
from cli.terminal import RESULTS, say
from domain.head import Head
from domain.pack import Pack
from learning import parity
from learning.equipment import usable
from models import chosen, measured, tune
from models.additions import add, addable, sealed_or_whole
from models.errors import ParityError
from models.import_folder import Progress
from models.measured import Figures, Use
from models.parity import PARITY, Reference
from models.parity import Parity as Gap
from models.tune import Readings
from screening.protocols import shipped


def check(pack: Pack, progress: Progress) -> list[Figures]:
    """Measure what runs by default here against the pack's reference, keep and return the figures; none without a reference.

    Raises ParityError when the questions' variant is outside the bounds.
    """
    if PARITY not in pack.files:
        return []
    heads, data = _heads(pack), data_folder()
    uses = [Use.QUESTIONS, *([Use.HEADS] if heads else [])]
    reference, judge, figures = tune.reference_of(pack), partial(_judged, heads), []
    for place, use in enumerate(uses):
        progress(f"Comparing the {use}' variant with the reference", place / len(uses))
        tuned_to = chosen.choice(data, pack, use)
        variant = tuned_to.variant if tuned_to and use is Use.QUESTIONS else ""
        threads = tuned_to.threads if tuned_to else None
        figures.append(tune.figure(pack, reference, judge, use, variant, threads))
    measured.save(data, pack, measured.load(data, pack).with_figures(figures))
    if not figures[0].inside:
        raise ParityError(_outside(pack, figures[0]))
    return figures


def tuned(found: Pack, progress: Progress) -> tuple[Pack, measured.Measured]:
    """Make the variants that a pack lacks, measure all, choose and keep the choice; return the pack with its variants."""
    whole = sealed_or_whole(found)
    tune.reference_of(whole)
    pack = add(whole, addable(whole), progress)
    heads = _heads(pack)
    made = tune.tune(pack, partial(_judged, heads), heads=bool(heads), progress=progress)
    measured.save(data_folder(), pack, made)
    return pack, made


def show(packs: Iterable[Pack]) -> None:
    """Print what was measured of packs on this machine, if anything was."""
    titles = ("for", "variant", "inside", "mean", "largest", "outcomes", "NaN", "texts/s", "peak")
    found = [(pack, measured.load(data_folder(), pack).figures) for pack in packs]
    for pack, figures in found:
        columns = (Column(title, no_wrap=True) for title in titles)
        table = Table(*columns, title=pack.id, title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
        for one in figures:
            table.add_row(*_row(pack, one))
        if figures:
            RESULTS.print(table)
    if any(figures for _, figures in found):
        say("Differences are from the exact graph, in nats, under the worst protocol; * runs by default here.")


def as_json(pack: Pack) -> dict[str, Any]:
    """Return what was measured of a pack here, for scripts."""
    found = measured.load(data_folder(), pack)
    figures = [asdict(one) | {"inside": one.inside} for one in found.figures]
    return {
        "at": found.at,
        "figures": figures,
        "chosen": {use: asdict(one) for use, one in (found.chosen or {}).items()},
    }


def _row(pack: Pack, one: Figures) -> Sequence[str]:
    worst = max(one.parity.values(), key=lambda gap: gap.mean, default=Gap(0, 0, 1, 0))
    tuned_to = chosen.choice(data_folder(), pack, one.use)
    default = tuned_to.variant if tuned_to else chosen.default(pack, one.use)
    return (
        one.use,
        f"{one.variant} *" if one.variant == default else one.variant,
        "yes" if one.inside else "no",
        f"{worst.mean:.3f}",
        f"{max((gap.largest for gap in one.parity.values()), default=0):.3f}",
        f"{sum(gap.agree for gap in one.parity.values()) / max(len(one.parity), 1):.1%}",
        str(sum(gap.not_a_number for gap in one.parity.values())),
        f"{one.texts_per_second:.1f}",
        f"{one.peak_mb:.0f} MB",
    )


def _outside(pack: Pack, one: Figures) -> str:
    name, worst = max(one.parity.items(), key=lambda item: item[1].mean)
    return (
        f"{pack.id} answers otherwise on this machine than where it was made: {one.variant} is off by {worst.mean:.2f} nats on "
        f"average under {name}, with {worst.agree:.0%} of the outcomes equal. Run: python main.py models tune {pack.id}"
    )


def _heads(pack: Pack) -> list[Head]:
    return [head for protocol in shipped() for head in usable(data_folder(), pack, protocol).values()]


def _judged(heads: Sequence[Head], reference: Reference, readings: Readings) -> dict[str, Gap]:
    if readings.states is not None:
        return parity.of_heads(reference, readings.states, heads)
    return parity.of_questions(reference, readings.logits, shipped())
