"""Where copies of a batch went."""

from dataclasses import asdict, dataclass

from store.database import Database


@dataclass(frozen=True, slots=True)
class Passage:
    """One copy that left. `counterpart` is the file's name; `batch` None is the whole store."""

    batch: int | None
    act: str
    actor: str
    counterpart: str
    sha256: str
    at: str


def add(db: Database, passage: Passage) -> None:
    """Note a passage."""
    with db.atomic():
        db.insert("custody", asdict(passage))


def passages(db: Database, batch: int | None = None) -> list[Passage]:
    """Return the passages of a batch and of the whole store, or all, the latest first."""
    rows = db.query(
        """
        SELECT batch, act, actor, counterpart, sha256, at FROM custody
        WHERE :batch IS NULL OR batch IS NULL OR batch = :batch ORDER BY id DESC
        """,
        batch=batch,
    )
    return [Passage(**row) for row in rows]
