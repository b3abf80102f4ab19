"""Heads from a site's own examples, alone or beside the shipped ones, whichever ranks the site's own texts better unseen."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from domain.clock import now
from domain.errors import ModelError
from domain.head import Head
from domain.pack import Pack
from domain.program import command
from domain.protocol import Protocol
from inference.scorer import Scorer, open_scorer
from learning import bank, features, files, makers, prior
from learning.errors import ExamplesError
from learning.examples import ExampleSet
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
    head = _fit(known, scorer, exits, pack, data, progress)
    heads.keep(db, row.id, protocol, pack, head, files.content(head), now())
    return head


def _fit(known: ExampleSet, scorer: Scorer, exits: tuple[int, ...], pack: Pack, data: Path, progress: Progress) -> Head:
    """Train on a set, with the shipped examples beside it unless it does clearly better alone."""
    from learning import beside  # noqa: PLC0415 - scikit-learn takes seconds, and a screening needs none
    from learning.training import Engine, train  # noqa: PLC0415

    states = features.read(scorer, known.texts, exits, partial(progress, "Reading your examples"))
    states = replace(states, prior=prior.of(pack, known.protocol, known.language))
    others = beside.shipped(known.protocol, known.language, known.texts)
    offered = beside.neighbours(others, scorer, exits, partial(progress, "Reading the shipped examples"))
    progress("Learning from your examples", 1.0)
    engine = Engine(pack.sha256, scorer.prefix_sha256, scorer.variant)
    head = train(known, states, engine, SITE, now()[:10], offered)
    if head.severity:
        return head
    return replace(head, severity=beside.levels(data, pack, known.protocol, known.language, head.tie.exit, scorer))
