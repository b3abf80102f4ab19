"""Heads from a site's own examples, alone or beside the shipped ones, whichever ranks the site's own texts better unseen."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from domain.clock import now
from domain.errors import ModelError
from domain.head import Head, Ordinal
from domain.pack import Pack
from domain.program import command
from domain.protocol import Protocol
from inference.scorer import Scorer, open_scorer
from learning import bank, examples, features, files, makers, starters
from learning.errors import ExamplesError, HeadDamagedError, HeadMismatchError, HeadMissingError
from learning.examples import Example, ExampleSet
from learning.labels import bare
from screening.ways import OpenScorer
from store import example_sets, heads
from store.database import Database
from store.example_sets import SetRow

SITE = "site"
Progress = Callable[[str, float], None]


def kept(db: Database, row: SetRow, protocol: Protocol, pack: Pack) -> Head | None:
    """Return the head that the store keeps of a set for this protocol file and pack. Raises HeadDamagedError."""
    content = heads.find(db, row.id, protocol.sha256, pack.sha256)
    return files.parse(content, f"The head of the example set {bank.name(row)}") if content else None


def in_use(db: Database, protocol: Protocol, pack: Pack) -> dict[str, Head]:
    """Return the heads of the sets in use that this pack has learned from, by language; none of a pack without states.

    Raises ExamplesError where a set is in use that it has not learned from: a run without it would not be what people
    believe it is.
    """
    found = {}
    for language in protocol.languages if pack.exits else ():
        row = example_sets.current(db, protocol.id, language)
        if row is None or language not in pack.languages:
            continue
        head = kept(db, row, protocol, pack)
        if head is None:
            raise ExamplesError(
                f"{pack.id} has not learned from the example set {bank.name(row)} that is in use for {protocol.id}. "
                f"Run: {command(f'examples adopt {bank.name(row)}')} --model {pack.id}"
            )
        found[language] = head
    return found


def learned(
    db: Database,
    row: SetRow,
    protocol: Protocol,
    pack: Pack,
    data: Path,
    progress: Progress,
    open_engine: OpenScorer = open_scorer,
) -> Head:
    """Return a set's head, learned and kept now where the store keeps none that fits; `data` is the data folder.

    Raises ExamplesError, and ModelError for a pack that can't learn from these examples.
    """
    return kept(db, row, protocol, pack) or _learn(db, row, protocol, pack, data, progress, open_engine)


def _learn(
    db: Database,
    row: SetRow,
    protocol: Protocol,
    pack: Pack,
    data: Path,
    progress: Progress,
    open_engine: OpenScorer,
) -> Head:
    if not pack.exits:
        raise ModelError(f"{pack.id} offers no states to learned heads. Show it the examples: --way few-shot")
    if row.language not in pack.languages:
        raise ExamplesError(f"The example set {bank.name(row)} is in '{row.language}', which {pack.id} does not read.")
    known = bank.example_set(db, row, protocol)
    scorer, exits = makers.engine(pack, open_engine)
    head = _fit(known, scorer, exits, pack, progress)
    head = replace(head, severity=head.severity or _starters_severity(head, pack, protocol, data))
    heads.keep(db, row.id, protocol, pack, head, files.content(head), now())
    return head


def _fit(known: ExampleSet, scorer: Scorer, exits: tuple[int, ...], pack: Pack, progress: Progress) -> Head:
    """Choose by cross-validation whether the shipped examples help, and train."""
    from learning.folds import folds  # noqa: PLC0415 - scikit-learn takes seconds, and a screening needs none
    from learning.heads import SAFE_STRENGTH, Neighbours, area, out_of_fold, standard_error  # noqa: PLC0415
    from learning.training import Engine, train  # noqa: PLC0415

    states = features.read(scorer, known.texts, exits, partial(progress, "Reading your examples"))
    beside = None
    shipped = _shipped(known)
    if shipped:
        texts = features.read(
            scorer, [one.text for one in shipped], exits, partial(progress, "Reading the shipped examples")
        )
        beside = Neighbours(texts, np.array([one.positive for one in shipped]))

    def ranks(others: Neighbours | None) -> float:
        parts = folds(known.positive)
        [said] = out_of_fold(states, exits[0], (SAFE_STRENGTH,), known.positive, parts, others)
        return area(said, known.positive)

    together = ranks(beside)
    if beside and ranks(None) > together + standard_error(together, known.positive):
        beside = None
    progress("Learning from your examples", 1.0)
    engine = Engine(pack.sha256, scorer.prefix_sha256, scorer.variant)
    head = train(known, states, engine, SITE, now()[:10], beside)
    learned_from = "with the shipped examples beside them" if beside else "from them alone"
    return replace(head, record=replace(head.record, folds=f"{head.record.folds}, {learned_from}"))


def _shipped(known: ExampleSet) -> list[Example]:
    """Return the shipped examples to learn from beside a set, without its own texts: those must stay unseen when tested."""
    if known.language not in starters.taught(known.protocol):
        return []
    shipped = examples.shipped(known.protocol, known.language)
    own = set(map(bare, known.texts))
    both = [*shipped.examples, *(shipped.beside.examples if shipped.beside else ())]
    return [one for one in both if bare(one.text) not in own]


def _starters_severity(head: Head, pack: Pack, protocol: Protocol, data: Path) -> Ordinal | None:
    """Return the starter head's levels for a set that tells too few, where they read the same states."""
    if not protocol.levels:
        return None
    try:
        starter = starters.load(data, pack, protocol, head.tie.language)
    except (HeadMissingError, HeadDamagedError, HeadMismatchError):
        return None
    same = (starter.tie.exit, starter.tie.prefix_sha256, starter.tie.variant)
    return starter.severity if same == (head.tie.exit, head.tie.prefix_sha256, head.tie.variant) else None
