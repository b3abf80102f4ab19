"""What a user would lose if keys failed them: every text that they seal."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from access import blocks, keys, recovery, sealing
from access.blocks import KeyBlock, Kind
from access.keys import unattended_key
from domain.errors import KeyFileError, PassphraseError

PASSPHRASE = "がんばる heron canal"  # noqa: S105 - opens nothing but this file's stores
RECOVERY = recovery.new_key()
PRIVATE = sealing.new_private()
FIRST_KEY = bytes(range(32))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "s.kizashi"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    config = tmp_path / "config"
    config.mkdir()
    return config


def block(store: Path) -> Path:
    return store.with_name("s.kizashi.keys")


def test_the_account_keeps_one_random_key_that_others_can_not_read(folder: Path, store: Path, tmp_path: Path) -> None:
    key = unattended_key(folder, store)
    store.touch()
    assert unattended_key(folder, store) == key
    assert len(key) == 32
    [file] = folder.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    other = tmp_path / "other"
    other.mkdir()
    assert unattended_key(other, tmp_path / "o.kizashi") != key


def test_processes_that_make_the_key_at_once_get_one_key(folder: Path, store: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: unattended_key(folder, store), range(32)))) == 1
    assert len(list(folder.iterdir())) == 1


def test_a_missing_key_is_not_replaced_by_a_new_one(folder: Path, store: Path) -> None:
    store.touch()
    with pytest.raises(KeyFileError, match=r"is missing\. Put it back.*unattended\.key"):
        unattended_key(folder, store)
    assert not list(folder.iterdir())


@pytest.mark.parametrize("content", ["", "00ff", "not a key", "ü"])
def test_a_damaged_key_file_is_named(folder: Path, store: Path, content: str) -> None:
    (folder / "unattended.key").write_text(content, encoding="utf-8")
    with pytest.raises(KeyFileError, match=r"unattended\.key is damaged"):
        unattended_key(folder, store)


def test_a_folder_where_no_key_can_be_written_is_one_clear_error(tmp_path: Path, store: Path) -> None:
    with pytest.raises(KeyFileError, match="can't be written"):
        unattended_key(tmp_path / "none", store)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A single owner's block."""
    store = tmp_path_factory.mktemp("written") / "s.kizashi"
    key_of(store)
    return block(store).read_text()


@pytest.fixture
def sealed(store: Path, written: str) -> Path:
    """A store's path with a single owner's block beside it."""
    block(store).write_text(written)
    return store


def key_of(store: Path, passphrase: str = PASSPHRASE) -> bytes:
    [key] = keys.unlock_as_owner(store, passphrase).keys
    return key


def test_a_passphrase_opens_what_it_sealed(store: Path) -> None:
    key = key_of(store)
    store.touch()
    assert key_of(store) == key
    assert block(store).stat().st_mode & 0o777 == 0o600
    for secret in (key.hex(), PASSPHRASE, "heron"):
        assert secret not in block(store).read_text()


def test_two_stores_of_one_passphrase_have_two_keys(store: Path, tmp_path: Path) -> None:
    assert key_of(store) != key_of(tmp_path / "other.kizashi")


def test_a_passphrase_typed_on_another_keyboard_is_the_same(sealed: Path) -> None:
    decomposed = PASSPHRASE.replace("が", "か\u3099")
    assert decomposed != PASSPHRASE
    assert key_of(sealed) == key_of(sealed, decomposed)


def test_h1_a_wrong_passphrase_is_one_clear_sentence_and_changes_nothing(sealed: Path) -> None:
    before = block(sealed).read_bytes()
    with pytest.raises(PassphraseError, match="passphrase does not open"):
        key_of(sealed, PASSPHRASE + ".")
    assert block(sealed).read_bytes() == before


@pytest.mark.parametrize("passphrase", ["", "   ", "short", "elevenchars", "aaaaaaaaaaaaaaaa", "がんばる"])
def test_h1_what_is_easily_guessed_seals_nothing(store: Path, passphrase: str) -> None:
    with pytest.raises(KeyFileError, match=r"empty|easy to guess"):
        key_of(store, passphrase)
    assert not block(store).exists()


