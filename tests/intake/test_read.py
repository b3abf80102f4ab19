"""From paths to sources: what identifies a file, how a folder is read, and that size does not matter."""

import hashlib
import os
import socket
import tempfile
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from domain.errors import IntakeError
from domain.text import Reading, Source
from intake.read import Kind, find_sources, preview
from tests.intake.files import source
from tests.paths import DEV_DATA

NOBODY = 65534
"""The account that owns no file."""


def test_a_table_is_one_source_known_by_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "messages.csv"
    path.write_bytes(b"id,text\n1,hello\n")
    reading = Reading(text_column="text", id_column="id", encoding="utf-8")
    assert source(path).source == Source("messages.csv", hashlib.sha256(path.read_bytes()).hexdigest(), reading)


def test_a_folder_is_its_documents_by_name_and_equal_files_stay_two_texts(tmp_path: Path) -> None:
    for name in ("b.txt", "a.TXT", ".hidden.txt", "~$c.docx", "table.csv"):
        (tmp_path / name).write_text("the same words")
    (tmp_path / "deeper").mkdir()
    found = find_sources([tmp_path], Reading())
    assert [item.source.name for item in found] == ["a.TXT", "b.txt"]
    assert len({item.source.sha256 for item in found}) == 2
    assert [draft.id for item in found for draft in item.drafts()] == ["a.TXT", "b.txt"]


def test_files_and_folders_come_in_the_order_given(tmp_path: Path) -> None:
    (tmp_path / "z.csv").write_text("text\nhello\n")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.txt").write_text("hello")
    found = find_sources([tmp_path / "z.csv", tmp_path / "notes"], Reading())
    assert [item.source.name for item in found] == ["z.csv", "a.txt"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("gone.csv", None, "There is no file or folder"),
        ("empty.csv", b"", "empty.csv is empty."),
        ("empty.txt", b"", "empty.txt is empty."),
        ("blank.csv", b"\n\n", "blank.csv holds no row that could be read as a text."),
        ("letter.odt", b"hello", "letter.odt is of no kind that can be read. Save it as one of: .csv"),
    ],
)
def test_what_cannot_be_read_gets_one_clear_line(tmp_path: Path, name: str, content: bytes | None, said: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(IntakeError) as caught:
        find_sources([tmp_path / name], Reading())
    assert str(caught.value).startswith(said)
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="these are Unix's")
def test_what_is_no_file_is_called_what_it_is_and_not_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shell's <(zcat chat.csv.gz) is there: who is told that it is not looks for a typo."""
    monkeypatch.chdir(tmp_path)  # a socket's path is short
    os.mkfifo("chat.csv")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("door")
        for name, said in (("chat.csv", "a pipe"), ("door", "a socket"), (os.devnull, "a device")):
            with pytest.raises(IntakeError, match=f"^{name} is {said}, not a file: save what comes out of it as one"):
                find_sources([Path(name)], Reading())


def test_a_folder_without_documents_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("text\nhello\n")
    with pytest.raises(IntakeError, match="To screen a table, name the file itself"):
        find_sources([tmp_path], Reading())


def test_a_wrong_encoding_stops_a_folder_too(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("hello")
    with pytest.raises(IntakeError, match="There is no text encoding named 'utf-9'"):
        find_sources([tmp_path], Reading(encoding="utf-9"))


@contextmanager
def as_nobody() -> Iterator[None]:
    """Be somebody who may not read everything: the superuser may."""
    own = os.geteuid()
    if own == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(own)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="file modes are Unix's")
def test_a_file_without_permission_gets_one_clear_line() -> None:
    with tempfile.TemporaryDirectory() as open_to_all:  # pytest's own folders let nobody else pass
        Path(open_to_all).chmod(0o755)
        path = Path(open_to_all) / "locked.csv"
        path.write_text("text\nhello\n")
        path.chmod(0)
        with as_nobody(), pytest.raises(IntakeError, match=r"^locked\.csv can't be read: Permission denied\.$"):
            source(path)


def test_a_stick_pulled_out_between_looking_and_reading_is_a_known_error(tmp_path: Path) -> None:
    path = tmp_path / "messages.csv"
    path.write_text("text\nhello\n")
    found = source(path)
    path.unlink()
    with pytest.raises(IntakeError, match=r"^messages\.csv can't be read: No such file"):
        list(found.drafts())


def test_a_name_that_is_not_unicode_can_be_stored(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\x93\xfa.txt"))
    try:
        path.write_text("hello")
    except OSError:
        pytest.skip("this file system takes no such name")
    (draft,) = source(path).drafts()
    assert draft.id.encode() == source(path).source.name.encode()


def test_a_preview_shows_the_first_texts_and_counts_all(tmp_path: Path) -> None:
    path = tmp_path / "messages.csv"
    path.write_text("id,text,label\n" + "".join(f"{n},text {n},x\n" for n in range(1, 100)) + '100,"open,x\n101,,x\n')
    shown = preview(path, Reading(), rows=3)
    assert (shown.kind, shown.columns, shown.encoding) == (Kind.DELIMITED, ("id", "text", "label"), "utf-8")
    assert (shown.reading.text_column, shown.reading.id_column) == ("text", "id")
    assert [draft.untrusted_body for draft in shown.drafts] == ["text 1", "text 2", "text 3"]
    assert shown.rows == 101
    assert [str(note) for note in shown.notes] == [
        "A quote is opened and not closed properly; the line is read by itself (row 100).",
        "There is no text (row 101).",
    ]


def test_a_preview_of_a_folder_names_what_is_left_out(tmp_path: Path) -> None:
    """A folder for each person inside is what is easily forgotten."""
    (tmp_path / "anna").mkdir()
    (tmp_path / "anna" / "e.txt").write_text("hello")
    for name in ("a.txt", "b.txt", "c.txt", "d.doc"):
        (tmp_path / name).write_text("hello")
    shown = preview(tmp_path, Reading(), rows=2)
    assert (shown.kind, len(shown.drafts), shown.rows) == (Kind.FOLDER, 2, 3)
    assert [str(note) for note in shown.notes] == [
        "Folders in this one and files of another kind are left out: anna, d.doc."
    ]


def peak_of_reading(path: Path, rows: int) -> int:
    with path.open("w", encoding="utf-8") as file:
        file.write("id,text\n")
        file.writelines(f'{number},"words, {number}\nand more of them"\n' for number in range(rows))
    tracemalloc.start()
    try:
        found = source(path)
        assert sum(1 for _ in found.drafts()) == rows
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    small, large = (peak_of_reading(tmp_path / "large.csv", rows) for rows in (10_000, 60_000))
    assert large < small + 100_000


@pytest.mark.skipif(DEV_DATA is None, reason="KIZASHI_DEV_DATA is not set")
def test_the_development_data_comes_whole() -> None:
    assert DEV_DATA is not None
    shown = preview(DEV_DATA / "stress_dev.csv", Reading())
    assert (shown.rows, shown.reading.text_column, shown.notes) == (2246, "text", ())
