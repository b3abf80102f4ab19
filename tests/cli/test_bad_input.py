"""Whatever is wrong is told in one line that helps, and nothing that was there before is lost."""

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from screening.protocols import SHIPPED
from store import queues, runs
from tests.cli.home import Home, read_table, the_one_line, write_table

pytestmark = pytest.mark.pack

MODEL = "smollm2-135m"
JAPANESE = "今日は雨でした。とても疲れた。"
ENGLISH = "It rained all day – we were tired, and “home” felt far away. "


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory, packs: Path) -> Home:
    """A home in which something was screened before."""
    home = Home.make(tmp_path_factory.mktemp("used"), packs)
    ended = home.here("screen", write_table(home.folder / "before.csv", ["We had tea in the garden.", JAPANESE]))
    assert ended.returncode == 0, ended.stderr
    return home


@pytest.fixture(autouse=True)
def nothing_is_lost(used: Home) -> Iterator[None]:
    before = kept(used)
    yield
    assert kept(used) == before


def kept(home: Home) -> tuple[object, ...]:
    with home.database() as db:
        return runs.summary(db, 1), queues.page(db, undecided=True, run=1, limit=9), db.first("SELECT * FROM bodies")


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return write_table(tmp_path / "good.csv", [ENGLISH])


def test_a_file_that_is_not_there(used: Home, tmp_path: Path) -> None:
    assert "nowhere.csv" in the_one_line(used.here("screen", tmp_path / "nowhere.csv"))


def test_an_empty_file(used: Home, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").touch()
    assert "empty.csv is empty" in the_one_line(used.here("screen", tmp_path / "empty.csv"))


def test_a_folder_without_a_document(used: Home, tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "cat.png").write_bytes(b"\x89PNG")
    assert ".docx" in the_one_line(used.here("screen", tmp_path / "pictures"))


def test_a_column_that_is_not_there(used: Home, good: Path) -> None:
    said = the_one_line(used.here("screen", good, "--text-column", "mesage"))
    assert "mesage" in said
    assert "text" in said


def test_a_binary_file_that_is_called_csv(used: Home, tmp_path: Path) -> None:
    (tmp_path / "photo.csv").write_bytes(random.Random(1).randbytes(4096))  # noqa: S311 - a test's dice
    assert "photo.csv" in the_one_line(used.here("screen", tmp_path / "photo.csv"))


def test_a_protocol_that_is_not_known(used: Home, good: Path) -> None:
    assert "suicide-risk" in the_one_line(used.here("screen", good, "--protocol", "sadness"))


def test_a_model_that_is_not_known(used: Home, good: Path) -> None:
    assert MODEL in the_one_line(used.here("screen", good, "--model", "gpt-9"))


def test_a_model_that_was_not_built(bare: Home, good: Path) -> None:
    assert f"models build {MODEL}" in the_one_line(bare.here("screen", good))


def test_a_pack_of_which_a_file_was_changed(packs: Path, tmp_path: Path, good: Path) -> None:
    shutil.copytree(packs / MODEL, tmp_path / "packs" / MODEL, copy_function=os.link)
    tokenizer = tmp_path / "packs" / MODEL / "tokenizer.json"
    content = tokenizer.read_bytes()
    tokenizer.unlink()
    tokenizer.write_bytes(content[:-9])
    other = Home.make(tmp_path / "other", tmp_path / "packs")
    assert "tokenizer.json" in the_one_line(other.here("screen", good))
    assert not other.store.exists()


def test_a_question_that_is_longer_than_the_model_can_read(used: Home, tmp_path: Path, good: Path) -> None:
    text = (SHIPPED / "stress.toml").read_text(encoding="utf-8")
    longer = text.replace('instructions = """\n', f'instructions = """\n{"Read it again. " * 3000}\n', 1)
    (tmp_path / "long.toml").write_text(longer, encoding="utf-8")
    said = the_one_line(used.here("screen", good, "--protocol", tmp_path / "long.toml"))
    assert "Shorten the protocol" in said


def test_an_export_to_a_folder_that_is_not_there_is_refused_before_the_run(used: Home, good: Path) -> None:
    said = the_one_line(used.here("screen", good, "--new", "--export", good.parent / "nowhere" / "out.csv"))
    assert "nowhere" in said


@pytest.mark.parametrize(
    ("command", "ending"),
    [
        (["screen", "good.csv", "--new", "--export"], ".csv"),
        (["store", "audit", "--export"], ".csv"),
        (["review", "export"], ".csv or .xlsx"),
        (["review", "report"], ".html or .pdf"),
    ],
    ids=["results", "record", "sheet", "report"],
)
def test_nothing_that_is_written_takes_the_place_of_a_store_or_a_document(
    used: Home, good: Path, command: list[str], ending: str
) -> None:
    """Under a link to it as little: what is written over the store would lose every case."""
    link = good.parent / f"link{ending.split(maxsplit=1)[0]}"
    link.symlink_to(used.store)
    words = [good if word == good.name else word for word in command]
    for out in (good.parent / "out.docx", used.store, link):
        assert f"the ending {ending}." in the_one_line(used.here(*words, out))


def test_a_report_never_takes_the_place_of_the_labelled_file(used: Home, tmp_path: Path) -> None:
    labelled = tmp_path / "labelled.csv"
    labelled.write_text("text,label\nWe had tea in the garden.,not stressed\n", encoding="utf-8")
    wanted = ("--label-column", "label", "--protocol", "stress", "--report", labelled)
    assert "the ending .html" in the_one_line(used.here("evaluate", labelled, *wanted))
    assert labelled.read_text(encoding="utf-8").startswith("text,label")


def test_a_store_that_another_program_is_writing_to(used: Home, good: Path) -> None:
    with used.database() as db, db.atomic():
        ended = used.kizashi("screen", good)
    assert "Another program" in the_one_line(ended)


def test_a_disk_that_fills_up_during_the_import(used: Home, tmp_path: Path) -> None:
    file = write_table(tmp_path / "big.csv", [f"{row} {ENGLISH * 20}" for row in range(4000)])
    assert "full" in the_one_line(used.kizashi("screen", file, "--limit", 2, before=limited_to(2000)))
    again = used.here("screen", file, "--limit", 2, "--export", tmp_path / "out.csv")
    assert again.returncode == 0, again.stderr
    assert len(read_table(tmp_path / "out.csv")) == 2


def test_a_disk_that_fills_up_during_the_run(used: Home, tmp_path: Path) -> None:
    file = write_table(tmp_path / "texts.csv", [f"{row} {JAPANESE}" for row in range(400)])
    assert used.here("screen", file, "--limit", 1).returncode == 0
    ended = used.kizashi("screen", file, before=limited_to(400))
    assert ended.returncode == 1, ended.stderr
    assert "full" in ended.stderr.splitlines()[-1]  # before it stands that this model does not read Japanese
    with used.database() as db:
        assert 0 < runs.summaries(db)[0].counts.done < 400
    again = used.here("screen", file, "--export", tmp_path / "out.csv")
    assert again.returncode == 0, again.stderr
    rows = read_table(tmp_path / "out.csv")
    assert [row["id"] for row in rows] == [f"r{row}" for row in range(1, 401)]
    assert {row["code"] for row in rows} == {"language"}


def limited_to(kilobytes: int) -> list[str]:
    """Return what starts a command that can't make any file longer than this, as on a disk that is full."""
    return ["bash", "-c", f'ulimit -f {kilobytes}; exec "$@"', "bash"]
