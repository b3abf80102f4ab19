"""What all tests share: the default pack, built once, and the rule that no test reaches the account's own data."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from domain.pack import Pack
from models.build import build
from models.pack import ADDITIONS
from store.database import Database, open_store
from tests.paths import ROOT
from tests.screening.words import word_pack

OpenDatabase = Callable[[], Database]
PACKS = ROOT / ".cache" / "packs"

settings.register_profile("kizashi", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kizashi")  # the same tests say the same each time, on a busy machine too


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a home of its own: no test sees or changes the data of whoever runs it."""
    folder = tmp_path / "home"
    monkeypatch.setenv("KIZASHI_HOME", str(folder))
    for name in ("KIZASHI_USER", "KIZASHI_PASSPHRASE", "KIZASHI_DEVICE"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The real default pack; built by the first process whose tests need it, in about ten seconds, while others wait."""
    PACKS.mkdir(parents=True, exist_ok=True)
    with FileLock(PACKS.with_suffix(".lock")):
        found = build("smollm2-135m", PACKS, None, lambda _what, _share: None)
        if found.heads_variant:  # left by a test that taught it while examples were being changed
            found.file(ADDITIONS).unlink(missing_ok=True)
        return replace(found, heads_variant="")


@pytest.fixture(scope="session")
def packs(pack: Pack) -> Path:
    """The folder that holds it."""
    return pack.folder.parent


@pytest.fixture
def open_database(tmp_path: Path) -> OpenDatabase:
    """Open a store of this test's own."""
    return partial(open_store, tmp_path / "test.kizashi", bytes(32))


@pytest.fixture
def words(tmp_path: Path) -> Pack:
    """A small pack that a `WordScorer` reads texts with."""
    folder = tmp_path / "words"
    folder.mkdir()
    return word_pack(folder)
