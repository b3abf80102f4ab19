"""What people would lose if a backup could not take a store's place: all since, or all before."""

import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from access import keys
from access.keys import Unlocked
from custody import entry, people, restoring, upkeep
from domain.audit import AuditEntry
from domain.errors import (
    KeyFileError,
    NotAllowedError,
    PassphraseError,
    StoreError,
    StoreLockedError,
    TemporaryPassphraseError,
)
from store import audit, erasures, ledger
from store.database import open_store
from tests.custody.conftest import PASSPHRASES, Site, flip
from tests.paths import ROOT
from tests.store.samples import AT, add_file


def as_person(name: str, copy: Path) -> tuple[str, Unlocked]:
    return name, keys.unlock(copy, name, PASSPHRASES.get(name, "a phrase of mine"))


def texts(site: Site) -> int:
    with site.entry("mina").open() as db:
        return int(db.tables.table("texts").count)


def test_a_restore_brings_back_what_was_and_keeps_what_is(site: Site, stick: Path) -> None:
    made = upkeep.back_up(site.entry("mina"), stick / "friday")
    with site.entry("ken").open() as db:
        add_file(db, "later.csv", 5)
    done = restoring.restore(made.file, site.store, partial(as_person, "mina"))
    assert texts(site) == 300
    assert done.replaced
    [key] = keys.unlock(done.replaced, "ken", PASSPHRASES["ken"]).keys
    with open_store(done.replaced, key) as replaced:
        assert replaced.tables.table("texts").count == 305
    assert site.acts()[-1][:3] == ("mina", "restore", "file friday")
    assert upkeep.verify(site.entry("mina")) == []
    assert not [file for file in site.folder.iterdir() if "restoring" in file.name]


def test_a_drill_restores_elsewhere_and_touches_nothing(site: Site, stick: Path) -> None:
    made = upkeep.back_up(site.entry("mina"), stick / "friday")
    before = site.store.read_bytes()
    done = restoring.restore(made.file, stick / "drill.kizashi", partial(as_person, "mina"))
    assert done.replaced is None
    assert entry.sign_in(done.store, "ken", PASSPHRASES["ken"]).actor.name == "ken"
    assert site.store.read_bytes() == before


def test_h7_a_store_that_was_not_closed_leaves_nothing_to_the_one_that_takes_its_place(site: Site, stick: Path) -> None:
    """A write-ahead log left behind would be read as the new store's own."""
    made = upkeep.back_up(site.entry("mina"), stick / "friday")
    left = site.store.with_name("s.kizashi-wal")
    with site.entry("ken").open() as db:
        add_file(db, "later.csv", 5)
        log = left.read_bytes()
    left.write_bytes(log)
    done = restoring.restore(made.file, site.store, partial(as_person, "mina"))
    assert texts(site) == 300
    assert done.replaced
    assert done.replaced.with_name(f"{done.replaced.name}-wal").read_bytes() == log
    restoring.restore(done.replaced, site.store, partial(as_person, "mina"))
    assert texts(site) == 305, "the log goes back with the store when that is restored again"


def test_h7_each_account_s_own_store_that_was_replaced_still_has_its_key(tmp_path: Path) -> None:
    """The second restore overwrote the first store's key, and nothing opened its texts any more."""
    replaced = []
    for number in range(3):
        folder = tmp_path / f"{number}"
        folder.mkdir()
        into = entry.unattended(folder, folder / "unattended.kizashi")
        with into.open() as db:
            add_file(db, "chat.csv", number + 1)
        made = upkeep.back_up(into, folder / "b", PASSPHRASES["ken"]).file
        done = restoring.restore(
            made,
            tmp_path / "0" / "unattended.kizashi",
            lambda copy: ("", keys.unlock(copy, "", PASSPHRASES["ken"])),
            tmp_path / "0",
        )
        replaced.append(done.replaced)
    for number, store in enumerate(replaced[1:]):
        assert store
        key = tmp_path / "0" / f"{store.name}.key"
        with open_store(store, bytes.fromhex(key.read_text())) as db:
            assert db.tables.table("texts").count == number + 1


