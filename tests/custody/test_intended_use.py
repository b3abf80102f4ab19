"""Who works with clients' words has been told what the machine is not for: if this fails, nobody can show that."""

from pathlib import Path

from custody import intended_use
from domain.actor import Actor, Role
from store import audit
from store.database import open_store


def test_each_person_accepts_once_and_it_is_on_record(tmp_path: Path) -> None:
    sato, ikeda = Actor("Sato", Role.COUNSELOR), Actor("Ikeda", Role.SUPERVISOR)
    with open_store(tmp_path / "test.kizashi", bytes(32)) as db:
        assert not intended_use.accepted(db, sato)
        before = audit.head(db).row
        intended_use.accept(db, sato)
        intended_use.accept(db, sato)
        assert audit.head(db).row == before + 1
        assert intended_use.accepted(db, sato)
        assert not intended_use.accepted(db, ikeda)
        assert not audit.verify(db)
