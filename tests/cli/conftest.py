"""The real command line, run as its own process in a home of its own."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from access.keys import unattended_key
from store.database import Database, open_store
from tests.paths import ROOT

MAIN = [sys.executable, str(ROOT / "main.py")]


@dataclass(frozen=True)
class Home:
    """A folder that holds all that a command line keeps."""

    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {"KIZASHI_HOME": str(self.folder)}

    @property
    def store(self) -> Path:
        return self.folder / "data" / "unattended.kizashi"

    def kizashi(self, *arguments: object, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        command = [*before, *MAIN, *map(str, arguments)]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False, timeout=280)

    def start(self, *arguments: object) -> subprocess.Popen[str]:
        command = [*MAIN, *map(str, arguments)]
        return subprocess.Popen(
            command, env=self.environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def database(self) -> Database:
        return open_store(self.store, unattended_key(self.folder / "config", self.store))


def make_home(folder: Path, packs: Path | None) -> Home:
    (folder / "data").mkdir(parents=True)
    if packs:
        (folder / "data" / "packs").symlink_to(packs)
    return Home(folder)


@pytest.fixture
def bare(tmp_path: Path) -> Home:
    """A home without a model."""
    return make_home(tmp_path / "bare", None)


@pytest.fixture
def equipped(tmp_path: Path, packs: Path) -> Home:
    """A home with the default model."""
    return make_home(tmp_path / "equipped", packs)
