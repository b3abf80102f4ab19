"""Numbers too small to matter: a model must not read slower for them, and nothing else of the program may notice."""

import platform
import sys

import numpy as np
import pytest

from inference import subnormal

SMALLEST = np.array([1e-40], np.float32)

pytestmark = pytest.mark.skipif(
    sys.platform == "darwin" or platform.machine().lower() not in {"x86_64", "amd64"}, reason="x86 processors alone"
)


def test_they_are_zero_while_a_graph_runs_and_what_they_were_before_and_after() -> None:
    """A flag left behind would change sums elsewhere in the program."""
    assert (SMALLEST * np.float32(1)).any()
    with subnormal.as_zero():
        assert not (SMALLEST * np.float32(1)).any()
    assert (SMALLEST * np.float32(1)).any()


def test_they_return_when_a_pass_fails() -> None:
    with pytest.raises(ValueError, match="stopped"), subnormal.as_zero():
        raise ValueError("stopped")
    assert (SMALLEST * np.float32(1)).any()
