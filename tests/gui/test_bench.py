"""The figures that the window is held to must come from the real window over a real store."""

import json
import os
import subprocess
import sys
from pathlib import Path

from store.bench_store import VERSION
from tests.paths import ROOT

WANTED = {"window_seconds", "queue_ms", "results_ms", "filter_ms", "next_case_ms", "scroll_ms"}


def test_the_window_is_measured_over_a_store_made_for_it(tmp_path: Path) -> None:
    """Without a model there is no run to be blocked by; all else is there, and the store is kept for the next time."""
    command = [sys.executable, "main.py", "bench", "--gui", "--json", "--rows", "300", "--times", "1"]
    environment = os.environ | {"KIZASHI_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    figures = json.loads(ended.stdout)
    assert all(figures[name] > 0 for name in WANTED)
    assert figures["worst_gap_ms"] is None
    assert figures["noise"]["idle_gap_ms"] >= figures["own"]["idle_gap_ms"] >= 0
    assert len(figures["filters"]) > 10
    assert [file.name for file in (tmp_path / "data" / "cache").iterdir()] == [f"bench-{VERSION}-300.kizashi"]
