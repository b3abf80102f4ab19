"""What a court would lose if the chain failed it: the certainty that nobody rewrote who did what."""

import random
from pathlib import Path

import pytest

from domain.audit import FIRST, AuditEntry, link
from store import audit
from store.database import Database, open_store
from tests.store.samples import AT, KEY

ROWS = 12


@pytest.fixture
def chain(db: Database) -> Database:
    """A store with a chain, whose triggers somebody with the key has dropped."""
    for number in range(1, ROWS + 1):
        audit.append(db, AuditEntry(AT, "Mina", "view", f"case {number}", old="open", new="seen"))
    for act in ("UPDATE", "DELETE"):
        db.tables.execute(f"DROP TRIGGER audit_refuses_{act}")
    return db


def test_a_chain_that_nobody_touched_is_sound(chain: Database) -> None:
    assert audit.verify(chain) == []


def test_an_empty_chain_is_sound(db: Database) -> None:
    assert audit.verify(db) == []
    assert audit.head(db) == FIRST


def test_the_head_follows_every_row(chain: Database) -> None:
    before = audit.head(chain)
    entry = AuditEntry(AT, "Mina", "export", "run 1")
    audit.append(chain, entry)
    assert audit.head(chain) == link(chain.audit_key, before, entry)


def test_an_act_that_fails_leaves_no_record_of_itself(db: Database) -> None:
    def act() -> None:
        with db.atomic(durable=True):
            audit.append(db, AuditEntry(AT, "Mina", "export", "run 1"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert audit.head(db) == FIRST


@pytest.mark.parametrize("column", ["at", "actor", "act", "subject", "old", "new", "digest"])
def test_a_changed_row_is_named_whatever_was_changed(chain: Database, column: str) -> None:
    chain.tables.execute(f"UPDATE audit SET {column} = 'x' WHERE id = 5")
    assert audit.verify(chain)[0] == "Audit row 5 is not what was written there."


def test_removed_rows_are_named(chain: Database) -> None:
    chain.tables.execute("DELETE FROM audit WHERE id IN (4, 5, 9)")
    assert audit.verify(chain) == ["Audit rows 4 to 5 are missing.", "Audit rows 9 to 9 are missing."]


def test_swapped_rows_are_named(chain: Database) -> None:
    chain.tables.execute("UPDATE audit SET id = -3 WHERE id = 3")
    chain.tables.execute("UPDATE audit SET id = 3 WHERE id = 8")
    chain.tables.execute("UPDATE audit SET id = 8 WHERE id = -3")
    problems = audit.verify(chain)
    assert "Audit row 3 is not what was written there." in problems
    assert "Audit row 8 is not what was written there." in problems


def test_a_row_made_up_without_the_key_is_named(chain: Database) -> None:
    entry = AuditEntry(AT, "Mina", "export", "run 9")
    row = {"at": AT, "actor": "Mina", "act": "export", "subject": "run 9", "old": "", "new": ""}
    chain.insert("audit", {**row, "digest": link(bytes(32), audit.head(chain), entry)})
    assert audit.verify(chain) == [f"Audit row {ROWS + 1} is not what was written there."]


def test_a_row_of_another_store_is_named(chain: Database, tmp_path: Path) -> None:
    entry = AuditEntry(AT, "Mina", "view", "case 1", old="open", new="seen")
    with open_store(tmp_path / "other.kizashi", KEY) as other:
        audit.append(other, entry)
        chain.tables.execute("UPDATE audit SET digest = ? WHERE id = 1", [audit.head(other)])
    assert audit.verify(chain)[0] == "Audit row 1 is not what was written there."


def test_no_random_tampering_goes_unseen(chain: Database) -> None:
    chance = random.Random(11)  # noqa: S311 - a test's dice
    for _ in range(1000):
        row = chance.randint(1, ROWS - 1)
        column = chance.choice(["at", "actor", "act", "subject", "old", "new", "digest"])
        digit = chance.choice("0123456789abcdef")
        tampering = chance.choice(
            [
                f"UPDATE audit SET {column} = {column} || '{digit}' WHERE id = {row}",
                f"UPDATE audit SET digest = (SELECT digest FROM audit WHERE id = {row + 1}) WHERE id = {row}",
                f"DELETE FROM audit WHERE id = {row}",
                f"UPDATE audit SET id = {ROWS + row} WHERE id = {row}",
            ]
        )
        with chain.atomic():
            chain.tables.execute("SAVEPOINT tampered")
            chain.tables.execute(tampering)
            problems = audit.verify(chain)
            chain.tables.execute("ROLLBACK TO tampered")
        assert str(row) in problems[0], tampering
    assert audit.verify(chain) == []
