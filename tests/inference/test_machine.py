"""If this fails, the memory that people buy machines by is not what the program takes."""

import subprocess
import sys

import pytest

from inference.machine import give_back, held_mb, peak_mb
from tests.paths import ROOT

SMALL = "from inference.machine import peak_mb; print(peak_mb())"


def test_the_memory_of_a_process_is_its_own_and_not_that_of_the_one_that_started_it() -> None:
    held = bytearray(b"1") * 200_000_000
    assert peak_mb() > len(held) / 1e6
    started = subprocess.run([sys.executable, "-c", SMALL], cwd=ROOT, capture_output=True, text=True, check=True)
    assert 5 < float(started.stdout) < 150


@pytest.mark.skipif(sys.platform != "linux", reason="the C library of other systems keeps nothing back")
def test_what_is_gone_is_not_counted_to_what_comes_after() -> None:
    """Else the second model of a comparison would seem to need what the first one did."""
    blocks, after = [b"1" * size for size in range(90_000, 91_000)], b"1" * 90_000
    held = held_mb()
    del blocks
    give_back()
    assert held_mb() < held - 50
    assert after
