"""An engine in a process of its own, so that nothing it does keeps a window waiting.

Loading a tokenizer holds Python's lock for half a second, and a model takes every core that it can get: in the window's own
process its loop stood still for both. Here a pipe carries texts to the other process and scores back, in memory alone.
"""

import signal
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from itertools import count
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from threading import Lock, Thread
from typing import Any, Protocol
from weakref import finalize

from access.systems import system
from domain.errors import ModelError, described
from domain.pack import Pack
from domain.protocol import LongText
from inference.prompt import Prompt
from inference.scorer import SameTraits, Scorer
from inference.scores import WindowScores

Open = Callable[[Pack, Prompt, LongText], Scorer]

STOP, END = "stop", "end"
OPENED = 0
"""The number of the first answer: what the engine is, or why there is none. The texts' numbers begin behind it."""


class Pipe(Protocol):
    """One end of a pipe, of whichever class the system has for it."""

    def send(self, obj: Any, /) -> None:
        """Send what pickles."""

    def recv(self) -> Any:
        """Return what was sent; raises EOFError once the other end is closed."""

    def close(self) -> None:
        """Close this end."""


class Apart(SameTraits):
    """A `Scorer` that works elsewhere; its process ends when nobody holds it any more.

    Raises what opening the engine raises, and ModelError when the process has died.
    """

    def __init__(self, opener: Open, pack: Pack, prompt: Prompt, long_text: LongText) -> None:
        spawn = get_context("spawn")
        ours, theirs = spawn.Pipe()
        process = spawn.Process(target=_serve, args=(theirs, opener, pack, prompt, long_text), daemon=True)
        self._line = _Line(ours)
        opened = self._line.expect(OPENED)
        process.start()
        theirs.close()
        Thread(target=self._line.listen, args=(process,), name="engine", daemon=True).start()
        finalize(self, self._line.tell, END)
        super().__init__(opened.result())

    def score(self, untrusted_text: str) -> list[WindowScores]:
        """See `inference.scorer.Scorer`."""
        scores: list[WindowScores] = self._line.ask(untrusted_text).result()
        return scores

    def stop(self) -> None:
        """End the passes under way, from any thread."""
        self._line.tell(STOP)


def opener(beside: Open) -> Open:
    """Return what opens each engine in a process of its own, as `beside` would here; it must be one that pickles."""
    return partial(Apart, beside)


class _Line:
    """This end of the pipe: many threads ask, one listens and hands each its answer."""

    def __init__(self, pipe: Pipe) -> None:
        self._pipe, self._lock = pipe, Lock()
        self._numbers = count(OPENED + 1)
        self._waiting: dict[int, Future[Any]] = {}
        self._dead: ModelError | None = None

    def expect(self, number: int) -> "Future[Any]":
        """Return where the answer of this number will be."""
        return self._waiting.setdefault(number, Future())

    def ask(self, untrusted_text: str) -> "Future[Any]":
        """Send a text, and return where its answer will be."""
        with self._lock:
            if self._dead:
                raise self._dead
            number = next(self._numbers)
            answer = self.expect(number)
            with suppress(OSError):  # it died just now: the listener finds out, and says so to all who wait
                self._pipe.send((number, untrusted_text))
            return answer

    def tell(self, what: str) -> None:
        """Send a word that has no answer."""
        with self._lock, suppress(OSError):
            self._pipe.send(what)

    def listen(self, process: BaseProcess) -> None:
        """Hand on answers until the process ends; whoever still waits then is told."""
        with suppress(EOFError, OSError):
            while True:
                self._hand_on(*self._pipe.recv())
        process.join()
        with self._lock:
            self._pipe.close()
            self._dead = ModelError(
                f"The model's process has ended (exit code {process.exitcode}): the memory may have run out. "
                "What was screened is kept. Close other programs and go on."
            )
            for answer in self._waiting.values():
                answer.set_exception(self._dead)

    def _hand_on(self, number: int, answer: object) -> None:
        """Give an answer to whoever waits for it, and keep nothing: an error would hold all that it went through."""
        waiting = self._waiting.pop(number)
        if isinstance(answer, Exception):
            waiting.set_exception(answer)
        else:
            waiting.set_result(answer)


def _serve(pipe: Pipe, opener: Open, pack: Pack, prompt: Prompt, long_text: LongText) -> None:
    """Open the engine and answer until nobody asks any more: the life of the other process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the window, whose end is this one's
    system.refuse_core_dumps()
    system.give_way()
    sending = Lock()

    def answer(number: int, ask: Callable[[], object]) -> None:
        try:
            said = ask()
        except Exception as error:  # noqa: BLE001 - the border itself
            said = described(error)
        with sending, suppress(OSError):
            pipe.send((number, said))

    try:
        engine = opener(pack, prompt, long_text)
    except Exception as error:  # noqa: BLE001 - the border itself
        pipe.send((OPENED, described(error)))
        return
    with ThreadPoolExecutor(engine.threads, thread_name_prefix="lane") as pool:
        answer(OPENED, lambda: SameTraits(engine))
        with suppress(EOFError, OSError):
            while (asked := pipe.recv()) != END:
                if asked == STOP:
                    engine.stop()
                else:
                    number, untrusted_text = asked
                    pool.submit(answer, number, partial(engine.score, untrusted_text))
        engine.stop()
