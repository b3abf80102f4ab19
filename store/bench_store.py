"""A store of any size to measure the window and `verify` on, made in bulk and kept for the next time."""

import time
from collections.abc import Callable
from itertools import product
from pathlib import Path

from domain.audit import AuditEntry, link
from domain.mandate import Mandate
from domain.screening import Passport
from domain.text import Draft, Reading, Source
from store import audit, batches, runs, texts
from store.database import Database, open_store

KEY = bytes(32)
"""Nothing in it is anybody's."""
AT = "2026-01-01T00:00:00+00:00"
ROWS_AT_ONCE = 10_000
VERSION = 4
KEPT_DAYS = 100_000
"""So that nothing is due to go when the window opens."""

OPENINGS = (
    "The week",
    "My new job",
    "Our street",
    "The old bus",
    "This winter",
    "Her brother",
    "The garden",
    "昨日の会議",
    "祖母の家",
    "夜の電車",
)
MIDDLES = (
    "was quieter than I had hoped",
    "took more out of me than it should",
    "feels like a room without a door",
    "は思ったより長かった",
    "のことを考えると眠れない",
)
ENDINGS = (
    "and then it rained",
    "so we sat down for tea",
    "and nobody said a word",
    "でも少し楽になった",
    "海まで歩いた",
)


def opened(path: Path) -> Callable[[], Database]:
    """Return what opens a store that was made here, or a copy of one."""
    return lambda: open_store(path, KEY)


def made(folder: Path, rows: int, progress: Callable[[str], None]) -> Path:
    """Return the file of a store of so many texts, screenings and audit rows, made in `folder` if it is not there yet."""
    path = folder / f"bench-{VERSION}-{rows}.kizashi"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        partial.unlink(missing_ok=True)
        begun = time.monotonic()
        with open_store(partial, KEY) as db:
            _fill(db, rows, progress)
        partial.rename(path)
        progress(f"Made {path} in {time.monotonic() - begun:.0f} s")
    return path


def _fill(db: Database, rows: int, progress: Callable[[str], None]) -> None:
    source = texts.add_source(db, Source("letters.csv", "0" * 64, Reading()))
    bodies = [". ".join(parts) for parts in product(OPENINGS, MIDDLES, ENDINGS)]
    for first in range(1, rows + 1, ROWS_AT_ONCE):
        progress(f"Making a store of {rows:,} texts: {first - 1:,}")
        last = min(first + ROWS_AT_ONCE, rows + 1)
        texts.add_texts(db, source, [_draft(row, bodies) for row in range(first, last)])
    run = runs.start(
        db,
        batches.find_or_add_batch(db, [source], Mandate("a measurement", retention_days=KEPT_DAYS), AT),
        PASSPORT,
        None,
        AT,
    )
    progress(f"Making {rows:,} screenings")
    with db.atomic():
        for statement in _SCREENINGS:
            db.tables.execute(statement, {"run": run, "at": AT} if ":run" in statement else {})
    runs.finish(db, run, AT, 1.0)
    progress(f"Making {rows:,} audit rows")
    _tell(db, rows)


def _tell(db: Database, rows: int) -> None:
    """Fill the audit chain as if somebody had read every case, each row chained to the one before it."""
    chained = []
    with db.atomic(durable=True):
        last = audit.append(db, AuditEntry(AT, "bench", "screen", "run 1")).digest
        for row in range(2, rows + 1):
            entry = AuditEntry(AT, "bench", "read", f"case {row}")
            last = link(db.audit_key, last, entry)
            chained.append((entry.at, entry.actor, entry.act, entry.subject, entry.old, entry.new, last))
        db.tables.conn.executemany(
            "INSERT INTO audit (at, actor, act, subject, old, new, digest) VALUES (?, ?, ?, ?, ?, ?, ?)", chained
        )


def _draft(row: int, bodies: list[str]) -> Draft:
    chosen = (bodies[(row * step) % len(bodies)] for step in (1, 7, 31))
    rare = " The heron waited by the zoo: 鷺 😀." if row % 9973 == 0 else ""
    return Draft(row, f"{'. '.join(chosen)}.{rare}", id=f"r{row}", person=f"p{row // 20}")


# Spread by multiplication, so that every kind of result lies everywhere in the input.
_SCREENINGS = (
    """
    INSERT INTO screenings (
        run, text, position, row, outcome, outcome_rank, code, probability, severity, level, severity_probability,
        language, marked, phrase, at
    )
    SELECT :run, id, 0, row, outcome, CASE outcome WHEN 'flagged' THEN 1 WHEN 'unsure' THEN 2 ELSE 4 END,
        CASE outcome WHEN 'unsure' THEN 'band' ELSE '' END, p, 'mild', 1, p, iif(row % 5, 'en', 'ja'), 0, 0, :at
    FROM (
        SELECT *, CASE WHEN p > 0.97 THEN 'flagged' WHEN p > 0.94 THEN 'unsure' ELSE 'clear' END AS outcome
        FROM (SELECT id, row, (row * 7919 % 100003) / 100003.0 AS p FROM texts)
    )
    """,
    """
    INSERT INTO windows (screening, ordinal, start_char, end_char, log_odds, severity)
    SELECT id, 0, 0, 100, 1.0, '[0.2,0.5,0.3]' FROM screenings
    """,
    """
    INSERT INTO cases (text, protocol, screening, reason, lane, urgency, raised_at)
    SELECT text, 'depression', id, 'model', outcome_rank, 0.0, at FROM screenings WHERE outcome_rank < 4
    """,
)
"""The rows of a run as `screenings.add` makes them, a million at a time."""

PASSPORT = Passport(
    protocol="depression",
    protocol_version="1",
    protocol_sha256="a" * 64,
    levels=("minimum", "mild", "severe"),
    pack="none",
    pack_sha256="b" * 64,
    tokenizer_sha256="c" * 64,
    prefix_sha256="d" * 64,
    way="head",
    variant="int8",
    providers=("CPUExecutionProvider",),
    fallback="",
    threads=2,
    versions={},
)
