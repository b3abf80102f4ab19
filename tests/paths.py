"""Where the tests find what they don't make themselves."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]
DEV_DATA = Path(os.environ["KIZASHI_DEV_DATA"]) if "KIZASHI_DEV_DATA" in os.environ else None
CORE = tuple(
    path.parent.name for path in sorted(ROOT.glob("*/__init__.py")) if path.parent.name not in {"gui", "tests"}
)
"""The packages of the program but for its window."""


def commit() -> str:
    """The commit that is checked out, as the packaged program names its own, with -dirty where files were changed."""
    asked = ["git", "describe", "--always", "--abbrev=40", "--exclude=*", "--dirty"]
    return subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
