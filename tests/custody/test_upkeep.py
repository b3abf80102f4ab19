"""What people would lose if backups failed them: everything, on the day when the laptop is gone."""

import os
import shutil
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from access import keys
from custody import beside, erasure, people, restoring, upkeep
from domain.errors import KizashiError, StoreError
from store import audit
from store.database import open_store
from tests.custody.conftest import PASSPHRASES, Site, flip
from tests.store.samples import add_file

OLD = time.time() - 31 * 24 * 3600


def test_a_backup_on_a_stick_is_the_store_and_opens_for_its_people(site: Site, stick: Path) -> None:
    with site.entry("ken").open() as others:
        made = upkeep.back_up(site.entry("mina"), stick)
        add_file(others, "later.csv", 3)
    assert sorted(file.name for file in stick.iterdir()) == [made.file.name, f"{made.file.name}.keys"]
    assert {file.stat().st_mode & 0o777 for file in stick.iterdir()} == {0o600}
    [key] = keys.unlock(made.file, "ken", PASSPHRASES["ken"]).keys
    with open_store(made.file, key) as copy:
        assert copy.tables.table("texts").count == 300
    assert ("mina", "backup", f"file {made.file.name}", made.sha256) in site.acts()


def test_old_backups_go_and_the_last_good_one_stays(site: Site, stick: Path) -> None:
    mina = site.entry("mina")
    first = upkeep.back_up(mina, stick).file
    old = stick / "s.kizashi.20260101T000000Z.backup"
    first.rename(old)
    first.with_name(f"{first.name}.keys").rename(stick / f"{old.name}.keys")
    others = [stick / "other.kizashi.20260101T000000Z.backup", stick / "letter.txt"]
    kept = site.folder / "s.kizashi.before-m002_second"
    for file in (*others, kept):
        file.touch()
        os.utime(file, (OLD, OLD))
    made = upkeep.back_up(mina, stick)
    assert set(made.removed) == {old, kept}
    assert sorted(stick.iterdir()) == sorted([made.file, made.file.with_name(f"{made.file.name}.keys"), *others])
    assert ("mina", "backup", f"file {made.file.name}", made.sha256) in site.acts()


def test_h7_no_other_store_s_backup_goes_and_no_file_that_somebody_else_has_named(site: Site, stick: Path) -> None:
    """A store `s.kizashi.2` beside `s.kizashi` lost all of its own."""
    theirs = [
        stick / "s.kizashi.2.20200101T000000Z.backup",
        stick / "s.kizashi.1.backup",
        site.folder / "s.kizashi.before-holiday.zip",
    ]
    for file in theirs:
        file.touch()
        os.utime(file, (OLD, OLD))
    assert upkeep.back_up(site.entry("mina"), stick).removed == ()
    assert all(file.exists() for file in theirs)


def test_h13_an_erasure_names_every_copy_whatever_the_store_is_called_and_what_a_kill_left(site: Site) -> None:
    """The pattern that looked for them took brackets in the store's name for its own, and half-made ones for nothing."""
    store = site.folder / "team [north].kizashi"
    shutil.copy(site.store, store)
    shutil.copy(site.block, f"{store}.keys")
    mina = replace(site.entry("mina"), store=store)
    made = upkeep.back_up(mina).file
    left = [store.with_name(f"{store.name}.restoring"), made.with_name(f"{made.name}.partial")]
    for file in left:
        file.touch()
        os.utime(file, (OLD, OLD))
    rei = replace(site.entry("rei"), store=store)
    assert set(erasure.apply_retention(rei).copies) == {made, *left}
    with mina.open() as db:
        assert set(upkeep.keep_to_backups(db, mina.actor)) == set(left)


def test_h7_outdated_backups_go_without_a_new_one_but_never_the_last(site: Site) -> None:
    folder = site.folder / beside.BACKUPS
    folder.mkdir()
    first, second = (folder / f"s.kizashi.2026010{day}T000000Z.backup" for day in (1, 2))
    for file in (first, first.with_name(f"{first.name}.keys"), second):
        file.touch()
    with site.entry("ken").open() as db:
        assert upkeep.keep_to_backups(db, site.entry("ken").actor) == [first]
        assert upkeep.keep_to_backups(db, site.entry("ken").actor) == []
    assert list(folder.iterdir()) == [second]
    assert [row[:3] for row in site.acts() if row[1] == "remove-backups"] == [("ken", "remove-backups", "store")]


def test_h7_a_store_that_was_replaced_today_stays_however_long_nobody_had_written_to_it(site: Site) -> None:
    """After a long holiday it went at the first log-in, before anybody saw that the wrong backup had been restored."""
    day = beside.stamp()
    replaced = [site.folder / f"s.kizashi.replaced-{when}" for when in (day, f"{day}-2", "20200101T000000Z-2")]
    for file in replaced:
        file.touch()
        os.utime(file, (OLD, OLD))
    with site.entry("ken").open() as db:
        assert upkeep.keep_to_backups(db, site.entry("ken").actor) == replaced[2:]


