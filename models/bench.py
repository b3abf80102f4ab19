"""How fast this machine reads labels, each way beside the others in one run.

Every way lives in a process of its own and all take turns, ten texts each, so that noise of the machine falls on all alike and each
has its caches warm, as in a run.
"""

import multiprocessing
import signal
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np

from domain.errors import KizashiError, ModelError
from domain.pack import Pack
from inference.devices import Device
from inference.machine import peak_mb
from models.way import Material, Opener, Skipped, Text
from models.ways import REFERENCES, ways

EXACT = "ours-fp32"
"""The way that the answers of the others are compared with, where they have no reference of their own."""


TURN = 10
"""Texts that a way reads before the next one has its turn."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One way's figures. Rates are medians over the turns; `tokens_per_second` counts the texts' own tokens.

    `ready_ms` runs from opening the graph until it waits for a text behind its prefix, `first_result_ms` on to the first answer.
    `peak_mb` is of the whole process, `outcomes_agree` the share of texts with the same more likely answer as the reference
    way's, None where there is no reference.
    """

    way: str
    variant: str
    prefix_tokens: int
    texts_per_second: float
    tokens_per_second: float
    ready_ms: float
    first_result_ms: float
    peak_mb: float
    outcomes_agree: float | None


@dataclass(frozen=True, slots=True)
class NotMeasured:
    """A way that could not run here."""

    way: str
    skipped: str


def material(
    tokens: Sequence[int], neutral: Sequence[int], answers: tuple[int, int], *, prefix: int, texts: int
) -> Material:
    """Cut a corpus into a prefix of `prefix` tokens and `texts` texts of 60 to 180 tokens; the same on every machine."""
    random = np.random.default_rng(0)
    ring = np.resize(np.array(tokens), prefix + texts * 180)
    lengths = random.integers(60, 181, texts)
    starts = prefix + random.integers(0, len(ring) - prefix - 180, texts)
    cut = (tuple(ring[start : start + length].tolist()) for start, length in zip(starts, lengths, strict=True))
    return Material(tuple(ring[:prefix].tolist()), tuple(neutral), tuple(cut), answers)


def measure(
    pack: Pack,
    given: Material,
    names: Sequence[str],
    cache: Path,
    progress: Callable[[str], None],
    device: Device | None = None,
) -> list[Measured | NotMeasured]:
    """Run the named ways (all, when none is named) side by side and return their figures in order.

    What other engines need is made in the folder `cache` and kept. `device` is as in `ways`. A way that fails is told, and
    the others go on.
    """
    known = ways(pack, cache, device)
    wanted = list(names) or list(known)
    if unknown := [name for name in wanted if name not in known]:
        raise ModelError(f"There is no way {', '.join(unknown)}. There is: {', '.join(known)}.")
    rows: dict[str, Measured | NotMeasured] = {}
    running: list[_Runner] = []
    try:
        for name in dict.fromkeys([*wanted, *filter(known.get, map(_reference, wanted))]):
            progress(f"Opening {name}")
            match known[name]():
                case Skipped(reason):
                    rows[name] = NotMeasured(name, reason)
                case opener:
                    running.append(_Runner(name, opener, pack, given))
        for start in range(0, len(given.texts), TURN):
            for runner in running:
                progress(f"{runner.name}: text {start + 1} of {len(given.texts)}")
                runner.read(given.texts[start : start + TURN])
        said = {runner.name: runner.log_odds for runner in running}
        rows |= {runner.name: runner.result(said.get(_reference(runner.name))) for runner in running}
    finally:
        for runner in running:
            runner.close()
    return [rows[name] for name in wanted]


def _reference(way: str) -> str:
    return REFERENCES.get(way, EXACT)


class _Runner:
    """One way in its own process, asked for one turn's texts at a time. Once it has failed, it is asked for nothing."""

    def __init__(self, name: str, opener: Opener, pack: Pack, given: Material) -> None:
        self.name, self.log_odds, self._failure = name, list[float](), ""
        self._texts_a_second, self._tokens_a_second = list[float](), list[float]()
        spawn = multiprocessing.get_context("spawn")
        self._pipe, theirs = spawn.Pipe()
        self._process = spawn.Process(target=_serve, args=(theirs, opener, pack, given), daemon=True)
        self._process.start()
        theirs.close()
        self._opened = self._receive()

    def read(self, turn: Sequence[Text]) -> None:
        """Let the way read the texts of one turn; keep its answers and its time."""
        if answer := self._ask(turn):
            log_odds, seconds = answer
            self.log_odds += log_odds
            self._texts_a_second.append(len(turn) / seconds)
            self._tokens_a_second.append(sum(map(len, turn)) / seconds)

    def result(self, reference: Sequence[float] | None) -> Measured | NotMeasured:
        """Return the figures over all turns, or why there are none."""
        peak = self._ask(None)
        if not peak:
            return NotMeasured(self.name, self._failure)
        variant, prefix_tokens, ready, first_result = self._opened
        agree = None if not reference else float(np.mean(np.sign(self.log_odds) == np.sign(reference)))
        return Measured(
            way=self.name,
            variant=variant,
            prefix_tokens=prefix_tokens,
            texts_per_second=statistics.median(self._texts_a_second),
            tokens_per_second=statistics.median(self._tokens_a_second),
            ready_ms=ready * 1000,
            first_result_ms=first_result * 1000,
            peak_mb=peak[0],
            outcomes_agree=agree,
        )

    def close(self) -> None:
        """End the process, which has nothing to tidy up."""
        self._pipe.close()
        self._process.kill()
        self._process.join()

    def _ask(self, turn: Sequence[Text] | None) -> tuple[Any, ...]:
        if self._failure:
            return ()
        self._pipe.send(turn)
        return self._receive()

    def _receive(self) -> tuple[Any, ...]:
        """Return what the way says, or nothing where it failed."""
        try:
            answer = self._pipe.recv()
        except (EOFError, ConnectionError):
            self._process.join(timeout=10)
            self._failure = f"its process died (exit code {self._process.exitcode})"
            return ()
        if isinstance(answer, KizashiError):
            self._failure = str(answer)
            return ()
        return tuple(answer)


def _serve(pipe: Connection, opener: Opener, pack: Pack, given: Material) -> None:
    """Open a way and answer turns until none is sent: the life of one way's process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for whoever waits, and ends this
    try:
        start = time.perf_counter()
        way = opener(pack, given)
        ready = time.perf_counter() - start
        way.log_odds(given.texts[:1])
        pipe.send((way.variant, way.prefix_tokens, ready, time.perf_counter() - start))
        while (turn := pipe.recv()) is not None:
            start = time.perf_counter()
            log_odds = way.log_odds(turn)
            pipe.send((log_odds, time.perf_counter() - start))
        pipe.send((peak_mb(),))
    except KizashiError as error:
        pipe.send(error)
    except EOFError:
        pass
