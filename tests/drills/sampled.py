"""Running a command while its memory is watched."""

import itertools
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import psutil

from tests.paths import ROOT

EVERY = 0.5
"""Seconds between two looks at the memory."""

SPARE = 1.5e9
"""Bytes that must stay free on the machine: a drill ends before it drives others out of memory."""


@dataclass(frozen=True, slots=True)
class Sampled:
    """What a command printed, its exit code and seconds, and the megabytes it held, one sample after the other."""

    output: str
    code: int
    seconds: float
    held_mb: list[float]

    @property
    def peak_mb(self) -> float:
        """The most that was seen."""
        return max(self.held_mb, default=0)

    def shares(self, parts: int) -> list[float]:
        """Return the most that was held in each of `parts` equal shares of the time."""
        bounds = [len(self.held_mb) * part // parts for part in range(parts + 1)]
        return [max(self.held_mb[first:last], default=0) for first, last in itertools.pairwise(bounds)]


def python(arguments: Sequence[str], environment: Mapping[str, str]) -> Sampled:
    """Run this interpreter in the repository and watch it with all its children."""
    start, held = time.monotonic(), list[float]()
    command = [sys.executable, *arguments]
    with subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True
    ) as run:
        watched = psutil.Process(run.pid)
        while run.poll() is None:
            held.append(_held_mb(watched))
            if psutil.virtual_memory().available < SPARE:
                run.kill()
            time.sleep(EVERY)
        output = run.stdout.read() if run.stdout else ""
    return Sampled(output, run.returncode, time.monotonic() - start, held)


def _held_mb(process: psutil.Process) -> float:
    try:
        family = [process, *process.children(recursive=True)]
        return float(sum(one.memory_info().rss for one in family) / 1e6)
    except psutil.NoSuchProcess:
        return 0.0
