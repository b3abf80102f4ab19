"""Hidden states of texts, kept so that another protocol or head reads no model. They go when their text is erased."""

from collections.abc import Sequence
from dataclasses import dataclass

from store.database import Database


@dataclass(frozen=True, slots=True)
class Reading:
    """What states depend on beside the text: pack, graph, prefix, and how long texts are cut (`windows`)."""

    pack_sha256: str
    variant: str
    prefix_sha256: str
    windows: str


@dataclass(frozen=True, slots=True)
class Feature:
    """The mean state of one window at one exit: float32, little-endian. `start` and `end` are characters of the text."""

    ordinal: int
    exit: int
    start: int
    end: int
    tokens: int
    states: bytes


def of(db: Database, text: int, reading: Reading) -> list[Feature]:
    """Return the kept features of a text that were read just so, its windows in order."""
    found = db.query(
        f"SELECT * FROM features WHERE {_SAME} AND windows = :windows ORDER BY ordinal, exit", **_key(text, reading)
    )
    return [
        Feature(row["ordinal"], row["exit"], row["start_char"], row["end_char"], row["tokens"], row["states"])
        for row in found
    ]


def keep(db: Database, text: int, reading: Reading, features: Sequence[Feature]) -> None:
    """Keep the features of a text, in place of those that the same graph gave of it before; the pack must be known.

    A text that was erased while a run was at it has none.
    """
    key = _key(text, reading)
    with db.atomic():
        db.tables.execute(f"DELETE FROM features WHERE {_SAME}", key)
        db.tables.conn.executemany(
            """
            INSERT INTO features
                (text, pack, exit, variant, prefix_sha256, windows, ordinal, start_char, end_char, tokens, states)
            SELECT :text, id, :exit, :variant, :prefix, :windows, :ordinal, :start, :end, :tokens, :states
            FROM packs WHERE sha256 = :pack AND EXISTS (SELECT 1 FROM bodies WHERE bodies.text = :text)
            """,
            [{**key, **_cells(feature)} for feature in features],
        )


_SAME = """
    text = :text AND pack = (SELECT id FROM packs WHERE sha256 = :pack)
    AND variant = :variant AND prefix_sha256 = :prefix
"""


def _key(text: int, reading: Reading) -> dict[str, int | str]:
    return {
        "text": text,
        "pack": reading.pack_sha256,
        "variant": reading.variant,
        "prefix": reading.prefix_sha256,
        "windows": reading.windows,
    }


def _cells(feature: Feature) -> dict[str, int | bytes]:
    names = ("ordinal", "exit", "start", "end", "tokens", "states")
    return {name: getattr(feature, name) for name in names}
