"""A store's backups at a terminal: the drill that a site repeats before it needs it."""

import json
from pathlib import Path

import pytest
import sqlite_utils

from store import audit, migrations
from tests.cli.home import Home, the_one_line
from tests.store.samples import add_file


@pytest.fixture
def own(bare: Home) -> Home:
    """A home whose own store has three texts."""
    bare.here("store", "verify")
    with bare.database() as db:
        add_file(db, "chat.csv", 3)
    return bare


@pytest.fixture
def words(tmp_path: Path) -> Path:
    file = tmp_path / "words"
    file.write_text("tall heron frozen canal\n", encoding="utf-8")
    return file


def texts(home: Home) -> int:
    with home.database() as db:
        return int(db.tables.table("texts").count)


def test_a_backup_goes_to_a_stick_and_comes_back(own: Home, words: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    assert "a passphrase of its own" in the_one_line(own.here("store", "backup", stick))
    said = own.here("store", "backup", stick, "--backup-passphrase-file", words).stdout
    assert "Wrote and verified" in said
    with own.database() as db:
        assert f"Audit chain: {audit.head(db)}" in said
    [backup] = stick.glob("*.backup")
    with own.database() as db:
        add_file(db, "later.csv", 5)
    assert "Give the passphrase" in the_one_line(own.here("store", "restore", backup))
    restored = own.here("store", "restore", backup, "--passphrase-file", words)
    assert "is kept as" in restored.stdout, restored.stderr
    assert texts(own) == 3
    assert "is sound" in own.here("store", "verify").stdout


def test_verify_names_what_was_changed_and_ends_with_1(own: Home) -> None:
    with own.database() as db:
        add_file(db, "more.csv", 50)
        noted = audit.head(db)
    assert "is sound" in own.here("store", "verify", "--head", str(noted)).stdout
    content = bytearray(own.store.read_bytes())
    content[-5000] ^= 1
    own.store.write_bytes(content)
    ended = own.here("store", "verify")
    assert ended.returncode == 1
    assert "changed or damaged in 1 of its pages" in ended.stdout
    assert "is not sound" in ended.stderr


def test_a_store_of_a_newer_kizashi_is_refused_by_name_and_not_changed(
    own: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def m999_newer(tables: sqlite_utils.Database) -> None:
        tables.table("batches").add_column("colour", str)

    with monkeypatch.context() as newer:
        newer.setattr(migrations, "STEPS", (*migrations.STEPS, m999_newer))
        own.database().close()
    before = own.store.read_bytes()
    assert "made by a newer Kizashi (step m999_newer)" in the_one_line(own.here("store", "verify"))
    assert own.store.read_bytes() == before


def test_what_can_not_be_done_is_one_sentence(own: Home, words: Path, tmp_path: Path) -> None:
    assert "Add people first" in the_one_line(own.here("store", "rekey"))
    assert "key file" in the_one_line(own.here("store", "restore", tmp_path / "none", "--passphrase-file", words))
    assert "not a head" in the_one_line(own.here("store", "verify", "--head", "7"))
    assert texts(own) == 3


def test_the_record_is_read_at_a_terminal_and_by_a_script(own: Home) -> None:
    shown = own.here("store", "audit", "--limit", "1")
    assert "read-record" in shown.stdout
    assert "Audit chain: 2:" in shown.stdout, shown.stderr
    read = json.loads(own.here("store", "audit", "--json").stdout)
    assert [row["act"] for row in read["rows"]] == ["read-record", "verify"]
    assert own.here("store", "verify", "--head", read["head"]).returncode == 0


@pytest.mark.parametrize(
    "command",
    [
        "store verify",
        "store backup .",
        "store rekey",
        "store audit",
        "store retention",
        "store erase --batch 1",
        "review stats",
        "review export c.csv",
        "review import c.csv",
        "review report r.html",
        "review settings",
        "users list",
        "users disable ken",
        "users passphrase ken --new-passphrase-file /dev/null",
        "examples import own.csv --protocol stress",
        "examples list",
        "examples adopt 1a2b",
        "examples rollback --protocol stress",
        "models build smollm2-135m",
        "models export folder",
        "models import pack.kzpack",
    ],
)
def test_a_misspelled_store_is_not_made_and_called_sound_or_empty(bare: Home, tmp_path: Path, command: str) -> None:
    """A nightly check with a typo would tell for years that all is well, and a report that nobody waits."""
    store = tmp_path / "clinci.kizashi"
    assert "There is no store" in the_one_line(bare.here(*command.split(), "--store", store))
    assert not list(tmp_path.glob("clinci*"))
