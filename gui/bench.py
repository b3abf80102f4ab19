"""`kizashi bench --gui`: how long the window lets people wait, over a store with a million screenings."""

import json
import os
import shutil
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
from gui.bench_clock import Gap
from gui.bench_window import Bench
from store.bench_store import made, opened

TIMES = 5
BUDGETS = {
    "window_seconds": 2,
    "queue_ms": 300,
    "results_ms": 300,
    "filter_ms": 500,
    "next_case_ms": 100,
    "scroll_ms": 50,
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
    begun = time.monotonic()
    store = made(data_folder() / "cache", arguments.rows, _tell)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if arguments.shown:
            Bench(opened(store), folder).show(_shown)
            return 0
        # What is decided and run goes into a copy, so that each time finds the same store.
        bench = Bench(opened(Path(shutil.copy(store, folder))), folder)
        figures = _measure(bench, arguments.rows, arguments.times)
    figures |= {"rows": arguments.rows, "store": str(store), "seconds": round(time.monotonic() - begun)}
    if arguments.json:
        print(json.dumps(figures))  # noqa: T201 - scripts read it
    else:
        _say(figures)
    return 0


def _measure(bench: Bench, rows: int, times: int) -> dict[str, object]:
    """Return medians in the units that their names end with, and the machine's own noise beside them.

    `own` holds the loop's longest gaps less what it waited for a core in them: what is left of them on a quiet machine.
    """
    found = {
        "window_seconds": _repeat("The start of the window", times, lambda: _first_paint(rows)),
        "queue_ms": _repeat("The queue", times, bench.queue),
        "results_ms": _repeat("The results", times, bench.results),
    }
    _tell("Filters")
    filters = bench.filters(times)
    gaps = {"scroll_ms": _gaps("Paging through the results", times, bench.scroll)}
    found["next_case_ms"] = _repeat("The next case", times, bench.next_case)
    gaps["worst_gap_ms"] = _gaps("A run", times, bench.run) if bench.can_run else []
    gaps["idle_gap_ms"] = _gaps("The loop at rest", times, bench.rest)
    found |= {name: [longest for longest, _ in tries] for name, tries in gaps.items()}
    of_filters = {name: _median(tries) for name, tries in filters.items()}
    slowest = max(filters, key=lambda name: median(filters[name]))
    found["filter_ms"] = filters[slowest]
    return {
        **{name: _median(found[name]) for name in BUDGETS},
        "filters": of_filters,
        "own": {name: _median([own for _, own in tries]) for name, tries in gaps.items()},
        "noise": {
            **{name: [round(min(tries), 3), round(max(tries), 3)] for name, tries in found.items() if tries},
            "idle_gap_ms": _median(found["idle_gap_ms"]),
        },
    }


def _repeat(what: str, times: int, measure: Callable[[], float]) -> list[float]:
    _tell(what)
    return [measure() for _ in range(times)]


def _gaps(what: str, times: int, measure: Callable[[], list[Gap]]) -> list[tuple[float, float]]:
    """Return for each try the longest gap, and the longest without its wait for a core."""
    _tell(what)
    tries = [measure() for _ in range(times)]
    return [(max(gap.milliseconds for gap in found), max(gap.own for gap in found)) for found in tries]


def _median(tries: Sequence[float]) -> float | None:
    return round(median(tries), 3) if tries else None


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
    noise, own, filters = (_mapping(figures[name]) for name in ("noise", "own", "filters"))
    for name, budget in BUDGETS.items():
        of_own = f"; without waiting for a core: {own[name]}" if own.get(name) is not None else ""
        _print(f"{name}: {figures[name]} (wanted: under {budget}; lowest and highest: {noise.get(name, '')}{of_own})")
    for name, milliseconds in filters.items():
        _print(f"  {name}: {milliseconds} ms")
    _print(f"the loop's longest gap with nothing to do: {noise['idle_gap_ms']} ms")
    _print(f"measured in {figures['seconds']} s over {figures['store']}")


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _tell(line: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"{line}\n")
