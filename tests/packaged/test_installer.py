"""The tarball's installer and the package, with a program of one line: what they say is all that IT has to go by."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.paths import ROOT

LINUX = ROOT / "build" / "linux"


@pytest.fixture
def tarball(tmp_path: Path) -> Path:
    """What the tarball holds, unpacked."""
    folder = tmp_path / "on a stick 兆し" / "kizashi"
    (folder / "program").mkdir(parents=True)
    for file in ("install.sh", "uninstall.sh", "kizashi.desktop"):
        shutil.copyfile(LINUX / file, folder / file)
    shutil.copyfile(ROOT / "gui" / "icon.svg", folder / "kizashi.svg")
    (folder / "VERSION").write_text("1.0\n", encoding="ascii")
    (folder / "program" / "kizashi").write_text("#!/bin/sh\necho started\n", encoding="ascii")
    (folder / "program" / "kizashi").chmod(0o755)
    return folder


def run(script: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a script in the home of an account."""
    home.mkdir(exist_ok=True)
    known = {"HOME": str(home), "PATH": os.environ["PATH"]}
    return subprocess.run(["sh", script, *arguments], cwd=home, env=known, capture_output=True, text=True, check=False)


def started_from_menu(prefix: Path) -> str:
    """What the menu's entry under a prefix starts."""
    entry = (prefix / "share" / "applications" / "kizashi.desktop").read_text(encoding="utf-8")
    [line] = [line for line in entry.splitlines() if line.startswith("Exec=")]
    return line.removeprefix("Exec=").strip('"')


@pytest.mark.parametrize("home", ["ann", "a&b | c", "相談 室"])
def test_the_menu_starts_what_was_installed_whatever_the_home_is_called(
    tarball: Path, tmp_path: Path, home: str
) -> None:
    installed = run(tarball / "install.sh", tmp_path / home)
    assert installed.returncode == 0, installed.stderr
    program = started_from_menu(tmp_path / home / ".local")
    assert subprocess.run([program], capture_output=True, text=True, check=True).stdout == "started\n"


def test_a_prefix_that_is_named_from_where_one_stands_is_started_from_anywhere(tarball: Path, tmp_path: Path) -> None:
    home = tmp_path / "ann"
    assert run(tarball / "install.sh", home, "apps").returncode == 0
    assert started_from_menu(home / "apps") == str(home / "apps" / "lib" / "kizashi" / "kizashi")


def test_what_lies_under_another_prefix_is_removed_by_its_own_script(tarball: Path, tmp_path: Path) -> None:
    """It had removed the one in the account's home, or nothing, and said that Kizashi was removed."""
    home, other = tmp_path / "ann", tmp_path / "apps"
    for prefix in (home / ".local", other):
        assert run(tarball / "install.sh", home, str(prefix)).returncode == 0
    assert run(other / "lib" / "kizashi" / "uninstall.sh", home).returncode == 0
    assert list(other.iterdir()) == []
    assert (home / ".local" / "bin" / "kizashi").exists()
    again = run(tarball / "uninstall.sh", home, str(other))
    assert (again.returncode, again.stdout) == (1, "")


def test_a_program_that_can_t_be_started_is_not_put_in_the_place_of_one_that_can(tarball: Path, tmp_path: Path) -> None:
    """As after unpacking on a FAT stick, or in a home that is mounted noexec."""
    home = tmp_path / "ann"
    assert run(tarball / "install.sh", home).returncode == 0
    (tarball / "program" / "kizashi").chmod(0o644)
    refused = run(tarball / "install.sh", home)
    assert refused.returncode == 1
    assert "can't be started" in refused.stderr
    assert subprocess.run([home / ".local" / "bin" / "kizashi"], check=False).returncode == 0
    assert [path.name for path in (home / ".local" / "lib").iterdir()] == ["kizashi"]


@pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="dpkg-deb is not installed")
def test_the_package_wants_the_c_library_that_it_was_built_with(tarball: Path, tmp_path: Path) -> None:
    """Built on a newer system it would else install on an older one, and not start there."""
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "getconf").write_text("#!/bin/sh\necho glibc 2.99\n", encoding="ascii")
    (tools / "getconf").chmod(0o755)
    known = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}", "SOURCE_DATE_EPOCH": "0", "LEVEL": "1"}
    asked = ["sh", str(LINUX / "package.sh"), "kizashi", "1.0", str(tmp_path / "out"), str(tarball / "program")]
    subprocess.run(asked, cwd=ROOT, env=known, check=True)
    [package] = (tmp_path / "out").glob("*.deb")
    told = subprocess.run(["dpkg-deb", "--field", package, "Depends"], capture_output=True, text=True, check=True)
    assert told.stdout == "libc6 (>= 2.99), libgl1, libegl1\n"
