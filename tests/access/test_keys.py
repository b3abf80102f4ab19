"""What a user would lose if keys failed them: every text that they seal."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from access.keys import owner_key, unattended_key
from domain.errors import KeyFileError

PASSPHRASE = "がんばる heron canal"  # noqa: S105 - opens nothing but this file's stores


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "s.kizashi"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    config = tmp_path / "config"
    config.mkdir()
    return config


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """A sound block's content."""
    store = tmp_path_factory.mktemp("sealed") / "s.kizashi"
    owner_key(store, PASSPHRASE)
    content: dict[str, object] = json.loads(block(store).read_text())
    return content


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
    with pytest.raises(KeyFileError, match=r"unattended\.key is missing\. Put it back"):
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


def test_a_passphrase_opens_what_it_sealed(store: Path) -> None:
    key = owner_key(store, PASSPHRASE)
    store.touch()
    assert owner_key(store, PASSPHRASE) == key
    assert block(store).stat().st_mode & 0o777 == 0o600
    for secret in (key.hex(), PASSPHRASE, "heron"):
        assert secret not in block(store).read_text()


def test_two_stores_of_one_passphrase_have_two_keys(store: Path, tmp_path: Path) -> None:
    assert owner_key(store, PASSPHRASE) != owner_key(tmp_path / "other.kizashi", PASSPHRASE)


def test_a_passphrase_typed_on_another_keyboard_is_the_same(store: Path) -> None:
    decomposed = PASSPHRASE.replace("が", "か\u3099")
    assert decomposed != PASSPHRASE
    assert owner_key(store, PASSPHRASE) == owner_key(store, decomposed)


def test_a_wrong_passphrase_is_one_clear_sentence(store: Path) -> None:
    owner_key(store, PASSPHRASE)
    before = block(store).read_bytes()
    with pytest.raises(KeyFileError, match="passphrase does not open"):
        owner_key(store, PASSPHRASE + ".")
    assert block(store).read_bytes() == before


def test_an_empty_passphrase_seals_nothing(store: Path) -> None:
    with pytest.raises(KeyFileError, match="empty"):
        owner_key(store, "")
    assert not block(store).exists()


def test_a_store_without_passphrase_gets_none_by_being_opened_with_one(store: Path) -> None:
    store.touch()
    with pytest.raises(KeyFileError, match=r"has no passphrase: the file s\.kizashi\.keys"):
        owner_key(store, PASSPHRASE)
    assert not block(store).exists()


def test_a_store_with_a_passphrase_asks_for_it(folder: Path, store: Path) -> None:
    owner_key(store, PASSPHRASE)
    with pytest.raises(KeyFileError, match="sealed by a passphrase"):
        unattended_key(folder, store)


@pytest.mark.parametrize("name", ["salt", "nonce", "sealed"])
@pytest.mark.parametrize("value", ["", "zz", "00", None, "00" * 28])
def test_a_damaged_block_is_one_clear_sentence(
    store: Path, sealed: dict[str, object], name: str, value: str | None
) -> None:
    block(store).write_text(json.dumps({**sealed, name: value}))
    with pytest.raises(KeyFileError, match="damaged"):
        owner_key(store, PASSPHRASE)


@pytest.mark.parametrize("content", ["", "[]", "7", '{"version": 1}', '{"version": 1', "\x00\x01"])
def test_a_block_that_is_none_is_one_clear_sentence(store: Path, content: str) -> None:
    block(store).write_text(content)
    with pytest.raises(KeyFileError, match=r"s\.kizashi\.keys is damaged"):
        owner_key(store, PASSPHRASE)


def test_a_block_of_a_newer_kizashi_is_refused_by_name(store: Path) -> None:
    block(store).write_text('{"version": 2}')
    with pytest.raises(KeyFileError, match="newer Kizashi"):
        owner_key(store, PASSPHRASE)
