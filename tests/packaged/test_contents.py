"""What is packed: a file that the program reads and the bundle lacks is found where the program is installed, by its users."""

import ast
import subprocess
from fnmatch import fnmatch
from pathlib import PurePath

from tests.paths import ROOT

SPEC = ROOT / "build" / "kizashi.spec"
PACKAGES = (
    "gui",
    "screening",
    "store",
    "learning",
    "reports",
    "models",
    "access",
    "review",
    "intake",
    "inference",
    "custody",
)
NOT_READ = ("*.py", "*.ts", "learning/shipped/README.md")
"""Code, and what only makers read: sources of translations."""


def patterns() -> list[str]:
    """The spec's own list of data files."""
    for node in ast.parse(SPEC.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and [target.id for target in node.targets if isinstance(target, ast.Name)] == [
            "DATA"
        ]:
            return list(ast.literal_eval(node.value))
    raise AssertionError("the spec has no DATA")


def test_every_file_that_the_program_may_read_is_packed() -> None:
    told = subprocess.run(["git", "ls-files", *PACKAGES], cwd=ROOT, capture_output=True, text=True, check=True)
    data = [file for file in told.stdout.splitlines() if not any(fnmatch(file, kind) for kind in NOT_READ)]
    packed = patterns()
    left_out = [file for file in data if not any(_matches(file, pattern) for pattern in packed)]
    assert len(data) > 20
    assert left_out == []


def _matches(file: str, pattern: str) -> bool:
    """As `Path.glob` does: `**` is any folders, `*` no more than one name."""
    folder, found, rest = pattern.partition("**/")
    return fnmatch(file, folder + rest) if found else PurePath(file).match(pattern)
