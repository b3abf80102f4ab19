"""The ways of asking that can be measured against each other, each with the code that a screening run uses."""

from threading import Event

from domain.errors import KizashiError
from domain.pack import Pack
from domain.protocol import Protocol
from domain.screening import Screening
from domain.text import Draft
from inference.scorer import open_scorer as open_engine
from learning.evaluation import Contender, Judge
from screening.job import WAY
from screening.screener import OpenScorer, Screener
from store.runs import PendingText


def contender(protocol: Protocol, pack: Pack, way: str, open_scorer: OpenScorer = open_engine) -> Contender:
    """Return one way of asking one pack. Raises KizashiError for a way that there is not."""
    if way != WAY:
        raise KizashiError(f"There is no way of asking '{way}'. There is: {WAY}.")

    def judge() -> Judge:
        # As with a validation record: whether there should be one is what an evaluation helps to decide.
        screener = Screener(protocol, pack, open_scorer, lambda _language: True, Event())

        def screen(text: Draft) -> Screening:
            return screener.screen(PendingText(text.row, text.untrusted_body, text.replaced))

        return screen

    return Contender(f"{pack.id} {way}", pack.id, way, protocol.thresholds, judge)
