"""If this fails, the memory that people buy machines by is not what the program takes."""

import subprocess
import sys

from inference.machine import peak_mb
from tests.paths import ROOT

SMALL = "from inference.machine import peak_mb; print(peak_mb())"


def test_the_memory_of_a_process_is_its_own_and_not_that_of_the_one_that_started_it() -> None:
    held = bytearray(b"1") * 200_000_000
    assert peak_mb() > len(held) / 1e6
    started = subprocess.run([sys.executable, "-c", SMALL], cwd=ROOT, capture_output=True, text=True, check=True)
    assert 5 < float(started.stdout) < 150
