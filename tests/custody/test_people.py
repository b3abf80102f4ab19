"""What people would lose if accounts failed them: that each act has one name, and nobody's passphrase is known to two."""

import errno
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from access import keys, sealing
from access.blocks import Kind
from custody import entry, erasure, people, rekeying
from custody.people import Newcomer
from domain.actor import Role
from domain.errors import (
    KeyFileError,
    KizashiError,
    PassphraseError,
    StoreError,
    StoreFullError,
    TemporaryPassphraseError,
)
from store import users
from tests.custody.conftest import PASSPHRASES, Site, raising

GIVEN = "chosen by somebody else"


def test_h5_a_passphrase_that_somebody_else_chose_is_replaced_first(site: Site) -> None:
    people.add(site.entry("mina"), "noor", Role.SPECIALIST, GIVEN)
    with pytest.raises(TemporaryPassphraseError, match="users passphrase"):
        site.sign_in("noor", GIVEN)
    with pytest.raises(KizashiError, match="is the old one"):
        people.change_passphrase(site.store, "noor", GIVEN, GIVEN)
    people.change_passphrase(site.store, "noor", GIVEN, "a phrase of my own")
    assert site.sign_in("noor", "a phrase of my own").actor.role is Role.SPECIALIST
    assert site.acts()[-3:] == [
        ("mina", "add-user", "user noor", "specialist"),
        ("noor", "passphrase", "user noor", ""),
        ("noor", "log-in", "store", ""),
    ]


def test_h5_the_same_passphrase_written_otherwise_is_no_other_one(site: Site) -> None:
    given = "がんばる みずうみ ふゆの"
    people.reset_passphrase(site.entry("mina"), "ken", given)
    with pytest.raises(KizashiError, match="is the old one"):
        people.change_passphrase(site.store, "ken", given, unicodedata.normalize("NFD", given))


def test_an_old_passphrase_opens_nothing_any_more(site: Site) -> None:
    people.change_passphrase(site.store, "ken", PASSPHRASES["ken"], "a phrase of my own")
    with pytest.raises(PassphraseError):
        site.sign_in("ken")
    site.sign_in("ken", "a phrase of my own")


def test_h22_who_forgot_the_passphrase_is_let_in_again_by_the_printed_key(site: Site) -> None:
    for _ in range(3):
        with pytest.raises(PassphraseError):
            site.sign_in("ken", "what was it again")
    people.recover_by_key(site.store, "ken", site.recovery.lower(), "a phrase of my own")
    site.sign_in("ken", "a phrase of my own")
    assert ("ken", "passphrase", "user ken", "recovery key") in site.acts()


def test_h22_nobody_holds_the_key_without_a_name_in_a_store_of_people(site: Site) -> None:
    """Who recovered no person became one whom no list shows, and kept the key through every rekey."""
    before = site.block.read_bytes()
    with pytest.raises(KizashiError, match="Say by name"):
        people.recover_by_key(site.store, " ", site.recovery, "a phrase of my own")
    assert site.block.read_bytes() == before


def test_h22_recovering_by_a_name_makes_nobody_the_administrator_of_a_single_owner_s_store(tmp_path: Path) -> None:
    store, private = tmp_path / "own.kizashi", sealing.new_private()
    entry.as_owner(store, "a phrase of mine", sealing.public_of(private))
    with pytest.raises(KizashiError, match="Leave the name out"):
        people.recover_by_organisation(store, "eve", private, "a phrase of my own")
    assert entry.as_owner(store, "a phrase of mine").actor.name == "owner"


def test_h10_who_changes_a_passphrase_where_the_store_is_gone_does_not_become_its_administrator(site: Site) -> None:
    """An empty store was made in its place, and its first person is its administrator."""
    site.store.rename(site.folder / "elsewhere")
    with pytest.raises(StoreError, match="There is no store"):
        people.change_passphrase(site.store, "ken", PASSPHRASES["ken"], "a phrase of my own")
    assert not site.store.exists()


def test_h5_a_reset_is_on_record_and_lasts_only_until_the_next_log_in(site: Site) -> None:
    people.reset_passphrase(site.entry("mina"), "ken", GIVEN)
    with pytest.raises(TemporaryPassphraseError):
        site.sign_in("ken", GIVEN)
    assert ("mina", "reset-passphrase", "user ken", "") in site.acts()


def test_h9_who_is_disabled_signs_in_no_more_and_stays_on_record(site: Site) -> None:
    people.disable(site.entry("mina"), "ken")
    with pytest.raises(PassphraseError):
        site.sign_in("ken")
    with site.entry("mina").open() as db:
        ken = users.find(db, "ken")
    assert ken
    assert ken.disabled_at
    with pytest.raises(KizashiError, match="Nobody who may sign in is called ken"):
        people.disable(site.entry("mina"), "ken")
    with pytest.raises(PassphraseError, match="any more"):
        people.recover_by_key(site.store, "ken", site.recovery, "a phrase of my own")
    people.add(site.entry("mina"), "ken", Role.SPECIALIST, GIVEN)
    people.change_passphrase(site.store, "ken", GIVEN, "a phrase of my own")
    assert site.sign_in("ken", "a phrase of my own").actor.role is Role.SPECIALIST


