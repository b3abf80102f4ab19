"""The packaged program as it lies in `dist`, where no bare machine can be made: it must at least start and know itself."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.packaged.machine import obstacle
from tests.packaged.test_bare_machine import BARE
from tests.paths import ROOT, commit

PROGRAM = ROOT / "dist" / "kizashi" / "kizashi"

pytestmark = [
    pytest.mark.bundle,
    pytest.mark.skipif("KIZASHI_PACKAGES" not in os.environ, reason="packed and tested by: make bundle-smoke"),
    pytest.mark.skipif(not obstacle(BARE), reason="the bare machine tries more than this"),
]


def test_it_starts_by_itself_and_names_the_commit_that_it_was_packed_from(tmp_path: Path) -> None:
    environment = {"KIZASHI_HOME": str(tmp_path), "LANG": "C.UTF-8"}
    ended = subprocess.run([PROGRAM, "doctor", "--json"], env=environment, capture_output=True, text=True, check=False)
    report = json.loads(ended.stdout)
    assert report["commit"] == commit(), "the tests are of another commit: make bundle-smoke"
    assert report["packs"] == {"smollm2-135m": "verified"}
