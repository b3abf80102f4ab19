"""How long a run will take, from how long runs took here before."""

from pathlib import Path

from access.rights import authorise
from domain.actor import Actor, Right
from domain.pack import Pack
from models import chosen, measured
from models.measured import Use
from screening.ways import HEAD
from store import runs
from store.database import Database


def texts_per_second(db: Database, actor: Actor, pack: Pack, way: str, data: Path) -> float | None:
    """Return how fast the last run went that asked this pack in this way, in one sitting.

    Where there was none, what was measured of the pack on this machine (kept below `data`) has to do; None without either.
    """
    authorise(actor, Right.SCREEN)
    return runs.rate(db, pack.sha256, way) or _measured(data, pack, Use.HEADS if way == HEAD else Use.QUESTIONS)


def _measured(data: Path, pack: Pack, use: Use) -> float | None:
    running = chosen.running(data, pack, use)
    figures = measured.load(data, pack).figures
    return next((one.texts_per_second for one in figures if (one.use, one.variant) == (use, running)), None)