def test_h9_who_was_disabled_lets_nobody_in_and_takes_no_key_by_a_window_that_is_still_open(site: Site) -> None:
    """An administrator who had left could add another account of their own, and reset everybody's passphrase."""
    mina = site.entry("mina")
    people.add(mina, "noor", Role.ADMINISTRATOR, GIVEN)
    noor = replace(mina, actor=replace(mina.actor, name="noor"))
    people.disable(mina, "noor")
    people.disable(mina, "rei")
    acts: tuple[Callable[[], object], ...] = (
        lambda: people.add(noor, "eve", Role.ADMINISTRATOR, GIVEN),
        lambda: people.reset_passphrase(noor, "mina", GIVEN),
        lambda: people.disable(noor, "mina"),
        lambda: rekeying.renew(noor),
        lambda: erasure.apply_retention(site.entry("rei")),
        lambda: erasure.erase_batch(site.entry("rei"), 1),
    )
    for act in acts:
        with pytest.raises(PassphraseError, match="any more"):
            act()
    site.sign_in("mina")


def test_the_last_administrator_stays(site: Site) -> None:
    with pytest.raises(KizashiError, match="only administrator"):
        people.disable(site.entry("mina"), "mina")
    people.add(site.entry("mina"), "noor", Role.ADMINISTRATOR, GIVEN)
    people.disable(site.entry("mina"), "mina")


@pytest.mark.parametrize(
    "name",
    [
        "mina",
        "Mina",
        " MINA ",
        "ｍｉｎａ",
        "owner",
        "Unknown",
        "ｏｗｎｅｒ",
        "recovery  key",
        "",
        "  ",
        "a\x1bb",
        "x" * 65,
    ],
)
def test_a_name_stands_for_one_person(site: Site, name: str) -> None:
    before = site.block.read_bytes()
    with pytest.raises(KizashiError, match=r"taken|A name has"):
        people.add(site.entry("mina"), name, Role.COUNSELOR, GIVEN)
    assert site.block.read_bytes() == before


def test_names_are_written_as_people_write_them(site: Site) -> None:
    people.add(site.entry("mina"), " 佐藤が ".replace("が", "か\u3099"), Role.COUNSELOR, GIVEN)
    with pytest.raises(TemporaryPassphraseError):
        site.sign_in("佐藤が", GIVEN)


def test_a_japanese_name_is_kept_with_the_space_it_is_written_with(site: Site) -> None:
    """It was refused, and what was said of it was that a name has letters."""
    people.add(site.entry("mina"), "山田　花子", Role.SPECIALIST, GIVEN)
    people.change_passphrase(site.store, "山田　花子", GIVEN, "a phrase of my own")
    assert site.sign_in("山田　花子", "a phrase of my own").actor.name == "山田　花子"


def test_a_change_that_can_not_be_recorded_is_none(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever fails: the person's row, the record and the key block say the same."""
    before = site.acts()

    def failing(*_: object) -> None:
        raise KeyFileError("The disk is full.")

    with monkeypatch.context() as full:
        full.setattr(keys, "change", failing)
        changes: tuple[Callable[[], None], ...] = (
            lambda: people.add(site.entry("mina"), "noor", Role.COUNSELOR, GIVEN),
            lambda: people.disable(site.entry("mina"), "ken"),
            lambda: people.change_passphrase(site.store, "ken", PASSPHRASES["ken"], GIVEN),
        )
        for change in changes:
            with pytest.raises(KeyFileError):
                change()
    assert site.acts() == before
    with site.entry("mina").open() as db:
        assert [user.name for user in users.everyone(db) if not user.disabled_at] == sorted(PASSPHRASES)
    assert keys.block(site.store).holder(Kind.PERSON, "noor") is None


def test_a_first_person_can_be_made_again_where_the_disk_was_full_at_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The key file stayed behind without a store, and neither was ever made then."""
    newcomer = Newcomer("mina", PASSPHRASES["mina"])
    with monkeypatch.context() as full:
        full.setattr("store.migrations.apply", raising(OSError(errno.ENOSPC, "No space left on device")))
        with pytest.raises(StoreFullError):
            people.add_first(people.new_store(tmp_path / "s.kizashi"), tmp_path, newcomer)
    assert list(tmp_path.iterdir()) == []
    assert people.add_first(people.new_store(tmp_path / "s.kizashi"), tmp_path, newcomer)


def test_a_single_owner_can_change_the_passphrase_too(site: Site) -> None:
    store = site.folder / "own.kizashi"
    entry.as_owner(store, "a phrase of mine").open().close()
    people.change_passphrase(store, "", "a phrase of mine", "another phrase of mine")
    with entry.as_owner(store, "another phrase of mine").open() as db:
        acts = [row["act"] for row in db.query("SELECT act FROM audit ORDER BY id")]
    assert acts == ["log-in", "passphrase", "log-in"]


def test_who_works_alone_is_told(site: Site) -> None:
    mina = site.entry("mina")
    with mina.open() as db:
        assert not people.works_alone(people.everyone(db, mina.actor))
    people.disable(mina, "rei")
    with mina.open() as db:
        assert people.works_alone(people.everyone(db, mina.actor))
