"""A desk with people at it: a store, and a run under way whose texts a test gives their outcomes."""

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


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Database]:
    with open_store(tmp_path / "desk.kizashi", KEY) as db:
        with db.atomic(durable=True):
            for person in PEOPLE:
                users.put(db, person.name, person.role, AT)
        yield db


def begin(db: Database, rows: int, name: str = "chat.csv") -> int:
    """Begin a run over a file of so many texts."""
    batch = batches.find_or_add_batch(db, [add_file(db, name, rows)], Mandate("intake", "clients", "consent"), AT)
    with db.atomic(durable=True):
        run = runs.start(db, batch, passport(), None, AT)
        audit.append(db, AuditEntry(AT, SUE.name, "screen", f"run {run}"))
    return run
