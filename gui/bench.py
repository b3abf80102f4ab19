"""`kizashi bench --gui`: how long the window lets people wait, over a store with a million screenings."""

import json
import os
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

from access.paths import data_folder
from domain.errors import KizashiError
from gui.bench_window import Bench
from store.bench_store import opener

TIMES = 5
BUDGETS = {
    "window_seconds": 2,
    "queue_ms": 300,
    "results_ms": 300,
    "filter_ms": 500,
    "next_case_ms": 100,
    "worst_gap_ms": 50,
}
"""What each figure should stay under."""


def run(argv: Sequence[str]) -> int:
    """Measure and print; `argv` is what came after `bench`."""
    parser = ArgumentParser(prog="kizashi bench")
    parser.add_argument("--gui", action="store_true", help="measure the window")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--rows", metavar="N", type=int, default=1_000_000, help="screenings (default: %(default)s)")
    parser.add_argument(
        "--times", metavar="N", type=int, default=TIMES, help="each figure's tries (default: %(default)s)"
    )
    parser.add_argument("--shown", action="store_true", help="open the window, say so, and end")
    arguments = parser.parse_args(argv)
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        return _bench(arguments)
    except KizashiError as error:
        sys.stderr.write(f"kizashi: {error}\n")
        return 1


def _bench(arguments: Namespace) -> int:
    open_database = opener(data_folder() / "cache", arguments.rows, _tell)
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(open_database, Path(folder))
        if arguments.shown:
            bench.show(_shown)
            return 0
        figures = _measure(bench, arguments.rows, arguments.times)
    if arguments.json:
        print(json.dumps(figures))  # noqa: T201 - scripts read it
    else:
        _say(figures)
    return 0


def _measure(bench: Bench, rows: int, times: int) -> dict[str, object]:
    """Return medians in the units that their names end with, and the machine's own noise beside them."""
    found = {
        "window_seconds": _repeat("The start of the window", times, lambda: _first_paint(rows)),
        "queue_ms": _repeat("The queue", times, bench.queue),
        "results_ms": _repeat("The results", times, bench.results),
        "next_case_ms": _repeat("The next case", times, bench.next_case),
        "worst_gap_ms": _repeat("A run", times, bench.run) if bench.can_run else [],
        "idle_gap_ms": _repeat("The loop at rest", times, bench.rest),
    }
    _tell("Filters")
    filters = bench.filters(times)
    medians = {name: median(tries) if tries else None for name, tries in found.items()}
    of_filters = {name: round(median(tries), 3) for name, tries in filters.items()}
    idle = medians.pop("idle_gap_ms")
    slowest = max(of_filters, key=lambda name: of_filters[name])
    spreads = {name: [min(tries), max(tries)] for name, tries in found.items() if tries}
    return {
        **medians,
        "filter_ms": of_filters[slowest],
        "filters": of_filters,
        "noise": {
            **spreads,
            "filter_ms": [round(edge(filters[slowest]), 3) for edge in (min, max)],
            "idle_gap_ms": idle,
        },
        "rows": rows,
    }


def _repeat(what: str, times: int, measure: Callable[[], float]) -> list[float]:
    _tell(what)
    return [round(measure(), 3) for _ in range(times)]


def _first_paint(rows: int) -> float:
    """Return the seconds from starting a process to a window that can be seen."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, sys.argv[0]]
    begun = time.perf_counter()
    command = [*program, "bench", "--gui", "--shown", "--rows", str(rows)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - this program itself
        if process.stdout:
            process.stdout.readline()
        return time.perf_counter() - begun


def _shown() -> None:
    print("shown", flush=True)  # noqa: T201 - the process that waits for it reads it


def _say(figures: Mapping[str, object]) -> None:
    noise = figures["noise"]
    for name, budget in BUDGETS.items():
        spread = noise.get(name, "") if isinstance(noise, dict) else ""
        _print(f"{name}: {figures[name]} (wanted: under {budget}; lowest and highest: {spread})")
    if isinstance(noise, dict):
        _print(f"the loop's longest gap with nothing to do: {noise['idle_gap_ms']} ms")
    filters = figures["filters"]
    for name, milliseconds in filters.items() if isinstance(filters, dict) else ():
        _print(f"  {name}: {milliseconds} ms")


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _tell(line: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"{line}\n")
