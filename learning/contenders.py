"""The ways of asking that can be measured against each other, each with the code that a screening run uses."""

from collections.abc import Iterator, Mapping
from threading import Event
from types import MappingProxyType

from domain.head import Head
from domain.pack import Pack
from domain.protocol import Protocol, Thresholds
from domain.screening import Screening
from domain.text import Draft
from inference.scorer import open_scorer as open_engine
from learning import examples
from learning.evaluation import Contender, Judge, bare
from screening.screener import Screener
from screening.ways import HEAD, ZERO_SHOT, Learned, OpenScorer, ZeroShot
from store.runs import PendingText

NONE: Mapping[str, Head] = MappingProxyType({})


def zero_shot(protocol: Protocol, pack: Pack, open_scorer: OpenScorer = open_engine) -> Contender:
    """Return a pack that is asked the protocol's own questions, as if that way had its validation record."""

    def judge() -> Judge:
        return _judge(
            Screener(protocol, ZeroShot(protocol, pack, open_scorer, lambda _language: True, Event()), Event())
        )

    return Contender(f"{pack.id} {ZERO_SHOT}", pack.id, ZERO_SHOT, lambda _language: protocol.thresholds, judge)


def learned(
    protocol: Protocol,
    pack: Pack,
    heads: Mapping[str, Head],
    companions: Mapping[str, Head] = NONE,
    open_scorer: OpenScorer = open_engine,
) -> Contender:
    """Return a pack that is read by learned heads (one or more, by language), the suicide-risk ones beside them."""

    def judge() -> Judge:
        return _judge(Screener(protocol, Learned(protocol, pack, open_scorer, heads, companions), Event()))

    def thresholds(language: str) -> Thresholds:
        return (heads.get(language) or next(iter(heads.values()))).thresholds

    return Contender(f"{pack.id} {HEAD}", pack.id, HEAD, thresholds, judge, frozenset(_learned_from(protocol, heads)))


def _learned_from(protocol: Protocol, heads: Mapping[str, Head]) -> Iterator[str]:
    for language, head in heads.items():
        known = examples.shipped(protocol, language)
        if known.sha256 == head.tie.examples_sha256:
            beside = examples.neighbours(protocol, language)
            yield from map(bare, [*known.texts, *(beside.texts if beside else [])])


def _judge(screener: Screener) -> Judge:
    def screen(text: Draft) -> Screening:
        return screener.screen(PendingText(text.row, text.untrusted_body, text.replaced))

    return screen
