"""What all tests share: the default pack, built once, and the rule that no test reaches the account's own data."""

from pathlib import Path

import pytest

from domain.pack import Pack
from models.build import build
from tests.paths import ROOT

PACKS = ROOT / ".cache" / "packs"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a home of its own: no test sees or changes the data of whoever runs it."""
    folder = tmp_path / "home"
    monkeypatch.setenv("KIZASHI_HOME", str(folder))
    for name in ("KIZASHI_USER", "KIZASHI_PASSPHRASE", "KIZASHI_DEVICE"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture(scope="session")
def packs() -> Path:
    """The folder that holds the real default pack; built by the first test that needs it, in about ten seconds."""
    build("smollm2-135m", PACKS, None, lambda _what, _share: None)
    return PACKS


@pytest.fixture(scope="session")
def pack(packs: Path) -> Pack:
    """The real default pack."""
    return build("smollm2-135m", packs, None, lambda _what, _share: None)
