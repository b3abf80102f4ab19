"""What a user would lose if the file failed them: their texts' secrecy, or what was already stored."""

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from domain.errors import KeyFileError, StoppedError, StoreError, StoreFullError, StoreLockedError
from store import database, migrations, texts
from store.database import Database, cipher_version, open_store
from tests.paths import ROOT
from tests.store.samples import KEY, PLANTED, add_file, draft


def rows(db: Database) -> int:
    found = db.first("SELECT count(*) AS rows FROM texts JOIN bodies ON text = texts.id")
    assert found
    return int(found["rows"])


def in_a_process(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a script that has `path` and `KEY`; what it prints is its answer."""
    preamble = "import sys; from pathlib import Path; from tests.store.samples import *; path = Path(sys.argv[1])\n"
    return subprocess.run(
        [sys.executable, "-c", preamble + script, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_was_stored_is_there_when_the_store_is_opened_again(path: Path) -> None:
    with open_store(path, KEY) as db:
        add_file(db, "chat.csv", 3)
    with open_store(path, KEY) as db:
        assert rows(db) == 3


def test_only_this_account_can_read_the_files(db: Database) -> None:
    add_file(db, "chat.csv", 3)
    files = list(db.path.parent.iterdir())
    assert len(files) == 3, "the store, its log and the log's index"
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_no_file_of_the_store_holds_a_readable_word(path: Path) -> None:
    def searched() -> None:
        content = b"".join(file.read_bytes() for file in path.parent.iterdir())
        assert len(content) > 4096
        for word in (PLANTED, "chat.csv", "SQLite format"):
            assert word.encode() not in content
            assert word.encode("utf-16-le") not in content

    with open_store(path, KEY) as db:
        add_file(db, "chat.csv", 300)
        assert path.with_name(f"{path.name}-wal").stat().st_size
        searched()
    searched()


def test_a_wrong_key_is_refused_and_changes_nothing(path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    open_store(path, KEY).close()
    before = path.read_bytes()
    with pytest.raises(KeyFileError, match=r"does not open the store s\.kizashi"):
        open_store(path, bytes(32))
    assert path.read_bytes() == before
    assert capfd.readouterr() == ("", ""), "the cipher's own log would reach the user's terminal"
    open_store(path, KEY).close()


@pytest.mark.parametrize("size", [100, 4096, 5000, 100_000])
def test_a_truncated_file_is_refused_in_a_sentence_and_left_as_it_is(path: Path, size: int) -> None:
    open_store(path, KEY).close()
    os.truncate(path, size)
    with pytest.raises(StoreError, match="damaged"):
        open_store(path, KEY)
    assert path.stat().st_size == size


@pytest.mark.parametrize("content", [b"", b"x"])
def test_an_empty_file_is_not_taken_for_a_new_store(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreError, match="empty"):
        open_store(path, KEY)
    assert path.read_bytes() == content


def test_damage_inside_the_file_is_named_when_it_is_read(path: Path) -> None:
    with open_store(path, KEY) as db:
        add_file(db, "chat.csv", 2000)
    content = bytearray(path.read_bytes())
    for page in range(len(content) // 2 // 4096, len(content) // 4096):
        content[page * 4096] ^= 1
    path.write_bytes(content)
    with open_store(path, KEY) as db, pytest.raises(StoreError, match="damaged"):
        db.first("SELECT sum(length(body)) FROM bodies")


@pytest.mark.parametrize("name", ["no/such/folder/s.kizashi", "a-file/s.kizashi"])
def test_a_store_where_none_can_be_is_one_clear_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "a-file").touch()
    with pytest.raises(StoreError, match="folder"):
        open_store(tmp_path / name, KEY)


def test_a_folder_is_not_a_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="can't be opened"):
        open_store(tmp_path, KEY)


OPEN = """
import os
from domain.errors import StoreError
from store.database import open_store
if os.geteuid() == 0:
    os.setuid(65534)  # no mode keeps root out
try:
    open_store(path, KEY)
    print("opened")
except StoreError as error:
    print(error)
"""


@pytest.mark.parametrize("there", [False, True], ids=["new store", "store that is there"])
def test_a_read_only_folder_is_one_clear_error(path: Path, there: bool) -> None:
    if there:
        open_store(path, KEY).close()
        path.chmod(0o644)
    with tempfile.TemporaryDirectory() as open_to_all:  # pytest's own folders let nobody else pass
        folder = Path(shutil.copytree(path.parent, Path(open_to_all) / "stores"))
        folder.chmod(0o555)
        Path(open_to_all).chmod(0o755)
        answer = in_a_process(OPEN, folder / path.name)
        folder.chmod(0o700)
    assert "can't be opened for writing" in answer.stdout, answer.stderr


def test_a_failed_creation_leaves_nothing_behind(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(migrations, "apply", failing)
    with pytest.raises(StoreFullError):
        open_store(path, KEY)
    assert not list(path.parent.iterdir())


def test_processes_that_make_the_same_store_at_once_get_one_store(path: Path) -> None:
    def answer(_: int) -> str:
        with open_store(path, KEY) as db:
            return db.content_hash(PLANTED)

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(answer, range(16)))) == 1
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_locked_store_is_named_and_loses_nothing(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
    with open_store(db.path, KEY) as other:
        with db.atomic(), pytest.raises(StoreLockedError):
            add_file(other, "chat.csv", 3)
        add_file(other, "chat.csv", 3)
        assert rows(other) == 3


def test_reading_goes_on_while_somebody_writes(db: Database) -> None:
    known = add_file(db, "chat.csv", 3)
    with open_store(db.path, KEY) as reader:
        with db.atomic():
            texts.add_texts(db, known, [draft(4)])
            assert rows(reader) == 3, "what is not committed is not seen"
        assert rows(reader) == 4


def failing_block(db: Database, name: str) -> None:
    with db.atomic():
        add_file(db, name, 3)
        raise ZeroDivisionError


def test_a_block_that_fails_leaves_nothing_of_itself(db: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        failing_block(db, "chat.csv")
    assert not rows(db)


def test_an_inner_block_that_fails_leaves_the_outer_one_whole(db: Database) -> None:
    with db.atomic():
        add_file(db, "chat.csv", 3)
        with pytest.raises(ZeroDivisionError):
            failing_block(db, "other.csv")
    assert rows(db) == 3


def test_what_must_outlive_a_power_loss_is_not_written_in_a_lesser_transaction(db: Database) -> None:
    with pytest.raises(RuntimeError), db.atomic(), db.atomic(durable=True):
        pass
    with db.atomic(durable=True), db.atomic(durable=True), db.atomic():
        pass


COMPACT = """
from store import compacting
from store.database import open_store
with open_store(path, KEY) as db:
    add_file(db, "chat.csv", 300)
    db.tables.execute("PRAGMA hard_heap_limit = 700000")
    print(compacting.compact(db))
"""


def test_a_store_that_memory_does_not_hold_once_more_stays_as_large_and_is_no_bug(path: Path) -> None:
    """What was to be erased was, and the command ended as a bug."""
    assert in_a_process(COMPACT, path).stdout == "False\n"
    with open_store(path, KEY) as db:
        assert rows(db) == 300


FILL = """
import resource
from domain.errors import StoreFullError
from store import texts
from store.database import open_store
with open_store(path, KEY) as db:
    known = texts.add_source(db, source("chat.csv"))
    if len(sys.argv) > 2:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
    done = 0
    try:
        while done < 20_000:
            texts.add_texts(db, known, [draft(done + row) for row in range(1, 101)])
            done += 100
    except StoreFullError as error:
        print(done)
        print(error)
"""


def gone_on(path: Path, answer: subprocess.CompletedProcess[str]) -> None:
    """Check that what was stored before the disk was full is there, and that the rest can be stored afterwards."""
    done, message = answer.stdout.splitlines()
    assert "full" in message
    assert "Free some space" in message
    with open_store(path, KEY) as db:
        assert rows(db) == int(done) > 0
        add_file(db, "chat.csv", int(done) + 100)
        assert rows(db) == int(done) + 100


def test_a_limit_on_the_files_size_keeps_what_was_stored(path: Path) -> None:
    gone_on(path, in_a_process(FILL, path, 1_500_000))


@pytest.fixture
def small_disk(tmp_path: Path) -> Path:
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root can mount a small disk here")
    return folder


def test_a_full_disk_keeps_what_was_stored(small_disk: Path, tmp_path: Path) -> None:
    try:
        answer = in_a_process(FILL, small_disk / "s.kizashi")
        for file in small_disk.iterdir():
            shutil.copy(file, tmp_path)
        (small_disk / "other").write_bytes(bytes(os.statvfs(small_disk).f_bavail * 4096))
        none = in_a_process(OPEN, small_disk / "new.kizashi")
        leftovers = sorted(file.name for file in small_disk.iterdir())
    finally:
        subprocess.run(["umount", str(small_disk)], check=True)
    gone_on(tmp_path / "s.kizashi", answer)
    assert "full" in none.stdout, "a store can't be made on a full disk either"
    assert not [name for name in leftovers if "new" in name]


def test_equal_texts_show_inside_a_store_and_not_across_two(db: Database, tmp_path: Path) -> None:
    assert db.content_hash(PLANTED) == db.content_hash(PLANTED) != db.content_hash(PLANTED + ".")
    with open_store(tmp_path / "other.kizashi", KEY) as other:
        assert other.content_hash(PLANTED) != db.content_hash(PLANTED)
        assert other.audit_key != db.audit_key


def test_doctor_can_name_the_cipher() -> None:
    assert cipher_version().startswith("4.")


def test_a_store_that_is_open_to_be_read_can_t_be_changed_by_mistake(db: Database, path: Path) -> None:
    add_file(db, "chat.csv", 3)
    with open_store(path, KEY) as reading:
        reading.only_read(db)
        assert rows(reading) == 3
        assert reading.record is db
        with pytest.raises(StoreError):
            texts.add_texts(reading, 1, [draft(9)])
        add_file(db, "more.csv", 2)
        assert rows(reading) == 5


def test_an_answer_that_nobody_waits_for_any_more_is_cut_short(db: Database) -> None:
    """Who types on, or closes the window, does not wait for a search through a million texts."""
    endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    answers = iter([True, True, True, False])
    with pytest.raises(StoppedError), db.only_while(lambda: next(answers)):
        db.first(endless)
    with pytest.raises(StoppedError), db.only_while(lambda: False):
        rows(db)
    assert rows(db) == 0