def test_no_file_of_another_name_is_written_over_and_a_name_that_can_not_be_is_said(site: Site, stick: Path) -> None:
    (stick / "letter.txt").write_text("dear")
    with pytest.raises(KizashiError, match="already"):
        upkeep.back_up(site.entry("mina"), stick / "letter.txt")
    with pytest.raises(StoreError, match="no folder"):
        upkeep.back_up(site.entry("mina"), stick / "none" / "b")
    for long in (245, 250, 300):
        with pytest.raises(StoreError, match="too long"):
            upkeep.back_up(site.entry("mina"), stick / ("b" * long))
    if sys.platform == "linux":  # elsewhere every name is text
        with pytest.raises(StoreError, match="no text"):
            upkeep.back_up(site.entry("mina"), stick / os.fsdecode(b"\x8c\x8b"))
    assert [file.name for file in stick.iterdir()] == ["letter.txt"]


def test_a_backup_that_can_not_be_read_back_is_not_left_behind(
    site: Site, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = iter((["Page 7 is damaged."], []))  # of the backup, and of the store
    monkeypatch.setattr("store.backup.problems", lambda *_, **__: next(found))
    with pytest.raises(StoreError, match="could not be written whole"):
        upkeep.back_up(site.entry("mina"), stick)
    assert not list(stick.iterdir())
    assert not [row for row in site.acts() if row[1] == "backup"]


def test_h7_a_store_that_is_not_sound_is_copied_under_a_name_that_no_restore_takes(site: Site, stick: Path) -> None:
    """It could not be copied at all, and its words would have gone with the disk."""
    mina = site.sign_in("mina")
    with mina.open() as db:
        db.tables.execute("DROP TRIGGER audit_refuses_UPDATE")
        db.tables.execute("UPDATE audit SET actor = 'ken' WHERE id = 2")
        db.tables.conn.commit()
    with pytest.raises(StoreError, match=r"is not sound.* no backup"):
        upkeep.back_up(mina, stick)
    block, copy = sorted(stick.iterdir(), reverse=True)
    assert (copy.suffix, block.name) == (".unsound", f"{copy.name}.keys")
    [key] = keys.unlock(copy, "ken", PASSPHRASES["ken"]).keys
    with open_store(copy, key) as db:
        assert db.tables.table("bodies").count == 300
        assert beside.backups(site.store, stick) == []
    with mina.open() as db:
        assert upkeep.last_backup(db, mina.actor) == ""
    assert ("mina", "copy-unsound", f"file {copy.name}") in [row[:3] for row in site.acts()]
    with pytest.raises(StoreError, match="nothing was replaced"):
        restoring.restore(copy, site.store, lambda at: ("mina", keys.unlock(at, "mina", PASSPHRASES["mina"])))


@pytest.mark.parametrize("place", [-2000, -100_000])
def test_verify_names_a_page_that_was_changed(site: Site, place: int) -> None:
    mina = site.entry("mina")
    assert upkeep.verify(mina) == []
    flip(site.store, site.store.stat().st_size + place)
    try:
        found = upkeep.verify(mina)
    except StoreError as error:
        found = [str(error)]
    assert found
    assert "damaged" in found[0]


def test_verify_names_a_row_of_the_chain_that_was_changed(site: Site) -> None:
    with site.entry("mina").open() as db:
        noted = audit.head(db)
        db.tables.execute("DROP TRIGGER audit_refuses_UPDATE")
        db.tables.execute("UPDATE audit SET actor = 'ken' WHERE id = 2")
        db.tables.conn.commit()
    found = [
        "The trigger audit_refuses_UPDATE is not as Kizashi makes it.",
        "Audit row 2 is not what was written there.",
    ]
    assert upkeep.verify(site.entry("mina")) == found
    people.reset_passphrase(site.entry("mina"), "ken", "chosen by somebody else")
    assert upkeep.verify(site.entry("mina"), noted) == found


@pytest.mark.parametrize(
    ("done", "found"),
    [
        ("UPDATE audit SET new = CAST(x'ff' AS TEXT) WHERE id = 2", "Audit row 2 is not what was written there."),
        (
            "CREATE TRIGGER quiet BEFORE INSERT ON audit BEGIN SELECT RAISE(IGNORE); END",
            "The trigger quiet is not as Kizashi makes it.",
        ),
        (
            "CREATE TRIGGER body_pairs_quiet BEFORE INSERT ON audit BEGIN SELECT RAISE(IGNORE); END",
            "The trigger body_pairs_quiet is not as Kizashi makes it.",
        ),
    ],
    ids=[
        "a row that can't be read as text",
        "a trigger that lets nothing more be recorded",
        "the same by a name that an index's own tables could have",
    ],
)
def test_h12_what_the_key_s_holder_changed_with_other_tools_is_named(site: Site, done: str, found: str) -> None:
    """The first ended the verification as a bug, the others were found to be sound."""
    with site.entry("mina").open() as db:
        db.tables.execute("DROP TRIGGER audit_refuses_UPDATE")
        db.tables.execute(done)
        db.tables.conn.commit()
    assert found in upkeep.verify(site.entry("mina"))
