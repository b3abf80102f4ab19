"""The heads that every pack starts with: trained from the shipped examples, one per protocol and language."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from domain.head import Head
from domain.pack import Pack
from domain.protocol import Protocol
from inference.scorer import Scorer
from learning import examples, features, files, prior
from learning.errors import HeadMismatchError, HeadMissingError
from learning.examples import ExampleSet
from learning.features import States
from models.chosen import default
from models.measured import Use

MAKERS = "makers"
NAMED = 12
"""Characters of a pack's hash in the name of its folder of heads."""


def half_depth(pack: Pack) -> int:
    """Return the pack's exit nearest to half its depth: where heads read best (docs/decisions/009-learned-heads.md)."""
    return min(pack.exits, key=lambda depth: abs(depth - pack.sizes.layers / 2))


def taught(protocol: Protocol) -> set[str]:
    """Return the languages that Kizashi ships examples of a protocol in."""
    return {language for language in protocol.languages if examples.path(protocol.id, language).is_file()}


def train_all(
    pack: Pack,
    scorer: Scorer,
    exits: Sequence[int],
    protocols: Sequence[Protocol],
    at: str,
    progress: Callable[[str, float], None] = lambda _what, _share: None,
) -> list[Head]:
    """Return a head per protocol and language that the pack and the shipped examples serve.

    `scorer` is the pack's engine under the neutral prompt with these `exits`, the preferred one first. `at` is the
    date of the makers' record. Raises ExamplesError and ModelError.
    """
    from learning.heads import Neighbours  # noqa: PLC0415 - scikit-learn takes seconds, and a screening needs none
    from learning.training import Engine, train  # noqa: PLC0415

    engine = Engine(pack.sha256, scorer.prefix_sha256, scorer.variant)
    sets = [
        examples.shipped(protocol, language)
        for protocol in protocols
        for language in protocol.languages
        if language in pack.languages and language in taught(protocol)
    ]
    texts = list(dict.fromkeys(text for known in sets for text in known.all_texts))
    states = features.read(scorer, texts, exits, partial(progress, "Reading the examples"))
    rows = {text: row for row, text in enumerate(texts)}

    def of(some: ExampleSet) -> States:
        own = states.only(np.array([rows[text] for text in some.texts]))
        return replace(own, prior=prior.of(pack, some.protocol, some.language))

    heads = []
    for place, known in enumerate(sets):
        progress(f"Learning {known.protocol.id} ({known.language})", place / len(sets))
        beside = Neighbours(of(known.beside), known.beside.positive) if known.beside else None
        heads.append(train(known, of(known), engine, MAKERS, at, beside))
    return heads


def folder(data: Path, pack: Pack) -> Path:
    """Return where the heads of a pack lie under the data folder."""
    return data / "heads" / f"{pack.id}-{pack.sha256[:NAMED]}"


def save(heads: Sequence[Head], data: Path, pack: Pack) -> None:
    """Write the heads of a pack, in place of those that were there."""
    for head in heads:
        files.write(head, folder(data, pack) / _name(head.tie.protocol, head.tie.language))


def load(data: Path, pack: Pack, protocol: Protocol, language: str) -> Head:
    """Return a pack's head for a protocol and language.

    Raises HeadMissingError, HeadDamagedError, and HeadMismatchError when it was trained for another pack, variant, protocol
    file or example set than these. The prefix is for whoever opens the engine to check.
    """
    path = folder(data, pack) / _name(protocol.id, language)
    if not path.is_file():
        raise HeadMissingError(
            f"{pack.id} has no head for {protocol.id} ({language}). Heads are trained when a model is built or "
            "imported: do that again."
        )
    head = files.read(path)
    _same(head, "protocol", head.tie.protocol, protocol.id)
    _same(head, "language", head.tie.language, language)
    _same(head, "model pack", head.tie.pack_sha256, pack.sha256)
    _same(head, "variant", head.tie.variant, default(pack, Use.HEADS))
    _same(head, "protocol file", head.tie.protocol_sha256, protocol.sha256)
    _same(head, "example set", head.tie.examples_sha256, examples.shipped(protocol, language).sha256)
    return head


def _name(protocol: str, language: str) -> str:
    return f"{protocol}.{language}.json"


def _same(head: Head, what: str, own: str, wanted: str) -> None:
    if own != wanted:
        raise HeadMismatchError(
            f"The head for {head.tie.protocol} ({head.tie.language}) was trained for another {what}. "
            "Train the heads of this model again."
        )
