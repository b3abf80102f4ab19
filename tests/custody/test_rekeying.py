"""What people would lose if a rekey failed them: every text of the store."""

import os
import random
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from access import keys, sealing
from custody import entry, people, rekeying, upkeep
from custody.entry import OWNER, Entry, opened
from custody.people import Newcomer
from domain.errors import KeyFileError, KizashiError, StoreError, StoreFullError, StoreLockedError
from store import backup
from store.database import Database, open_store
from tests.custody.conftest import PASSPHRASES, Site, raising
from tests.paths import ROOT
from tests.store.full_disk import files_up_to

REKEY = """
import sys
from pathlib import Path
from access import keys
from custody.entry import Entry
from custody import rekeying
from domain.actor import Actor, Role
store, text = Path(sys.argv[1]), sys.argv[2]
[key] = keys.unlock_by_recovery(store, text).keys
entry = Entry(store, Actor("mina", Role.ADMINISTRATOR), key)
print("ready", flush=True)
block = keys.block(store)
while True:
    entry = Entry(store, entry.actor, rekeying.rekey(entry, block))
"""


def test_h3_the_policy_s_key_opens_every_new_store_that_has_a_passphrase_and_others_after_a_rekey(
    tmp_path: Path,
) -> None:
    private = sealing.new_private()
    public = sealing.public_of(private)
    own, team, unattended = (tmp_path / f"{name}.kizashi" for name in ("own", "team", "unattended"))
    entry.as_owner(own, PASSPHRASES["ken"], public)
    people.add_first(people.new_store(team), tmp_path, Newcomer("mina", PASSPHRASES["mina"]))
    with pytest.raises(KeyFileError, match="organisation's key does not open"):
        keys.unlock_by_organisation(team, private)
    rekeying.renew(entry.sign_in(team, "mina", PASSPHRASES["mina"]), public)
    rekeying.renew(entry.sign_in(team, "mina", PASSPHRASES["mina"]))
    backup = tmp_path / "b.backup"
    into = entry.unattended(tmp_path, unattended)
    upkeep.back_up(into, backup, PASSPHRASES["ken"], public)
    for store in (own, team, backup):
        assert keys.unlock_by_organisation(store, private).keys


def test_h9_a_rekey_leaves_people_their_passphrases_and_the_old_key_opens_nothing(site: Site) -> None:
    before = site.entry("mina")
    after, text = rekeying.renew(before)
    assert after.key != before.key
    with pytest.raises(KeyFileError):
        open_store(site.store, before.key)
    with pytest.raises(KeyFileError):
        keys.unlock_by_recovery(site.store, site.recovery)
    assert keys.unlock_by_recovery(site.store, text).keys == (after.key,)
    with site.sign_in("ken").open() as db:
        assert backup.problems(partial(open_store, site.store, after.key)) == []
        assert db.tables.table("texts").count == 300


def test_while_others_work_nothing_is_rekeyed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.database.BUSY_SECONDS", 0.1)
    before = site.block.read_bytes()
    with site.entry("ken").open(), pytest.raises(StoreLockedError):
        rekeying.renew(site.entry("mina"))
    assert site.block.read_bytes() == before
    rekeying.renew(site.entry("mina"))


def test_a_store_without_passphrases_is_not_rekeyed(site: Site) -> None:
    site.block.rename(site.folder / "elsewhere")
    with pytest.raises(KizashiError, match="Add people first"):
        rekeying.renew(Entry(site.store, OWNER, bytes(32)))


@pytest.mark.parametrize("begun", [False, True])
def test_h3_a_rekey_that_is_cut_short_leaves_the_printed_key_what_it_was(
    site: Site, monkeypatch: pytest.MonkeyPatch, *, begun: bool
) -> None:
    """It was worthless from the first moment on, and the next one was never shown."""
    block, rekey = site.store.with_name("at that moment"), Database.rekey

    def killed(db: Database, key: bytes) -> None:
        if begun:
            rekey(db, key)
        block.write_bytes(site.block.read_bytes())
        rekey(db, key)

    monkeypatch.setattr(Database, "rekey", killed)
    before = site.entry("mina")
    after, _ = rekeying.renew(before)
    if not begun:
        with after.open() as db:
            rekey(db, before.key)
    site.block.write_bytes(block.read_bytes())
    with opened(site.store, keys.unlock_by_recovery(site.store, site.recovery)) as (db, key):
        assert key == (after.key if begun else before.key)


def test_h22_no_copy_of_the_key_file_that_a_rekey_leaves_opens_for_the_old_printed_key(site: Site) -> None:
    rekeying.renew(site.entry("mina"))
    site.block.with_name("s.kizashi.keys.previous").replace(site.block)
    with pytest.raises(KeyFileError, match="does not open"):
        keys.unlock_by_recovery(site.store, site.recovery)
    site.sign_in("ken")


def test_h3_a_rekey_that_can_not_be_put_on_record_leaves_the_printed_key_what_it_was(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full:
        full.setattr("custody.rekeying.audit.append", raising(StoreFullError()))
        with pytest.raises(StoreFullError):
            rekeying.renew(site.entry("mina"))
    people.recover_by_key(site.store, "ken", site.recovery, "a phrase of my own")
    site.sign_in("ken", "a phrase of my own")


def test_h6_a_rekey_for_which_the_disk_has_no_room_leaves_the_store_as_it_was(site: Site) -> None:
    """The connection went on with the other key over what it had rolled back: no key opened the store any more."""
    before = site.entry("mina")
    with files_up_to(site.store.stat().st_size // 4), pytest.raises(StoreError, match="as much room again"):
        rekeying.renew(before)
    assert backup.problems(partial(open_store, site.store, before.key)) == []
    assert site.sign_in("ken").key == before.key


def test_h6_a_rekey_that_is_killed_at_any_moment_loses_nothing(site: Site) -> None:
    dice = random.Random(5)  # noqa: S311 - a test's dice
    for _ in range(4):
        running = subprocess.Popen(
            [sys.executable, "-c", REKEY, str(site.store), site.recovery], cwd=ROOT, stdout=subprocess.PIPE
        )
        assert running.stdout
        assert running.stdout.readline() == b"ready\n"
        time.sleep(dice.random() * 0.15)
        os.kill(running.pid, signal.SIGKILL)
        running.communicate()
        unlocked = keys.unlock_by_recovery(site.store, site.recovery)
        with opened(site.store, unlocked) as (db, key):
            assert db.tables.table("texts").count == 300
            assert backup.problems(partial(open_store, site.store, key)) == []
        assert len(keys.unlock_by_recovery(site.store, site.recovery).keys) == 1
    assert site.sign_in("ken", PASSPHRASES["ken"])
