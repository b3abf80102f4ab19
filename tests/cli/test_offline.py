"""What reads people's texts speaks to nobody: a whole day's work, watched by the system, and where there is no network."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.home import Home, read_table, write_table
from tests.paths import ROOT

linux = pytest.mark.skipif(sys.platform != "linux", reason="strace and network namespaces are Linux's")
strace = pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed: apt-get install strace")

INTERNET = re.compile(r"\bsocket(?:pair)?\((?!AF_UNIX)")
TEXTS = ["We had tea in the garden.", "I can't sleep, and everything is too much for me now.", "今日は雨でした。"]
DAY = """
import sys
import main
assert main.main() == 0

from access.paths import config_folder, unattended_store
from custody import entry
from domain.case import Decision, Verdict
from review.decide import decide
from review.queue import open_case, queue
from screening.results import export_csv
from pathlib import Path
into = entry.unattended(config_folder(), unattended_store())
with into.open() as db:
    waiting = queue(db, into.actor)
    for case in waiting:
        open_case(db, into.actor, case.id)
        decide(db, into.actor, Decision(case.id, Verdict.CASE), {})
    export_csv(db, into.actor, 1, Path(sys.argv[-1]))
print("decided", len(waiting))
"""
"""Screening and export by the program itself, then review in the same process, under its guard."""


def work(home: Home, folder: Path, before: list[str]) -> None:
    """Do a day's work in a process of its own, started by `before`, and check that all of it was done."""
    file, out = write_table(folder / "texts.csv", TEXTS), folder / "out.csv"
    command = [*before, sys.executable, "-c", DAY, "screen", str(file), "--export", str(out)]
    ended = subprocess.run(
        command, cwd=ROOT, env=home.environment, capture_output=True, text=True, check=False, timeout=280
    )
    assert ended.returncode == 0, ended.stderr
    decided = int(ended.stdout.split()[-1])
    assert decided == sum(row["outcome"] != "clear" for row in read_table(out)) > 0


def no_namespace() -> str:
    """Return why no network namespace can be made here, "" where one can."""
    if not shutil.which("unshare"):
        return "unshare is not installed: apt-get install util-linux"
    tried = subprocess.run(["unshare", "--net", "true"], capture_output=True, text=True, check=False)
    return tried.stderr.strip()


@linux
@strace
def test_the_watch_sees_a_socket_when_there_is_one(tmp_path: Path) -> None:
    code = "import socket, threading; threading.Thread(target=socket.socket, args=(socket.AF_INET6,)).start()"
    trace = tmp_path / "trace"
    subprocess.run([*watching(trace), sys.executable, "-c", code], check=True, timeout=60)
    assert INTERNET.search(trace.read_text(encoding="utf-8"))


@linux
@strace
@pytest.mark.pack
def test_a_day_s_work_is_done_without_a_network_and_without_even_trying_to_reach_one(
    equipped: Home, tmp_path: Path
) -> None:
    """In a namespace without an interface, from the first import to the last export, native code and its threads included.

    What waits for a network or stumbles over none would not end. The one refused socket is the guard's own trial.
    """
    trace, reason = tmp_path / "trace", no_namespace()
    work(equipped, tmp_path, [*([] if reason else ["unshare", "--net"]), *watching(trace)])
    seen = trace.read_text(encoding="utf-8")
    assert "+++ exited with 0 +++" in seen
    answers = [line.split(" = ")[1] for line in seen.splitlines() if INTERNET.search(line)]
    assert answers == ["-1 EACCES (Permission denied)"]
    if reason:
        pytest.skip(f"watched, but beside a network: no namespace can be made here ({reason}); root can")


def watching(trace: Path) -> list[str]:
    """Return what starts a command whose every socket, and that of its children and threads, is written to a file.

    Without strace's own filter: what the guard refuses would be hidden from it.
    """
    return ["strace", "--follow-forks", "--trace=network", f"--output={trace}"]
