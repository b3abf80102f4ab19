"""The ways of asking that can be measured against each other, each with the code that a screening run uses."""

from collections.abc import Mapping
from threading import Event
from types import MappingProxyType

from domain.errors import KizashiError
from domain.head import Head
from domain.pack import Pack
from domain.protocol import Protocol, Thresholds
from domain.screening import Screening
from domain.text import Draft
from inference.scorer import open_scorer as open_engine
from learning.evaluation import Contender, Judge
from screening.screener import Screener
from screening.ways import HEAD, ZERO_SHOT, Learned, OpenScorer, Way, ZeroShot
from store.runs import PendingText


def contender(
    protocol: Protocol,
    pack: Pack,
    way: str,
    open_scorer: OpenScorer = open_engine,
    heads: Mapping[str, Head] = MappingProxyType({}),
) -> Contender:
    """Return one way of asking one pack.

    `heads` are by language, for the way `head`. Raises KizashiError for a way that there is not, or a head that is not.
    """
    if way not in (ZERO_SHOT, HEAD):
        raise KizashiError(f"There is no way of asking '{way}'. There is: {ZERO_SHOT}, {HEAD}.")
    if way == HEAD and not heads:
        raise KizashiError(f"{pack.id} has no learned head for {protocol.id}. Build or import the model again.")

    def judge() -> Judge:
        # As with a validation record: whether there should be one is what an evaluation helps to decide.
        opened: Way
        if way == HEAD:
            opened = Learned(protocol, pack, open_scorer, heads, {})
        else:
            opened = ZeroShot(protocol, pack, open_scorer, lambda _language: True, Event())
        screener = Screener(protocol, opened, Event())

        def screen(text: Draft) -> Screening:
            return screener.screen(PendingText(text.row, text.untrusted_body, text.replaced))

        return screen

    def thresholds(language: str) -> Thresholds:
        served = heads.get(language) or next(iter(heads.values()), None)
        return served.thresholds if served and way == HEAD else protocol.thresholds

    return Contender(f"{pack.id} {way}", pack.id, way, thresholds, judge)
