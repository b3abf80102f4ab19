"""Where the tests find what they don't make themselves."""

import os
from pathlib import Path

ROOT = Path(__file__).parents[1]
DEV_DATA = Path(os.environ["KIZASHI_DEV_DATA"]) if "KIZASHI_DEV_DATA" in os.environ else None
CORE = tuple(
    path.parent.name for path in sorted(ROOT.glob("*/__init__.py")) if path.parent.name not in {"gui", "tests"}
)
"""The packages of the program but for its window."""
