"""Which Kizashi this is."""

from importlib.metadata import version as installed_version
from pathlib import Path

STAMP = Path(__file__).parents[1] / "COMMIT"
"""Written into the packaged program when it is built."""

PACKS = Path(__file__).parents[1] / "packs"
"""The model packs that come with the packaged program; there is no such folder in the source."""


def version() -> str:
    """Return the version."""
    return installed_version("kizashi")


def commit() -> str:
    """Return the commit that the packaged program was built from, "" for one that runs from its source."""
    return STAMP.read_text(encoding="utf-8").strip() if STAMP.exists() else ""
