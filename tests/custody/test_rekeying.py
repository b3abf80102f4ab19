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
from domain.errors import KeyFileError, KizashiError, StoreLockedError
from store import backup
from store.database import open_store
from tests.custody.conftest import PASSPHRASES, Site
from tests.paths import ROOT

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
