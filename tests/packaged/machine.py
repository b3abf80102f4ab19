"""A bare machine: a Debian root with neither Python nor a network, entered as an account with an empty home."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

USER = 1000
FEWEST_COLOURS = 50
"""What an empty screen has fewer of, and words in a window have more."""
PATIENCE = 90.0
"""Seconds until a slow machine is given up on."""

ENTER = """
mount -t proc proc "$0/proc"
mount -t tmpfs tmpfs "$0/tmp"
mkdir -p "$0/tmp/.X11-unix"
mount --bind /tmp/.X11-unix "$0/tmp/.X11-unix"
user=$1
shift
exec chroot --userspec="$user:$user" "$0" env -i "$@"
"""
"""Screens are reached over their local socket, which a network namespace does not cut."""


def obstacle(root: Path) -> str:
    """Return why a bare machine, whose files lie in the archive `root`, can't be entered here, "" where it can."""
    if not root.is_file():
        return f"there is no {root.name}, see above"
    tools = ("unshare", "chroot", "ar", "tar", "zstd", "dpkg-deb", "Xvfb", "xdotool", "import", "identify")
    missing = [tool for tool in tools if not shutil.which(tool)]
    if missing:
        return f"not installed here: {', '.join(missing)}"
    if os.geteuid() != 0:
        return "a root is entered by root alone"
    apart = ["unshare", "--net", "--mount", "--pid", "--fork", "true"]
    tried = subprocess.run(apart, capture_output=True, text=True, check=False)
    return tried.stderr.strip()


def until(done: Callable[[], bool]) -> None:
    """Look again and again: another process has no signal to wait for."""
    limit = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < limit, "it was not done in time"
        time.sleep(0.1)


@dataclass(frozen=True)
class Machine:
    """`root` is its file system, seen from outside."""

    root: Path
    display: str = ""
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def home(self) -> Path:
        """The account's home, from outside."""
        return self.root / "home" / "ann"

    @property
    def store(self) -> Path:
        return self.home / ".local" / "share" / "kizashi" / "unattended.kizashi"

    def command(self, *arguments: str, user: int = USER) -> list[str]:
        """Return the command line that runs a program inside, with an empty environment and no network."""
        own = {"HOME": "/home/ann", "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "LANG": "C.UTF-8"}
        variables = {**own, **({"DISPLAY": self.display} if self.display else {}), **self.environment}
        apart = ["unshare", "--net", "--mount", "--pid", "--fork", "sh", "-euc", ENTER, str(self.root)]
        return [*apart, str(user), *(f"{name}={value}" for name, value in variables.items()), *arguments]

    def run(self, *arguments: str, user: int = USER) -> subprocess.CompletedProcess[str]:
        """Run a program inside to its end."""
        return subprocess.run(
            self.command(*arguments, user=user), capture_output=True, text=True, check=False, timeout=300
        )

    def put(self, file: Path, inside: str) -> None:
        """Lay a file or a folder of this machine down inside, readable for all."""
        place = self.root / inside.lstrip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        if file.is_dir():
            shutil.copytree(file, place)
        else:
            shutil.copyfile(file, place)
        for path in (place, *place.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)

    def install(self, package: Path) -> subprocess.CompletedProcess[str]:
        """Install a Debian package as IT does: silently, without a network."""
        inside = self.root / "var" / "cache" / package.name
        shutil.copyfile(package, inside)
        try:
            return self.run("dpkg", "--install", f"/var/cache/{package.name}", user=0)
        finally:
            inside.unlink()

    def files(self) -> set[str]:
        """Return the paths of all files and links, but those of the package manager's own books."""
        books = ("var/lib/dpkg", "var/log", "var/cache")
        found = (str(path.relative_to(self.root)) for path in self.root.rglob("*") if not path.is_dir())
        return {path for path in found if not path.startswith(books)}


@dataclass(frozen=True)
class Window:
    """The program's window, driven by keys."""

    machine: Machine
    process: subprocess.Popen[bytes]

    @property
    def processor_seconds(self) -> float:
        """Seconds of processor time that the program has taken so far: its own, not those of other work on the machine."""
        taken = [inside.cpu_times() for inside in psutil.Process(self.process.pid).children(recursive=True)]
        return float(sum(times.user + times.system for times in taken))

    def xdotool(self, *arguments: str) -> str:
        environment = {**os.environ, "DISPLAY": self.machine.display}
        command = ["xdotool", *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stdout

    def ids(self, name: str = "^Kizashi$") -> list[str]:
        """Return the ids of the windows that can be seen."""
        return self.xdotool("search", "--onlyvisible", "--name", name).split()

    def focus(self) -> None:
        """Give it the keyboard. A search during which a dialog closes finds nothing at all, and is made again."""
        found: list[str] = []

        def seen() -> bool:
            found[:] = self.ids()
            return bool(found)

        until(seen)
        self.xdotool("windowfocus", "--sync", found[0])

    def key(self, *keys: str) -> None:
        self.xdotool("key", *keys)

    def type(self, words: str) -> None:
        self.xdotool("type", "--delay", "20", words)

    def photograph(self, file: Path) -> None:
        """Write what is on the screen into a PNG file, once something is drawn there."""

        def drawn() -> bool:
            subprocess.run(["import", "-display", self.machine.display, "-window", "root", str(file)], check=True)
            counting = subprocess.run(["identify", "-format", "%k", file], capture_output=True, text=True, check=True)
            return int(counting.stdout) > FEWEST_COLOURS

        file.parent.mkdir(parents=True, exist_ok=True)
        until(drawn)


@contextmanager
def screen() -> Iterator[str]:
    """Give the name of a virtual screen that any account may draw on.

    It stays as it is when a program leaves: a screen that is made anew meanwhile refuses the program that comes.
    """
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-ac", "-noreset"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as numbers:
            yield f":{numbers.readline().strip()}"
        server.terminate()


@contextmanager
def window(machine: Machine) -> Iterator[Window]:
    """Open the program's window, give it once it is on the screen, and close it as the session's end would."""
    with subprocess.Popen(machine.command("kizashi"), stdin=subprocess.DEVNULL) as process:
        opened = Window(machine, process)
        try:
            until(lambda: bool(opened.ids()) or process.poll() is not None)
            assert process.poll() is None, "the window did not open"
            yield opened
        finally:
            for inside in psutil.Process(process.pid).children(recursive=True) if process.poll() is None else ():
                inside.kill()
