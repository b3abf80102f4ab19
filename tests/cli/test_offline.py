"""What reads people's texts speaks to nobody: a whole run, watched by the system itself."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.home import Home, write_table

pytestmark = [
    pytest.mark.pack,
    pytest.mark.skipif(sys.platform != "linux", reason="strace watches Linux programs"),
    pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed: apt-get install strace"),
]

INTERNET = ("AF_INET", "AF_NETLINK", "AF_PACKET", "AF_VSOCK")
TEXTS = ["We had tea in the garden.", "I can't sleep, and everything is too much for me now.", "今日は雨でした。"]


def watching(trace: Path) -> list[str]:
    """Return what starts a command whose every socket, and that of its children and threads, is written to a file."""
    return ["strace", "--follow-forks", "--seccomp-bpf", "--trace=network", f"--output={trace}"]


def test_the_watch_sees_a_socket_when_there_is_one(tmp_path: Path) -> None:
    code = "import socket, threading; threading.Thread(target=socket.socket, args=(socket.AF_INET6,)).start()"
    subprocess.run([*watching(tmp_path / "trace"), sys.executable, "-c", code], check=True, timeout=60)
    assert "AF_INET6" in (tmp_path / "trace").read_text(encoding="utf-8")


def test_a_whole_run_opens_no_socket_to_any_network(equipped: Home, tmp_path: Path) -> None:
    """From the first import to the export, native code and its threads included."""
    file, trace = write_table(tmp_path / "texts.csv", TEXTS), tmp_path / "trace"
    ended = equipped.kizashi("screen", file, "--export", tmp_path / "out.csv", before=watching(trace))
    assert ended.returncode == 0, ended.stderr
    seen = trace.read_text(encoding="utf-8")
    assert "+++ exited with 0 +++" in seen
    assert not [line for line in seen.splitlines() if any(family in line for family in INTERNET)]
