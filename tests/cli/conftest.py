"""Homes for the command line."""

from pathlib import Path

import pytest

from tests.cli.home import Home


@pytest.fixture
def bare(tmp_path: Path) -> Home:
    """A home without a model."""
    return Home.make(tmp_path / "bare")


@pytest.fixture
def equipped(tmp_path: Path, packs: Path) -> Home:
    """A home with the default model."""
    return Home.make(tmp_path / "equipped", packs)