def test_h7_a_store_that_is_open_elsewhere_is_not_replaced(site: Site, stick: Path) -> None:
    """Whoever has it open would go on writing into the store that was set aside."""
    made = upkeep.back_up(site.entry("mina"), stick / "friday")
    code = "import sys; from pathlib import Path; from store.database import open_store\n"
    code += (
        "db = open_store(Path(sys.argv[1]), bytes.fromhex(sys.argv[2])); print('open', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(site.store), site.entry("ken").key.hex()]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(StoreLockedError, match="open in another program"):
            restoring.restore(made.file, site.store, partial(as_person, "mina"))
        other.communicate()
    assert restoring.restore(made.file, site.store, partial(as_person, "mina")).replaced


def test_what_was_erased_after_the_backup_is_erased_again(site: Site, stick: Path) -> None:
    made = upkeep.back_up(site.entry("mina"), stick / "friday")
    with site.entry("mina").open() as db, db.atomic(durable=True):
        erasures.erase(db, [1, 2], AT)
        ledger.publish(db)
        audit.append(db, AuditEntry(AT, "mina", "erase", "2 texts"))
    assert restoring.restore(made.file, site.store, partial(as_person, "mina")).erased_again == 2
    with site.entry("mina").open() as db:
        assert db.tables.table("bodies").count == 298


def test_h14_a_store_that_was_carried_without_its_ledger_has_it_again_from_the_next_log_in_on(
    site: Site, stick: Path
) -> None:
    """On another laptop an old backup brought back what was erased, though the store itself knew."""
    made = upkeep.back_up(site.entry("mina"), stick / "friday")
    with site.entry("mina").open() as db, db.atomic(durable=True):
        erasures.erase(db, [1, 2], AT)
    assert not ledger.beside(site.store).exists()
    site.sign_in("ken")
    assert restoring.restore(made.file, site.store, partial(as_person, "mina")).erased_again == 2


def cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


@pytest.mark.parametrize(
    "damage",
    [
        lambda backup: flip(backup, backup.stat().st_size - 2000),
        lambda backup: flip(backup, 200),
        cut,
        lambda backup: backup.write_bytes(b""),
        lambda backup: flip(backup.with_name(f"{backup.name}.keys"), 300),
        lambda backup: backup.with_name(f"{backup.name}.keys").unlink(),
        lambda backup: backup.unlink(),
    ],
    ids=["a late page", "the first page", "cut", "empty", "key block", "no key block", "no backup"],
)
def test_h7_a_backup_that_is_not_sound_replaces_nothing(
    site: Site, stick: Path, damage: Callable[[Path], None]
) -> None:
    made = upkeep.back_up(site.entry("mina"), stick / "friday")
    damage(made.file)
    before = {file.name: file.read_bytes() for file in site.folder.iterdir()}
    with pytest.raises(StoreError):
        restoring.restore(made.file, site.store, partial(as_person, "mina"))
    assert {file.name: file.read_bytes() for file in site.folder.iterdir()} == before


def test_h1_a_backup_is_restored_by_who_may_and_knows_the_passphrase(site: Site, stick: Path) -> None:
    made = upkeep.back_up(site.entry("mina"), stick / "friday")
    before = site.store.read_bytes()
    with pytest.raises(NotAllowedError):
        restoring.restore(made.file, site.store, partial(as_person, "ken"))
    with pytest.raises(PassphraseError):
        restoring.restore(made.file, site.store, partial(as_person, "noor"))
    assert site.store.read_bytes() == before


def test_the_accounts_own_store_is_backed_up_under_a_passphrase_and_restored_without(
    tmp_path: Path, stick: Path
) -> None:
    store = tmp_path / "unattended.kizashi"
    own = entry.unattended(tmp_path, store)
    with own.open() as db:
        add_file(db, "chat.csv", 3)
    with pytest.raises(KeyFileError, match="empty"):
        upkeep.back_up(own, stick)
    made = upkeep.back_up(own, stick, "a phrase of mine")
    for file in (store, tmp_path / keys.UNATTENDED):
        file.unlink()
    with pytest.raises(KeyFileError):
        restoring.restore(made.file, store, lambda copy: ("", keys.unlock(copy, "", "not the right words")), tmp_path)
    restoring.restore(made.file, store, lambda copy: ("", keys.unlock(copy, "", "a phrase of mine")), tmp_path)
    with entry.unattended(tmp_path, store).open() as db:
        assert db.tables.table("texts").count == 3


def test_h5_a_passphrase_that_somebody_else_chose_restores_nothing(site: Site, stick: Path) -> None:
    """Whoever chose it restored as that person, and the record named them."""
    people.reset_passphrase(site.entry("mina"), "mina", "chosen by somebody else")
    made = upkeep.back_up(site.entry("mina"), stick)
    with pytest.raises(TemporaryPassphraseError):
        restoring.restore(
            made.file, site.store, lambda copy: ("mina", keys.unlock(copy, "mina", "chosen by somebody else"))
        )
