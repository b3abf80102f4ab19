"""Files that were lined up for the night must still be there in the morning, and be gone when they are to be forgotten."""

from domain.mandate import Mandate
from domain.text import Reading
from domain.waiting import Waiting
from store import compacting, erasures, waiting
from store.database import Database
from tests.store.samples import AT
from tests.store.test_erasures import FILE, PERSON, fill, found

MANDATE = Mandate("to answer the gravest first", "clients", "consent", 30)
FIRST = Waiting("/chat/monday.csv", "stress", "words", Reading("body", "id", "client", "", "cp932"), MANDATE)
SECOND = Waiting("/chat/tuesday.csv", "depression", "words", new=True)


def test_what_was_lined_up_comes_back_as_it_was_and_to_nobody_else(db: Database) -> None:
    waiting.save(db, "mina", [FIRST, SECOND])
    waiting.save(db, "ken", [SECOND])
    assert waiting.saved(db, "mina") == [FIRST, SECOND]
    waiting.save(db, "mina", [SECOND, FIRST])
    assert waiting.saved(db, "mina") == [SECOND, FIRST]
    waiting.save(db, "mina", [])
    assert (waiting.saved(db, "mina"), waiting.saved(db, "ken")) == ([], [SECOND])


def test_an_erased_file_waits_no_more(db: Database) -> None:
    """Its name is the name of whoever wrote it."""
    batch = fill(db)
    waiting.save(db, "mina", [Waiting(f"/clients/{FILE.name}", "stress", "words"), SECOND])
    with db.atomic(durable=True):
        erasures.erase(db, erasures.of_person(db, PERSON), AT, PERSON)
    assert waiting.saved(db, "mina") == [SECOND]
    with db.atomic(durable=True):
        erasures.erase(db, erasures.of_batch(db, batch), AT)
    assert compacting.compact(db)
    assert found(db.path) == []