def test_a_store_without_passphrase_gets_none_by_being_opened_with_one(store: Path) -> None:
    store.touch()
    with pytest.raises(KeyFileError, match=r"has no passphrase: the file s\.kizashi\.keys"):
        key_of(store)
    assert not block(store).exists()


def test_a_store_with_a_passphrase_asks_for_it(folder: Path, sealed: Path) -> None:
    with pytest.raises(KeyFileError, match="sealed by a passphrase"):
        unattended_key(folder, sealed)


@pytest.mark.parametrize("place", range(40, 1200, 97))
def test_h3_damage_is_told_from_a_wrong_passphrase(sealed: Path, place: int) -> None:
    """One flipped bit: a person who is told that the passphrase is wrong would look for the fault in themselves."""
    content = bytearray(block(sealed).read_bytes())
    content[place % len(content)] ^= 1
    block(sealed).write_bytes(content)
    with pytest.raises(KeyFileError, match=r"s\.kizashi\.keys is damaged|newer Kizashi|can't be read"):
        key_of(sealed)


@pytest.mark.parametrize("content", ["", "[]", "7", '{"version": 1}', '{"version": 2}', '{"version": 1', "\x00\x01"])
def test_h3_a_block_that_is_none_is_one_clear_sentence(store: Path, content: str) -> None:
    block(store).write_text(content)
    with pytest.raises(KeyFileError, match=r"s\.kizashi\.keys is damaged"):
        key_of(store)


def test_h3_the_sentence_on_damage_names_the_copy_and_the_copy_opens(store: Path) -> None:
    key = key_of(store)
    keys.change(store, keys.block(store).having(blocks.person("", "another heron canal", key)), key)
    block(store).write_text("gone")
    with pytest.raises(KeyFileError, match=r"such as s\.kizashi\.keys\.previous"):
        key_of(store)
    block(store).with_name("s.kizashi.keys.previous").replace(block(store))
    assert key_of(store) == key


def test_h3_a_missing_block_is_named(store: Path) -> None:
    with pytest.raises(KeyFileError, match=r"s\.kizashi\.keys is missing"):
        keys.unlock(store, "mina", PASSPHRASE)


def test_a_block_of_a_newer_kizashi_is_refused_by_name(store: Path) -> None:
    block(store).write_text('{"version": 3}')
    with pytest.raises(KeyFileError, match="newer Kizashi"):
        key_of(store)


@pytest.fixture(scope="module")
def first_written() -> str:
    """A block as the first version of Kizashi wrote it, around `FIRST_KEY`."""
    salt, nonce = bytes(16), bytes(12)
    box = AESGCM(sealing.stretched("old", salt)).encrypt(nonce, FIRST_KEY, b"kizashi key block 1")
    return json.dumps({"version": 1, "salt": salt.hex(), "nonce": nonce.hex(), "sealed": box.hex()})


@pytest.fixture
def first_version(store: Path, first_written: str) -> Path:
    """A store with a block of the first version."""
    block(store).write_text(first_written)
    store.touch()
    return store


def test_a_block_of_the_first_version_opens_and_is_upgraded_with_a_copy(first_version: Path) -> None:
    before = block(first_version).read_text()
    assert keys.people(first_version) == ()
    with pytest.raises(KeyFileError, match="passphrase does not open"):
        key_of(first_version, "older")
    assert block(first_version).read_text() == before
    assert key_of(first_version, "old") == FIRST_KEY, "its passphrase may be shorter than a new one must be"
    assert json.loads(block(first_version).read_text())["version"] == 2
    assert block(first_version).with_name("s.kizashi.keys.previous").read_text() == before
    assert key_of(first_version, "old") == FIRST_KEY


@pytest.mark.parametrize("name", ["salt", "nonce", "sealed"])
@pytest.mark.parametrize("value", ["00", None, "00" * 28])
@pytest.mark.usefixtures("first_version")
def test_h3_a_damaged_block_of_the_first_version_is_one_clear_sentence(
    store: Path, name: str, value: str | None
) -> None:
    block(store).write_text(json.dumps({**json.loads(block(store).read_text()), name: value}))
    with pytest.raises(KeyFileError, match="damaged"):
        key_of(store, "old")


