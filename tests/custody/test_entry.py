"""What people would lose if entering failed them: their store's secrecy, or their way into it."""

from pathlib import Path

import pytest

from access import attempts, keys, recovery
from custody import entry, people
from custody.people import Newcomer
from domain.actor import Role
from domain.errors import KeyFileError, LockedOutError, PassphraseError, StoreError
from store import audit, users
from store.database import open_store
from tests.custody.conftest import PASSPHRASES, ROLES, Site
from tests.store.samples import add_file


def test_who_signs_in_acts_under_their_own_name_and_role(site: Site) -> None:
    for name, role in ROLES.items():
        signed_in = site.sign_in(name)
        assert (signed_in.actor.name, signed_in.actor.role) == (name, role)
        with signed_in.open() as db:
            assert db.tables.table("texts").count == 300
    assert [row[:2] for row in site.acts()[-3:]] == [(name, "log-in") for name in ROLES]


def test_h1_a_store_of_people_opens_for_nobody_else(site: Site) -> None:
    with pytest.raises(PassphraseError):
        site.sign_in("mina", PASSPHRASES["ken"])
    with pytest.raises(PassphraseError):
        site.sign_in("noor", PASSPHRASES["ken"])
    with pytest.raises(KeyFileError, match="Say who you are with --user"):
        entry.as_owner(site.store, PASSPHRASES["mina"])
    with pytest.raises(KeyFileError, match="sealed by a passphrase"):
        entry.unattended(site.settings, site.store)


def test_h2_wrong_passphrases_are_on_record_and_no_name_that_may_be_a_passphrase(site: Site) -> None:
    for name in ("ken", "ken", "my secret, in the wrong field"):
        with pytest.raises(PassphraseError):
            site.sign_in(name, "not the right words")
    site.sign_in("ken")
    assert site.acts()[-3:] == [
        ("ken", "log-in-failed", "store", "2"),
        ("unknown", "log-in-failed", "store", "1"),
        ("ken", "log-in", "store", ""),
    ]
    assert b"wrong field" not in b"".join(file.read_bytes() for file in site.folder.iterdir())
    site.sign_in("ken")
    assert [row[1] for row in site.acts()[-2:]] == ["log-in", "log-in"], "a failure is on record twice"


def test_h2_too_many_wrong_passphrases_keep_out_the_right_one_too(site: Site) -> None:
    for _ in range(3):
        with pytest.raises(PassphraseError):
            site.sign_in("ken", "not the right words")
    with pytest.raises(LockedOutError, match=r"Wait \d seconds"):
        site.sign_in("ken")
    site.sign_in("rei")


def test_h3_a_store_that_is_not_there_is_said_to_be_missing_and_no_empty_one_is_made(site: Site) -> None:
    signed_in = site.sign_in("ken")
    site.store.unlink()
    with pytest.raises(StoreError, match="There is no store"):
        site.sign_in("ken")
    with pytest.raises(StoreError, match="There is no store"):
        signed_in.open()
    assert not site.store.exists()


def test_h2_wrong_recovery_keys_are_waited_for_and_on_record(site: Site) -> None:
    for _ in range(attempts.FREE):
        with pytest.raises(KeyFileError, match="recovery key does not open"):
            people.recover_by_key(site.store, "ken", recovery.new_key(), "quite another phrase")
    with pytest.raises(LockedOutError):
        people.recover_by_key(site.store, "ken", recovery.new_key(), "quite another phrase")
    with site.sign_in("ken").open() as db:
        assert audit.last(db, "log-in-failed", "store") == str(attempts.FREE)
        assert audit.acted(db, "recovery key", "log-in-failed", "store")


def test_a_store_without_people_says_how_to_get_them(tmp_path: Path) -> None:
    store = tmp_path / "s.kizashi"
    entry.unattended(tmp_path, store).open().close()
    with pytest.raises(KeyFileError, match="users add"):
        entry.sign_in(store, "mina", PASSPHRASES["mina"])


def test_a_first_person_whose_making_was_cut_short_can_sign_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The key block knows the person, and the power went before the store did."""
    store = tmp_path / "s.kizashi"
    with monkeypatch.context() as cut_short:
        cut_short.setattr("custody.people.person_of", _power_loss)
        with pytest.raises(ZeroDivisionError):
            people.add_first(people.new_store(store), tmp_path, Newcomer("mina", PASSPHRASES["mina"]))
    assert entry.sign_in(store, "mina", PASSPHRASES["mina"]).actor.role is Role.ADMINISTRATOR


def _power_loss(*_: object) -> None:
    raise ZeroDivisionError


def test_the_accounts_own_store_gets_people_and_keeps_its_texts(tmp_path: Path) -> None:
    store = tmp_path / "unattended.kizashi"
    before = entry.unattended(tmp_path, store)
    with before.open() as db:
        add_file(db, "chat.csv", 3)
    people.add_first(before, tmp_path, Newcomer("mina", PASSPHRASES["mina"]))
    assert not (tmp_path / keys.UNATTENDED).exists(), "a key that lies open would make the passphrase worthless"
    with pytest.raises(KeyFileError):
        open_store(store, before.key)
    with entry.sign_in(store, "mina", PASSPHRASES["mina"]).open() as db:
        assert db.tables.table("texts").count == 3
        assert [user.name for user in users.everyone(db)] == ["mina"]
        assert audit.verify(db) == []


def test_a_single_owners_store_gets_people_and_the_owners_passphrase_opens_it_no_more(tmp_path: Path) -> None:
    store = tmp_path / "own.kizashi"
    before = entry.as_owner(store, "a phrase of mine")
    with before.open() as db:
        add_file(db, "chat.csv", 3)
    people.add_first(before, tmp_path, Newcomer("mina", PASSPHRASES["mina"]))
    with pytest.raises(KeyFileError):
        entry.as_owner(store, "a phrase of mine")
    with pytest.raises(PassphraseError):
        keys.unlock(store, keys.OWNER, "a phrase of mine")
    with entry.sign_in(store, "mina", PASSPHRASES["mina"]).open() as db:
        assert db.tables.table("texts").count == 3


def test_while_another_program_has_it_open_a_store_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.database.BUSY_SECONDS", 0.1)
    store = tmp_path / "unattended.kizashi"
    before = entry.unattended(tmp_path, store)
    with before.open() as other:
        add_file(other, "chat.csv", 3)
        with pytest.raises(StoreError, match="Another program"):
            people.add_first(before, tmp_path, Newcomer("mina", PASSPHRASES["mina"]))
    assert not keys.is_sealed(store)
    with entry.unattended(tmp_path, store).open() as db:
        assert db.tables.table("texts").count == 3
