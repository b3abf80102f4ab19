"""What encryption costs: the store's part of a run on an encrypted and on a plain file of the same tables, side by side.

Run as `python -m store.bench [TEXTS]`; docs/performance.md holds what was measured.
"""

import secrets
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from sqlcipher3 import dbapi2
from sqlite_utils import Database as Tables

from domain.audit import AuditEntry
from domain.mandate import Mandate
from domain.outcome import Code, Outcome
from domain.screening import Passport, Screening, Window
from domain.text import Draft, Reading, Source
from store import audit, backup, batches, migrations, runs, screenings, texts
from store.database import CACHE_KIB, Database, open_store
from store.pairs import pairs

AT = "2026-01-01T00:00:00+00:00"
BODY = "A line of a made-up letter of the usual length, which says in five or six lines how the week went. " * 4
ROWS_AT_ONCE = 1000
TURN = 500
"""Texts that one file is given before it is the other's turn, so that both meet the same machine."""


def main(rows: int) -> None:
    """Measure and print: milliseconds a text on both files, seconds to open and to verify the encrypted one."""
    key = secrets.token_bytes(32)
    with tempfile.TemporaryDirectory() as folder:
        encrypted = Path(folder) / "encrypted.kizashi"
        files = {"encrypted": open_store(encrypted, key), "plain": _plain(Path(folder) / "plain.kizashi")}
        spent = dict.fromkeys(files, 0.0)
        started = {name: _imported(db, rows, spent, name) for name, db in files.items()}
        for _ in range(0, rows, TURN):
            for name, db in files.items():
                _turn(db, started[name], spent, name)
        for name, seconds in spent.items():
            _say(f"{name}: {seconds / rows * 1000:.3f} ms a text")
        _audited(files["encrypted"], rows)
        for db in files.values():
            db.close()
        begun = time.perf_counter()
        with open_store(encrypted, key) as db:
            _say(f"open: {time.perf_counter() - begun:.3f} s")
            begun = time.perf_counter()
            problems = list(backup.problems(db))
            size = encrypted.stat().st_size / 1e6
            _say(
                f"verify: {time.perf_counter() - begun:.1f} s, {size:.0f} MB, {rows} audit rows, {problems or 'sound'}"
            )


def _plain(path: Path) -> Database:
    """Make the same tables in a file that nothing encrypts. No part of the program opens one."""
    tables = Tables(dbapi2.connect(str(path)))
    tables.conn.create_function("pairs", 1, pairs, deterministic=True)
    tables.enable_wal()
    migrations.apply(tables)
    tables.execute("PRAGMA foreign_keys = ON")
    tables.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    return Database(path, tables)


def _imported(db: Database, rows: int, spent: dict[str, float], name: str) -> int:
    """Import the texts as a run does, and start the run."""
    begun = time.perf_counter()
    source = texts.add_source(db, Source("letters.csv", "0" * 64, Reading()))
    for first in range(1, rows + 1, ROWS_AT_ONCE):
        last = min(first + ROWS_AT_ONCE, rows + 1)
        texts.add_texts(db, source, [Draft(row, f"{row}. {BODY}", id=f"r{row}") for row in range(first, last)])
    batch = batches.find_or_add_batch(db, [source], Mandate("a measurement"), AT)
    run = runs.start(db, batch, PASSPORT, None, AT)
    spent[name] += time.perf_counter() - begun
    return run


def _turn(db: Database, run: int, spent: dict[str, float], name: str) -> None:
    """Read some texts and store a screening of each, as a run does."""
    begun = time.perf_counter()
    for text in islice(runs.pending(db, run), TURN):
        window = Window(0, len(BODY), 0.1, (0.5, 0.3, 0.2))
        answer = Screening(text.id, Outcome.UNSURE, Code.BAND, 0.5, "mild", 0.3, "en", windows=(window,))
        screenings.add(db, run, answer, AT)
    spent[name] += time.perf_counter() - begun


def _audited(db: Database, rows: int) -> None:
    with db.atomic(durable=True):
        audit.append(db, AuditEntry(AT, "Mina", "screen", "run 1"))
        for row in range(1, rows):
            audit.append(db, AuditEntry(AT, "Mina", "read", f"case {row}"))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


PASSPORT = Passport(
    protocol="depression",
    protocol_version="1",
    protocol_sha256="a" * 64,
    levels=("minimum", "mild", "severe"),
    pack="small",
    pack_sha256="b" * 64,
    tokenizer_sha256="c" * 64,
    prefix_sha256="d" * 64,
    way="zero-shot",
    variant="fp32",
    providers=("CPUExecutionProvider",),
    fallback="",
    threads=2,
    versions={},
)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 20_000)
