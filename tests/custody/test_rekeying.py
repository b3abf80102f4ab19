"""What people would lose if a rekey failed them: every text of the store."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from access import keys
from custody import rekeying
from custody.entry import OWNER, Entry, opened
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
        assert list(backup.problems(db)) == []
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
        with opened(site.store, unlocked) as (db, _):
            assert db.tables.table("texts").count == 300
            assert list(backup.problems(db)) == []
        assert len(keys.unlock_by_recovery(site.store, site.recovery).keys) == 1
    assert site.sign_in("ken", PASSPHRASES["ken"])