@pytest.fixture(scope="module")
def shared_written() -> str:
    """The block of a store of two people, with both ways of recovery."""
    key = keys.new_key()
    holders = (
        blocks.person("mina", PASSPHRASE, key),
        blocks.person("ken", "four other words", key, temporary=True),
        blocks.holder_of(Kind.RECOVERY, recovery.private_key(RECOVERY), key),
        blocks.holder_of(Kind.ORGANISATION, PRIVATE, key),
    )
    return blocks.written(KeyBlock(holders), key)


@pytest.fixture
def shared(store: Path, shared_written: str) -> KeyBlock:
    """The same, beside a store."""
    block(store).write_text(shared_written)
    return keys.block(store)


@pytest.mark.usefixtures("shared")
def test_each_person_and_each_way_of_recovery_holds_the_same_key(store: Path) -> None:
    ways = [
        keys.unlock(store, "mina", PASSPHRASE),
        keys.unlock(store, "ken", "four other words"),
        keys.unlock_by_recovery(store, RECOVERY.lower().replace("-", " ")),
        keys.unlock_by_organisation(store, PRIVATE),
    ]
    assert len({way.keys for way in ways}) == 1
    assert [way.temporary for way in ways] == [False, True, False, False]
    assert keys.people(store) == ("mina", "ken")


@pytest.mark.usefixtures("shared")
def test_h1_one_persons_passphrase_is_nobody_elses(store: Path) -> None:
    for name, passphrase in (("ken", PASSPHRASE), ("nobody", PASSPHRASE), ("", PASSPHRASE)):
        with pytest.raises(PassphraseError):
            keys.unlock(store, name, passphrase)
    for wrong in (recovery.new_key(), "0" * 40):
        with pytest.raises(KeyFileError):
            keys.unlock_by_recovery(store, wrong)
    with pytest.raises(KeyFileError, match="organisation's key does not open"):
        keys.unlock_by_organisation(store, sealing.new_private())


def test_h4_a_block_that_was_changed_without_its_key_is_found(store: Path, shared: KeyBlock) -> None:
    """Somebody who can write files could else wait for the next rekey to be given the new key."""
    mina, ken, *others = shared.holders
    intruder = blocks.public_holder(Kind.ORGANISATION, sealing.public_of(sealing.new_private()), bytes(32))
    for holders in (
        (replace(mina, name="ken2"), ken, *others),
        (mina, replace(ken, temporary=False), *others),
        (mina, ken, others[0], intruder),
        (mina, *others),
    ):
        block(store).write_text(blocks.written(KeyBlock(holders), bytes(32)))
        with pytest.raises(KeyFileError, match="damaged"):
            keys.unlock_by_recovery(store, RECOVERY)


def test_a_rekey_that_is_under_way_gives_both_keys(store: Path, shared: KeyBlock) -> None:
    [key] = keys.unlock_by_organisation(store, PRIVATE).keys
    following = keys.new_key()
    keys.change(store, shared.holding(key, following), key)
    assert keys.unlock_by_recovery(store, RECOVERY).keys == (key, following)
    keys.change(store, keys.block(store).holding(following), following)
    assert keys.unlock_by_organisation(store, PRIVATE).keys == (following,)


def test_a_failed_change_puts_the_block_back(store: Path, shared: KeyBlock) -> None:
    [key] = keys.unlock_by_organisation(store, PRIVATE).keys
    before = block(store).read_bytes()

    def change(*, begun: bool) -> None:
        with keys.put_back_unless(store, lambda: begun):
            keys.change(store, shared.without(Kind.PERSON, "ken"), key)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change(begun=False)
    assert block(store).read_bytes() == before
    with pytest.raises(ZeroDivisionError):
        change(begun=True)
    assert keys.people(store) == ("mina",)


def test_the_accounts_key_goes_once_its_store_is_sealed_by_passphrases(folder: Path, store: Path) -> None:
    key = unattended_key(folder, store)
    keys.forget_unattended_key(folder, keys.new_key())
    assert unattended_key(folder, store) == key, "another store's key was taken for this one's"
    keys.forget_unattended_key(folder, key)
    assert not list(folder.iterdir())
