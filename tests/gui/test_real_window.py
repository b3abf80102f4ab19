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
from domain.pack import Pack
from domain.text import Reading
from screening.job import Order, ScreeningJob
from screening.protocols import find
from store.database import open_store
from tests.gui.conftest import OWNER, TEXTS, OpenDatabase
from tests.paths import ROOT
from tests.screening.words import OpenWords

TOOLS = ("Xvfb", "xdotool")
PATIENCE = 60.0
"""Seconds until a slow machine is given up on."""

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
def store(home: Path, word_pack: Pack, texts: Path) -> OpenDatabase:
    """This account's own store, with five screened texts in it."""
    assert home
    path = unattended_store()
    opened = partial(open_store, path, unattended_key(config_folder(), path))
    list(ScreeningJob(opened, OWNER, Order([texts], Reading(), find("stress"), word_pack), OpenWords()))
    return opened


def until(done: Callable[[], bool]) -> None:
    """Look again and again: another process has no signal to wait for."""
    limit = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < limit, "the window did not do it in time"
        time.sleep(0.2)


def test_every_case_is_decided_once_by_keys_alone(
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
        xdotool("key", "n")
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
    assert decisions == {"n": len(TEXTS), "cases": len(TEXTS)}
