"""The core must work where no window can: on a server, in a container, on a machine without Qt's libraries."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.paths import CORE, ROOT

OTHER_SYSTEMS = {"access.systems.linux"} if sys.platform == "win32" else {"access.systems.windows"}
LOADS_QT = "import sys; sys.exit(any(name.partition('.')[0] == 'PySide6' for name in sys.modules))"
IMPORTS = """
import sys
from importlib import import_module

for name in sys.argv[1:]:
    import_module(name)
    if any(loaded.partition(".")[0] == "PySide6" for loaded in sys.modules):
        sys.exit(f"{name} loads Qt")
"""


def modules(package: str) -> list[str]:
    files = sorted((ROOT / package).rglob("*.py"))
    names = [".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for file in files]
    assert names
    return [name for name in names if name not in OTHER_SYSTEMS]


def python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_no_core_package_loads_qt() -> None:
    """One process for all: the first module that loads it is named."""
    ended = python(IMPORTS, *(module for package in CORE for module in modules(package)))
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.parametrize(
    "command", [["models", "list"], ["protocols", "list"], ["doctor", "--json"], ["screen", "x.csv"]]
)
def test_no_command_loads_qt(command: list[str]) -> None:
    code = f"import sys; sys.argv[1:] = {command}; import main; main.main(); {LOADS_QT}"
    assert python(code).returncode == 0


def test_qt_is_named_in_gui_alone() -> None:
    for package in CORE:
        for file in (ROOT / package).rglob("*.py"):
            assert "PySide6" not in Path(file).read_text(encoding="utf-8"), file


def test_sessions_are_made_in_one_place() -> None:
    """Where each is made without a silent fallback, and without the provider that calls a cloud service."""
    made = [
        file
        for package in CORE
        for file in (ROOT / package).rglob("*.py")
        if ".InferenceSession(" in file.read_text("utf-8")
    ]
    assert made == [ROOT / "inference" / "session.py"]
