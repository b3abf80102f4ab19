"""The first command of a newcomer, given a second time after it failed."""

import shutil
import subprocess
import venv
from pathlib import Path

import pytest

from tests.paths import ROOT


@pytest.mark.parametrize("with_pip", [False, True])
def test_an_environment_without_pip_is_made_anew_and_a_sound_one_is_kept(tmp_path: Path, with_pip: bool) -> None:
    """Where Debian's python3-venv was missing Python leaves one behind, which no later `make` could install into."""
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    venv.create(tmp_path / ".venv")
    if with_pip:
        [packages] = (tmp_path / ".venv" / "lib").glob("python*/site-packages")
        (packages / "pip.py").touch()
    asked = ["make", ".venv/runtime", "PYTHON=echo anew:", "PIP=-c pass"]
    made = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert ("anew: -m venv --clear .venv" in made.stdout) != with_pip
