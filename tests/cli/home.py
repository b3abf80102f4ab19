"""The real command line, run as its own process in a home of its own."""

import csv
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest

from access.keys import unattended_key
from cli.main import run
from store.database import Database, open_store
from tests.paths import ROOT

MAIN = [sys.executable, str(ROOT / "main.py")]


@dataclass(frozen=True)
class Home:
    """A folder that holds all that a command line keeps, the model packs linked into it."""

    folder: Path

    @classmethod
    def make(cls, folder: Path, packs: Path | None = None) -> "Home":
        (folder / "data").mkdir(parents=True)
        if packs:
            (folder / "data" / "packs").symlink_to(packs)
        return cls(folder)

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {"KIZASHI_HOME": str(self.folder)}

    @property
    def store(self) -> Path:
        return self.folder / "data" / "unattended.kizashi"

    def kizashi(self, *arguments: object, before: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
        command = [*before, *MAIN, *map(str, arguments)]
        return subprocess.run(
            command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=280,
        )

    def here(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        """Run a command in this process, which has started already: through the same door, in a tenth of the time."""
        line, out, err = list(map(str, arguments)), StringIO(), StringIO()
        with pytest.MonkeyPatch.context() as patched, redirect_stdout(out), redirect_stderr(err):
            patched.setenv("KIZASHI_HOME", str(self.folder))
            patched.setattr(sys, "stdin", StringIO())
            try:
                code = run(line)
            except SystemExit as wrong_usage:
                code = int(wrong_usage.code or 0)
        return subprocess.CompletedProcess(line, code, out.getvalue(), err.getvalue())

    def start(self, *arguments: object) -> subprocess.Popen[str]:
        command = [*MAIN, *map(str, arguments)]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, env=self.environment, text=True, stdout=pipe, stderr=pipe)

    def database(self) -> Database:
        return open_store(self.store, unattended_key(self.folder / "config", self.store))


def write_table(file: Path, texts: Sequence[str]) -> Path:
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([("id", "text"), *((f"r{row}", text) for row, text in enumerate(texts, 1))])
    return file


def read_table(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def the_one_line(ended: subprocess.CompletedProcess[str]) -> str:
    """Return what a command that failed said, which must be one line for a person and nothing else."""
    assert (ended.returncode, ended.stdout) == (1, ""), ended.stderr
    assert ended.stderr.startswith("kizashi: ")
    assert ended.stderr.count("\n") == 1
    return ended.stderr
