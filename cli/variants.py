"""What `kizashi models` shows of a pack's variants: what was measured of them on this machine."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.table import Column, Table

from access.paths import data_folder
from cli.terminal import RESULTS, say
from domain.pack import Pack
from models import chosen, measured
from models.measured import Figures

MEANING = {
    "int8": "weights and activations in 8 bits, a scale for each column",
    "w8": "weights and activations in 8 bits, a scale for every 32 numbers",
    "w4": "weights in 4 bits and activations in 8, a scale for every 32 numbers",
}
"""What the names of narrow variants stand for."""


def show(packs: Iterable[Pack]) -> None:
    """Print what was measured of packs on this machine, if anything was."""
    titles = ("for", "variant", "inside", "mean", "largest", "outcomes", "NaN", "texts/s", "peak")
    found = [(pack, measured.load(data_folder(), pack).figures) for pack in packs]
    for pack, figures in found:
        columns = (Column(title, overflow="fold", no_wrap=title != "variant") for title in titles)
        table = Table(*columns, title=pack.id, title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
        for one in figures:
            table.add_row(*_row(pack, one))
        if figures:
            RESULTS.print(table)
    if any(figures for _, figures in found):
        say("Differences are from the exact graph, in nats, under the worst protocol; * runs by default here.")
    narrow = sorted({one.variant for _, figures in found for one in figures} & MEANING.keys())
    if narrow:
        say("; ".join(f"{variant}: {MEANING[variant]}" for variant in narrow) + ".")


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
    default = chosen.running(data_folder(), pack, one.use)
    return (
        one.use,
        f"{one.variant} *" if one.variant == default else one.variant,
        "yes" if one.inside else "no",
        f"{one.worst.mean:.3f}",
        f"{max((gap.largest for gap in one.parity.values()), default=0):.3f}",
        f"{sum(gap.agree for gap in one.parity.values()) / max(len(one.parity), 1):.1%}",
        str(sum(gap.not_a_number for gap in one.parity.values())),
        f"{one.texts_per_second:.1f}",
        f"{one.peak_mb:.0f} MB",
    )
