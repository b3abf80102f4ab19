"""What a court would lose if the chain failed it: the certainty that nobody rewrote who did what."""

import hmac
import json
import random
import re
from dataclasses import asdict
from pathlib import Path

import pytest

from domain.audit import AuditEntry, Head, link, ranges
from domain.errors import KizashiError
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
    assert audit.head(db) == Head()


def test_the_digest_covers_each_field_as_json_whatever_is_in_it() -> None:
    entry = AuditEntry('a"b', "\u5146\u3057", "\\", "\n\x00\x7f", "\u2028", "\U0001f642")
    body = json.dumps(["\u00e9", asdict(entry)], ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    assert link(KEY, "\u00e9", entry) == hmac.digest(KEY, body.encode(), "sha256").hex()


def test_the_head_follows_every_row(chain: Database) -> None:
    before = audit.head(chain)
    entry = AuditEntry(AT, "Mina", "export", "run 1")
    after = audit.append(chain, entry)
    assert audit.head(chain) == after == Head(ROWS + 1, link(chain.audit_key, before.digest, entry))
    assert Head.parse(str(after)) == after


def test_an_act_that_fails_leaves_no_record_of_itself(db: Database) -> None:
    def act() -> None:
        with db.atomic(durable=True):
            audit.append(db, AuditEntry(AT, "Mina", "export", "run 1"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert audit.head(db) == Head()


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
    chain.insert("audit", {**row, "digest": link(bytes(32), audit.head(chain).digest, entry)})
    assert audit.verify(chain) == [f"Audit row {ROWS + 1} is not what was written there."]


def test_a_row_of_another_store_is_named(chain: Database, tmp_path: Path) -> None:
    entry = AuditEntry(AT, "Mina", "view", "case 1", old="open", new="seen")
    with open_store(tmp_path / "other.kizashi", KEY) as other:
        audit.append(other, entry)
        chain.tables.execute("UPDATE audit SET digest = ? WHERE id = 1", [audit.head(other).digest])
    assert audit.verify(chain)[0] == "Audit row 1 is not what was written there."


def test_a_row_slipped_in_before_the_first_is_named(chain: Database) -> None:
    chain.tables.execute(
        "INSERT INTO audit SELECT 0, at, actor, act, subject, old, new, digest FROM audit WHERE id = 1"
    )
    assert audit.verify(chain) == ["Audit row 0 stands before the first."]


def test_h12_a_chain_whose_end_was_cut_off_does_not_hold_the_head_that_was_noted(chain: Database) -> None:
    """Rows taken off the end leave a sound chain: what an export's note carries is what tells."""
    noted = audit.head(chain)
    assert audit.verify(chain, noted) == []
    chain.tables.execute(f"DELETE FROM audit WHERE id > {ROWS - 3}")
    assert audit.verify(chain) == []
    assert audit.verify(chain, noted) == [
        f"Audit row {ROWS}, noted elsewhere as the last one, is gone: the end of the chain was cut off."
    ]


def test_h12_a_chain_that_was_written_anew_does_not_hold_the_head_that_was_noted(chain: Database) -> None:
    noted = audit.head(chain)
    chain.tables.execute(f"DELETE FROM audit WHERE id = {ROWS}")
    audit.append(chain, AuditEntry(AT, "Mina", "view", "case 99"))
    assert audit.verify(chain) == []
    assert "written anew" in audit.verify(chain, noted)[0]


def test_h12_acts_whose_rows_are_gone_are_counted(db: Database, run: int) -> None:
    with db.atomic(durable=True):
        audit.append(db, AuditEntry(AT, "Mina", "screen", f"run {run}"))
    assert audit.verify(db) == []
    db.tables.execute("DROP TRIGGER audit_refuses_DELETE")
    db.tables.execute("DELETE FROM audit")
    assert audit.verify(db) == [f"1 of 1 runs have no audit row; the last of them is of {AT}."]


@pytest.mark.parametrize("noted", ["", "7", "7:abc", "x:" + "0" * 64, "7 " + "0" * 64])
def test_a_head_that_is_none_is_told_in_a_sentence(noted: str) -> None:
    with pytest.raises(KizashiError, match="ROW:DIGEST"):
        Head.parse(noted)


def test_h11_who_sets_the_clock_back_reads_on_record(db: Database) -> None:
    """What had been read at a later date counted as read within the hour."""
    for at in ("2026-05-01T12:00:00+00:00", "2026-05-01T12:30:00+00:00", "2025-05-01T12:00:00+00:00"):
        audit.append_reading(db, AuditEntry(at, "Mina", "browse", "run 1", new="1-9"))
    assert audit.head(db).row == 2


def test_an_act_is_found_again_by_who_did_what_to_what(chain: Database) -> None:
    assert audit.acted(chain, "Mina", "view", "case 3", new="seen", since=AT)
    assert audit.acted(chain, "Mina", "view", "case 3")
    assert not audit.acted(chain, "Ken", "view", "case 3")
    assert not audit.acted(chain, "Mina", "view", "case 3", new="other")
    assert not audit.acted(chain, "Mina", "view", "case 3", since="2027-01-01")
    assert (audit.last(chain, "view", "case 3"), audit.last(chain, "view", "case 99")) == ("seen", "")


def test_many_texts_are_named_in_few_words() -> None:
    assert ranges([7, 1, 2, 3, 9, 10, 9]) == "1-3 7 9-10"
    assert ranges([]) == ""


def tampering(chance: random.Random) -> tuple[str, int]:
    """Return a random change of the chain of `ROWS` rows, and the first row that it makes untrue."""
    row, other = sorted(chance.sample(range(1, ROWS), 2))
    column = chance.choice(["at", "actor", "act", "subject", "old", "new", "digest"])
    character = chance.choice("0123456789abcdef .\u5146")
    both = f"id IN ({row}, {other})"
    copied = f"FROM audit WHERE id = {other}"
    return chance.choice(
        [
            (f"UPDATE audit SET {column} = {column} || '{character}' WHERE id = {row}", row),
            (f"UPDATE audit SET {column} = substr({column}, 2) WHERE id = {row}", row),
            (f"UPDATE audit SET digest = (SELECT digest {copied}) WHERE id = {row}", row),
            (f"DELETE FROM audit WHERE id = {row}", row),
            (f"DELETE FROM audit WHERE id BETWEEN {row} AND {other}", row),
            (f"UPDATE audit SET id = {ROWS + row} WHERE id = {row}", row),
            (f"UPDATE audit SET id = -id WHERE {both}; UPDATE audit SET id = {row + other} + id WHERE id < 0", row),
            (f"INSERT INTO audit SELECT {ROWS + 1}, at, actor, act, subject, old, new, digest {copied}", ROWS + 1),
            (f"DELETE FROM audit WHERE id = {row}; UPDATE audit SET id = {row} WHERE id = {other}", row),
        ]
    )


def test_h12_no_random_tampering_goes_unseen(chain: Database) -> None:
    chance = random.Random(11)  # noqa: S311 - a test's dice
    for _ in range(2000):
        statements, row = tampering(chance)
        with chain.atomic():
            chain.tables.execute("SAVEPOINT tampered")
            for statement in statements.split("; "):
                chain.tables.execute(statement)
            problems = audit.verify(chain)
            chain.tables.execute("ROLLBACK TO tampered")
        assert problems, statements
        assert re.search(rf"\b{row}\b", problems[0]), statements
    assert audit.verify(chain) == []
