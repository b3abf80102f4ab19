"""A store of three people, made once with real keys and copied for each test."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from access import keys, sealing
from custody import entry, people
from custody.entry import Entry
from custody.people import Newcomer
from domain.actor import Actor, Role
from tests.store.samples import add_file

PASSPHRASES = {
    "mina": "tall heron frozen canal",
    "ken": "green tram early garden",
    "rei": "quiet letter winter roof",
}
"""What opens nothing but the stores of these tests."""
ROLES = {"mina": Role.ADMINISTRATOR, "ken": Role.COUNSELOR, "rei": Role.SUPERVISOR}


@dataclass(frozen=True)
class Site:
    """A folder of stores, the folder of settings, and the printed recovery key."""

    folder: Path
    settings: Path
    recovery: str

    @property
    def store(self) -> Path:
        return self.folder / "s.kizashi"

    @property
    def block(self) -> Path:
        return self.folder / "s.kizashi.keys"

    def sign_in(self, name: str, passphrase: str = "") -> Entry:
        return entry.sign_in(self.store, name, passphrase or PASSPHRASES[name])

    def entry(self, name: str) -> Entry:
        """Return somebody's way in without the cost of a passphrase: it was paid when the store was made."""
        [key] = keys.unlock_by_recovery(self.store, self.recovery).keys
        return Entry(self.store, Actor(name, ROLES[name]), key)

    def acts(self) -> list[tuple[str, str, str, str]]:
        """Return the audit chain's rows."""
        with self.entry("mina").open() as db:
            return [tuple(row.values()) for row in db.query("SELECT actor, act, subject, new FROM audit ORDER BY id")]


def raising(error: Exception) -> Callable[..., None]:
    """Return what does nothing but fail."""

    def fail(*_: object) -> None:
        raise error

    return fail


@pytest.fixture(scope="package", autouse=True)
def cheap_passphrases() -> Iterator[None]:
    """Let the same Argon2id cost less: tests/access and tests/cli pay the full price, here it would be paid too often."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sealing, "MEMORY_KIB", 64)
        yield


@pytest.fixture(scope="package")
def made_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder, settings = tmp_path_factory.mktemp("site"), tmp_path_factory.mktemp("settings")
    store = folder / "s.kizashi"
    text = people.add_first(people.new_store(store), settings, Newcomer("mina", PASSPHRASES["mina"]))
    site = Site(folder, settings, text)
    for name in ("ken", "rei"):
        people.add(site.entry("mina"), name, ROLES[name], "chosen by somebody else")
        people.recover_by_key(store, name, text, PASSPHRASES[name])
    with site.entry("mina").open() as db:
        add_file(db, "chat.csv", 300)
    return site


@pytest.fixture
def site(made_site: Site, tmp_path: Path) -> Site:
    """A copy of the store and its key block."""
    folder, settings = tmp_path / "site", tmp_path / "settings"
    shutil.copytree(made_site.folder, folder)
    settings.mkdir()
    return Site(folder, settings, made_site.recovery)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def flip(file: Path, place: int) -> None:
    """Change one bit of a file."""
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(content)
