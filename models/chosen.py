"""Which of a pack's variants runs: the safe one, or what was chosen when the pack was tuned on this machine."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from domain.pack import Pack
from domain.protocol import LongText
from inference.decoder import EXACT, FAST
from inference.exported import FUSED, LAST_POSITION
from inference.prompt import Prompt
from inference.scorer import Scorer, open_scorer
from models.measured import Choice, Use, load


def exact_variant(pack: Pack) -> str:
    """Return the graph that speaks for the pack: what all others are made from and compared with."""
    return next((name for name in (EXACT, FUSED, LAST_POSITION) if name in pack.graphs), next(iter(pack.graphs), EXACT))


def choice(data: Path, pack: Pack, use: Use) -> Choice | None:
    """Return what was chosen for a pack here, or None where nothing was, or where that variant is there no more."""
    found = (load(data, pack).chosen or {}).get(use)
    return found if found and found.variant in pack.graphs else None


def default(pack: Pack, use: Use) -> str:
    """Return the variant that runs where nothing was chosen: see `inference.decoder` and `inference.exported`."""
    exact = exact_variant(pack)
    fast = pack.heads_variant or FAST
    return fast if use is Use.HEADS and any(name.startswith(f"{fast}/exit") for name in pack.graphs) else exact


def running(data: Path, pack: Pack, use: Use) -> str:
    """Return the variant that runs here: the one chosen by tuning, else the one by default. Heads keep theirs."""
    tuned_to = choice(data, pack, use)
    return tuned_to.variant if tuned_to and use is Use.QUESTIONS else default(pack, use)


def opener(data: Path) -> Callable[[Pack, Prompt, LongText], Scorer]:
    """Return what opens engines as this machine was tuned; as it is safe, where it was not."""
    return partial(_open, data)  # no closure: another process may be handed it


def _open(data: Path, pack: Pack, prompt: Prompt, long_text: LongText) -> Scorer:
    use = Use.QUESTIONS if prompt.asks else Use.HEADS
    tuned = choice(data, pack, use)
    variant = tuned.variant if tuned and use is Use.QUESTIONS else None  # heads read what they were fitted on
    return open_scorer(pack, prompt, long_text, variant=variant, threads=tuned.threads if tuned else None)
