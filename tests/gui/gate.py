"""A model that waits to be let through, so that a test can act while a run is under way."""

from threading import Semaphore

from domain.pack import Pack
from domain.protocol import LongText
from inference.prompt import Prompt
from inference.scores import WindowScores
from tests.screening.words import WordScorer

OPEN = 10_000


class Gate:
    """Opens scorers that read as many texts as `let_through` has allowed; a stop lets the waiting one go."""

    def __init__(self) -> None:
        self._permits = Semaphore(0)

    def let_through(self, texts: int = OPEN) -> None:
        self._permits.release(texts)

    def __call__(self, _pack: Pack, prompt: Prompt, _long_text: LongText) -> WordScorer:
        return _Waiting(prompt, self._permits)


class _Waiting(WordScorer):
    def __init__(self, prompt: Prompt, permits: Semaphore) -> None:
        super().__init__(prompt)
        self._permits = permits

    def score(self, untrusted_text: str) -> list[WindowScores]:
        self._permits.acquire()
        return super().score(untrusted_text)

    def stop(self) -> None:
        super().stop()
        self._permits.release()
