"""The packs that these tests share, apart from those of the other tests, which count what is there."""

from collections.abc import Callable

import pytest
from filelock import FileLock

from domain.pack import Pack
from models.build import build
from tests.paths import ROOT

PACKS = ROOT / ".cache" / "export-packs"

Build = Callable[[str], Pack]


@pytest.fixture(scope="session")
def build_once() -> Build:
    """Build a model's pack, or take the one that another process has built.

    Whoever runs these tests has accepted the models' terms by fetching their wheels.
    """

    def once(model: str) -> Pack:
        PACKS.mkdir(parents=True, exist_ok=True)
        with FileLock(PACKS.with_suffix(".lock")):
            return build(model, PACKS, None, lambda _what, _share: None, lambda _terms: True)

    return once
