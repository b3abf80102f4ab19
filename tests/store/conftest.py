"""A store that is open, and one with a run under way."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.mandate import Mandate
from store import batches, runs
from store.database import Database, open_store
from tests.store.samples import AT, KEY, add_file, passport


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "stores"
    folder.mkdir()
    return folder / "s.kizashi"


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    with open_store(path, KEY) as opened:
        yield opened


@pytest.fixture
def run(db: Database) -> int:
    """A run over one file of ten texts, none screened yet."""
    batch = batches.find_or_add_batch(db, [add_file(db, "chat.csv", 10)], Mandate(), AT)
    return runs.start(db, batch, passport(), None, AT)
