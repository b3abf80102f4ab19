"""A store, an owner and a small pack for whoever runs jobs."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from domain.actor import Actor, Role
from domain.pack import Pack
from store.database import Database, open_store
from tests.screening.words import word_pack

OpenDatabase = Callable[[], Database]


@pytest.fixture
def owner() -> Actor:
    return Actor("ann", Role.OWNER)


@pytest.fixture
def open_database(tmp_path: Path) -> OpenDatabase:
    return partial(open_store, tmp_path / "test.kizashi", bytes(32))


@pytest.fixture
def words(tmp_path: Path) -> Pack:
    folder = tmp_path / "words"
    folder.mkdir()
    return word_pack(folder)
