"""A desk with people at it: a store, and a run under way whose texts a test gives their outcomes."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.actor import Actor, Role
from domain.audit import AuditEntry
from domain.mandate import Mandate
from store import audit, batches, runs, users
from store.database import Database, open_store
from tests.store.samples import AT, KEY, add_file, passport

BO, CLEO, DAN = Actor("bo", Role.SPECIALIST), Actor("cleo", Role.SPECIALIST), Actor("dan", Role.SPECIALIST)
SUE = Actor("sue", Role.SUPERVISOR)
IDA = Actor("ida", Role.COUNSELOR)
PEOPLE = (BO, CLEO, DAN, SUE, IDA)


@pytest.fixture(scope="session")
def new_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with people and nothing else, made once: each test gets a copy."""
    path = tmp_path_factory.mktemp("desk") / "desk.kizashi"
    with open_store(path, KEY) as db, db.atomic(durable=True):
        for person in PEOPLE:
            users.put(db, person.name, person.role, AT)
    return path


@pytest.fixture
def desk(new_desk: Path, tmp_path: Path) -> Iterator[Database]:
    with open_store(Path(shutil.copy(new_desk, tmp_path)), KEY) as db:
        yield db


def begin(db: Database, rows: int, name: str = "chat.csv") -> int:
    """Begin a run over a file of so many texts."""
    batch = batches.find_or_add_batch(db, [add_file(db, name, rows)], Mandate("intake", "clients", "consent"), AT)
    with db.atomic(durable=True):
        run = runs.start(db, batch, passport(), None, AT)
        audit.append(db, AuditEntry(AT, SUE.name, "screen", f"run {run}"))
    return run
