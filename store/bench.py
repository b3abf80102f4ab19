"""What encryption costs: the store's part of a run on an encrypted and on a plain file of the same tables, side by side.

Run as `python -m store.bench [TEXTS]`; with `--verify ROWS` it measures `store verify` instead. docs/performance.md
holds what was measured.
"""

import secrets
import sys
import tempfile
import time
from argparse import ArgumentParser
from itertools import islice
from pathlib import Path

from sqlcipher3 import dbapi2
from sqlite_utils import Database as Tables

from domain.mandate import Mandate
from domain.outcome import Code, Outcome
from domain.screening import Screening, Window
from domain.text import Draft, Reading, Source
from store import backup, batches, migrations, runs, screenings, texts
from store.bench_store import AT, PASSPORT, made, opened
from store.database import CACHE_KIB, Database, open_store
from store.pairs import pairs

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
        for db in files.values():
            db.close()
        begun = time.perf_counter()
        with open_store(encrypted, key):
            _say(f"open: {time.perf_counter() - begun:.3f} s")


def verify(rows: int, folder: Path) -> None:
    """Measure and print what `store verify` of so many rows takes: seconds on the wall, and of the processor."""
    open_made = opened(made(folder, rows, _say))
    with open_made() as db:
        size = db.path.stat().st_size / 1e6
    wall, processor = time.perf_counter(), time.process_time()
    found = backup.problems(open_made)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    _say(f"verify: {wall:.1f} s on the wall, {processor:.1f} s of the processor, {size:.0f} MB, {found or 'sound'}")


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


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _run(argv: list[str]) -> None:
    parser = ArgumentParser(prog="python -m store.bench", description=__doc__.partition("\n")[0])
    parser.add_argument("texts", metavar="TEXTS", type=int, nargs="?", default=20_000, help="default: %(default)s")
    parser.add_argument(
        "--verify",
        metavar="ROWS",
        type=int,
        help="measure `store verify` over so many texts, screenings and audit rows",
    )
    parser.add_argument(
        "--folder", metavar="FOLDER", type=Path, help="where the store of --verify stays for the next time"
    )
    arguments = parser.parse_args(argv)
    if not arguments.verify:
        main(arguments.texts)
    elif arguments.folder:
        verify(arguments.verify, arguments.folder)
    else:
        with tempfile.TemporaryDirectory() as folder:
            verify(arguments.verify, Path(folder))


if __name__ == "__main__":
    _run(sys.argv[1:])
