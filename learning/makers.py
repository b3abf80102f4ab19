"""The makers' own heads for the default pack: trained once, shipped, and taken only where this machine gives the same numbers.

Training takes minutes. Its result is the same wherever the pack is the same, up to how a processor rounds in int8; so a
few texts are read here first, and heads that would say something else on this machine are trained on it instead.

A maintainer makes them anew when the pack, a protocol or an example changes: `python -m learning.makers MODEL`.
"""

import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from access.paths import packs_folder
from domain.clock import now
from domain.head import Head, fingerprint
from domain.pack import Pack
from domain.protocol import LongText, Protocol
from inference.scorer import Scorer, open_scorer
from learning import examples, features, starters
from learning.errors import HeadMismatchError, HeadMissingError
from learning.parity import of_heads
from models import chat
from models.parity import inside
from models.registry import load
from models.tune import reference_of
from screening.protocols import find, shipped
from screening.ways import OpenScorer

SHIPPED = Path(__file__).parent / "shipped"
"""Laid out as a data folder is, so that heads in it are found and checked as any others."""

GOLDEN = "golden.json"
GOLDEN_TEXTS = 8
TOLERANCE = 0.25
"""Nats that the log-odds of a golden text may differ by from the makers' machine."""

EXAMPLES = LongText(window_tokens=512, overlap_tokens=64, max_windows=200)
"""How example texts are read: as the shipped protocols read any."""


def engine(pack: Pack, open_engine: OpenScorer = open_scorer) -> tuple[Scorer, tuple[int, ...]]:
    """Return the pack's engine for learning, and the exits that it gives, the preferred one first."""
    exits = (starters.half_depth(pack),)
    return open_engine(pack, chat.neutral(pack, exits), EXAMPLES), exits


def heads(pack: Pack, protocols: Sequence[Protocol], scorer: Scorer) -> list[Head]:
    """Return the makers' heads of a pack for some protocols; none when one is not shipped, or speaks otherwise here."""
    wanted = [(one, language) for one in protocols for language in pack.languages if language in starters.taught(one)]
    try:
        found = [starters.load(SHIPPED, pack, protocol, language) for protocol, language in wanted]
    except (HeadMissingError, HeadMismatchError):
        return []
    return found if _same_here(found, scorer) else []


def faithful(heads: Sequence[Head], pack: Pack, scorer: Scorer, exits: Sequence[int]) -> bool:
    """Tell whether heads answer on the variant that they read as on the exact one, within the bounds of the parity gate."""
    reference = reference_of(pack)
    states = {
        language: features.read(scorer, texts, exits).by_exit for language, texts in reference.golden.texts.items()
    }
    return inside(of_heads(reference, states, heads))


def _same_here(found: Sequence[Head], scorer: Scorer) -> bool:
    golden = json.loads((SHIPPED / GOLDEN).read_text(encoding="utf-8"))
    return all(
        abs(value - golden[fingerprint(head)][name]) <= TOLERANCE
        for head in found
        for name, value in _log_odds(head, scorer).items()
    )


def _log_odds(head: Head, scorer: Scorer) -> dict[str, float]:
    """Return what a head says of the golden texts: the first of its own examples."""
    golden = examples.shipped(find(head.tie.protocol), head.tie.language).examples[:GOLDEN_TEXTS]
    return {one.id: head.log_odds(scorer.score(one.text)[0].pooled[head.tie.exit].tolist()) for one in golden}


def _make(model: str) -> None:
    """Train the heads of a built pack and put them among the shipped ones, with what they say of the golden texts."""
    pack = load(packs_folder(), model)
    scorer, exits = engine(pack)
    made = starters.train_all(pack, scorer, exits, shipped(), now()[:10])
    if not faithful(made, pack, scorer, exits):
        raise SystemExit(
            "The parity gate is closed to these heads: change the examples, or the variant that heads read."
        )
    shutil.rmtree(SHIPPED / "heads", ignore_errors=True)
    starters.save(made, SHIPPED, pack)
    golden = {fingerprint(head): _log_odds(head, scorer) for head in made}
    (SHIPPED / GOLDEN).write_text(json.dumps(golden, indent=1), encoding="utf-8")


if __name__ == "__main__":
    _make(sys.argv[1])
