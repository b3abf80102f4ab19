"""The ways of asking that can be measured against each other, each with the code that a screening run uses."""

from collections.abc import Iterable, Iterator
from threading import Event

from domain.pack import Pack
from domain.protocol import Protocol, Thresholds
from domain.screening import Screening
from domain.text import Draft
from inference.lanes import in_order
from inference.scorer import open_scorer as open_engine
from learning import examples
from learning.findings import Contender, Judge
from learning.labels import bare
from screening.asking import Equipment, basis, open_way
from screening.screener import Screener
from screening.ways import BOTH, OpenScorer, served
from store.runs import PendingText


def contender(
    protocol: Protocol,
    pack: Pack,
    equipment: Equipment,
    own: Iterable[str] = (),
    called: str = "",
    open_scorer: OpenScorer = open_engine,
) -> Contender:
    """Return a pack that is asked in the way of `equipment`, as if that had its validation record.

    `own` are texts of the site's own examples that the equipment learned from, `called` is what stands behind its name.
    """

    def judge() -> Judge:
        way = open_way(protocol, pack, equipment, open_scorer, lambda _language: True, Event())
        return _judge(Screener(protocol, way, Event()))

    known = {*map(bare, own), *_learned_from(protocol, equipment)}
    return Contender(
        name=f"{pack.id} {equipment.way} {called}".strip(),
        model=pack.id,
        way=equipment.way,
        thresholds=lambda language: _thresholds(protocol, pack, equipment, language),
        open=judge,
        basis=lambda language: basis(equipment, protocol, pack, language),
        learned_from=frozenset(known),
    )


def _thresholds(protocol: Protocol, pack: Pack, equipment: Equipment, language: str) -> Thresholds:
    """Return what the way's own thresholds of a language are; where the language can't be told, the first one's."""
    learned = equipment.heads or equipment.shots
    asked = [code for code in served(protocol, pack) if code in learned or not learned]
    language = language if language in asked else asked[0]
    if own := equipment.adjustments.get(language):
        return own.thresholds
    head = None if equipment.way == BOTH else equipment.heads.get(language)
    return head.thresholds if head else protocol.thresholds


def _learned_from(protocol: Protocol, equipment: Equipment) -> Iterator[str]:
    for shots in equipment.shots.values():
        yield from (bare(shot.text) for shot in shots.shown)
    for language, head in equipment.heads.items():
        known = examples.shipped(protocol, language) if examples.path(protocol.id, language).is_file() else None
        if known and known.sha256 == head.tie.examples_sha256:
            yield from map(bare, known.all_texts)


def _judge(screener: Screener) -> Judge:
    """Return what screens texts as a run does, so many at once as its engine reads, each as it would be alone."""

    def screen(text: Draft) -> Screening:
        return screener.screen(PendingText(text.row, text.untrusted_body, text.replaced))

    return lambda texts: in_order(screen, texts, screener.way.engine.threads)
