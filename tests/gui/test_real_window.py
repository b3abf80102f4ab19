"""The program itself, on a screen: started as a user starts it, driven by keys, the store read back afterwards."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from access.keys import unattended_key
from access.paths import config_folder, unattended_store
from cli.libraries import missing_packages
from custody import intended_use
from domain.pack import Pack
from domain.text import Reading
from screening.job import Order, ScreeningJob
from screening.protocols import find
from store.database import open_store
from tests.gui.conftest import OWNER, OpenDatabase, write_table
from tests.paths import ROOT
from tests.screening.words import OpenWords

TOOLS = ("Xvfb", "xdotool")
PATIENCE = 60.0
"""Seconds until a slow machine is given up on."""

CASES = 50
DECIDE = ["key", "--delay", "60", *["1", "a"] * 5, "n", "j"]
"""Five times the mildest severity and "a case", once "not a case", and one step down the list."""

missing = [tool for tool in TOOLS if not shutil.which(tool)]
pytestmark = pytest.mark.skipif(bool(missing), reason=f"no screen to open a window on: {', '.join(missing)} missing")


@pytest.fixture
def screen() -> Iterator[str]:
    """A virtual screen of the size of a small laptop's."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x720x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as numbers:
            yield f":{numbers.readline().strip()}"
        server.terminate()


@pytest.fixture
def store(home: Path, word_pack: Pack, tmp_path: Path) -> OpenDatabase:
    """This account's own store, with fifty screened texts in it."""
    assert home
    path = unattended_store()
    said = ("It was dreadful at work.", "This was a calm day.", "", "A <grave> <grave> <grave> and dreadful day.")
    texts = write_table(tmp_path / "fifty.csv", {f"text-{number}": said[number % 4] for number in range(CASES)})
    opened = partial(open_store, path, unattended_key(config_folder(), path))
    list(ScreeningJob(opened, OWNER, Order([texts], Reading(), find("depression"), word_pack), OpenWords()))
    with opened() as db:
        intended_use.accept(db, OWNER)
    return opened


def until(done: Callable[[], bool]) -> None:
    """Look again and again: another process has no signal to wait for."""
    limit = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < limit, "the window did not do it in time"
        time.sleep(0.2)


def test_fifty_cases_are_each_decided_once_by_keys_alone(
    screen: str, store: OpenDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key that comes too early or twice must not decide a case that nobody saw, nor one case twice."""
    monkeypatch.setenv("DISPLAY", screen)
    if packages := missing_packages():
        pytest.skip(f"Qt can't open a window here without {', '.join(packages)}")
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb", "LANG": "C.UTF-8"}

    def xdotool(*arguments: str) -> str:
        command = ["xdotool", *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stdout

    def visible() -> list[str]:
        return xdotool("search", "--onlyvisible", "--name", "^Kizashi$").split()

    def all_decided() -> bool:
        xdotool(*DECIDE)
        with store() as db:
            return db.first("SELECT count(*) AS n FROM cases WHERE NOT decided") == {"n": 0}

    with subprocess.Popen([sys.executable, ROOT / "main.py"], env=environment) as program:
        try:
            until(lambda: bool(visible()))
            xdotool("windowfocus", "--sync", visible()[0])
            xdotool("key", "ctrl+3")
            until(all_decided)
        finally:
            program.terminate()
    with store() as db:
        decisions = db.first("SELECT count(*) AS n, count(DISTINCT case_id) AS cases FROM decisions")
        said = db.first(
            "SELECT sum(verdict = 'case' AND severity = 'mild') AS cases, count(seconds) AS timed FROM decisions"
        )
    assert decisions == {"n": CASES, "cases": CASES}
    assert said
    assert said["timed"] == CASES
    assert 0 < said["cases"] < CASES
