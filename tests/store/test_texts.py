"""What a user would lose if the import failed them: a text, or the truth about how many there are."""

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import StoreError
from domain.text import Draft, Reading
from store import texts
from store.database import Database, open_store
from tests.paths import ROOT
from tests.store.samples import KEY, PLANTED, add_file, draft, source


def stored(db: Database) -> list[tuple[int, str]]:
    return [
        (row["row"], row["body"])
        for row in db.query("SELECT row, body FROM texts LEFT JOIN bodies ON text = texts.id ORDER BY source, row")
    ]


def test_importing_a_file_twice_does_not_double_its_texts(db: Database) -> None:
    assert add_file(db, "chat.csv", 3) == add_file(db, "chat.csv", 3)
    assert [row for row, _ in stored(db)] == [1, 2, 3]


def test_two_equal_rows_stay_two(db: Database) -> None:
    known = texts.add_source(db, source("chat.csv"))
    texts.add_texts(db, known, [draft(1, "help"), draft(2, "help")])
    assert stored(db) == [(1, "help"), (2, "help")]


def test_another_column_of_the_same_file_is_another_source(db: Database) -> None:
    title, message = (
        texts.add_source(db, source("chat.csv", Reading(text_column=column))) for column in ("title", "message")
    )
    assert title != message


def test_reading_a_file_again_with_its_id_column_names_its_texts(db: Database) -> None:
    known = texts.add_source(db, source("chat.csv"))
    texts.add_texts(db, known, [Draft(1, "help", id="1")])
    assert texts.add_source(db, source("chat.csv", Reading(id_column="ticket"))) == known
    texts.add_texts(db, known, [Draft(1, "help", id="T-7", person="Q", written_at="2026-01-01")])
    [row] = db.query("SELECT text_id, person, written_at, id_column FROM texts JOIN sources ON sources.id = source")
    assert tuple(row.values()) == ("T-7", "Q", "2026-01-01", "ticket")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_comes_back_as_it_went_in(db: Database, body: str) -> None:
    known = texts.add_source(db, source(body[:100]))
    texts.add_texts(db, known, [draft(1, body or " ")])
    row = db.first("SELECT id, content_hash FROM texts WHERE source = :source", source=known)
    assert row
    assert texts.body(db, row["id"]) == (body or " ")
    assert row["content_hash"] == db.content_hash(body or " ")


def test_an_erased_text_is_named_not_invented(db: Database) -> None:
    add_file(db, "chat.csv", 1)
    db.tables.execute("DELETE FROM bodies")
    with pytest.raises(StoreError, match="words of text 1"):
        texts.body(db, 1)


IMPORT = """
import sys
from pathlib import Path
from store import texts
from store.database import open_store
from tests.store.samples import *
with open_store(Path(sys.argv[1]), KEY) as db:
    known = texts.add_source(db, source("chat.csv"))
    for start in range(1, 20001, 500):
        texts.add_texts(db, known, [draft(row) for row in range(start, start + 500)])
        print(start, flush=True)
"""


def test_an_import_killed_half_way_is_completed_by_the_next(path: Path) -> None:
    chance = random.Random(2)  # noqa: S311 - a test's dice
    open_store(path, KEY).close()
    for _ in range(5):
        importing = subprocess.Popen([sys.executable, "-c", IMPORT, str(path)], cwd=ROOT, stdout=subprocess.PIPE)
        with importing:
            assert importing.stdout
            importing.stdout.readline()
            with pytest.raises(subprocess.TimeoutExpired):
                importing.wait(chance.uniform(0.0, 0.05))
            importing.send_signal(signal.SIGKILL)
        with open_store(path, KEY) as db:
            half = stored(db)
            assert 500 <= len(half) <= 20_000
            assert all(body == f"{PLANTED}, {row} times" for row, body in half), "a text without its words"
    with open_store(path, KEY) as db:
        add_file(db, "chat.csv", 20_000)
        assert [row for row, _ in stored(db)] == list(range(1, 20_001))
