"""How long a run will take, from how long runs took here before."""

from access.rights import authorise
from domain.actor import Actor, Right
from domain.pack import Pack
from store import runs
from store.database import Database


def texts_per_second(db: Database, actor: Actor, pack: Pack, way: str) -> float | None:
    """Return how fast the last run went that asked this pack in this way, in one sitting; None where there was none."""
    authorise(actor, Right.SCREEN)
    return runs.rate(db, pack.sha256, way)
