# ruff: noqa: PLC0415 - each part is imported when it is needed: the guard first, Qt for the window alone
"""Kizashi's door: the window by default, the command line when a command is named."""

import os
import signal
import sys
from contextlib import suppress
from types import FrameType

from access import guard

STOPS = (signal.SIGINT, signal.SIGTERM)
"""Ctrl+C, and a polite kill, which is to end in the same way."""


def main() -> int:
    """Put the guard on, run Kizashi, and return the process's exit code."""
    if sys.argv[1:]:
        for name in STOPS:
            signal.signal(name, _stop_at_once)
    return _run(guard.put_on(), sys.argv[1:])


def _run(guarded: guard.Guard, argv: list[str]) -> int:
    """Run the window or a command. Whatever is imported here finds the guard on and the libraries' telemetry off."""
    from multiprocessing import freeze_support

    from access import policy
    from access.machine import Machine
    from access.systems import system

    freeze_support()  # in the packaged program, where each process that is started begins with this file
    _leave_a_barred_folder(os.sep)
    os.umask(0o077)  # whatever is written is for this account alone
    system.refuse_core_dumps()
    _stand_in(os.devnull)
    machine = Machine(guarded, policy.find(os.environ.get(policy.VARIABLE, "")))
    if argv[:1] == ["bench"] and "--gui" in argv:
        from gui.bench import run as measure_window

        _take_interrupts()
        return measure_window(argv[1:])
    if argv:
        from cli.main import run  # the command line must not load Qt

        return run(argv, machine, _pdf, _take_interrupts)
    from gui.run import run as open_window  # only the window loads Qt

    return open_window(machine)


def _leave_a_barred_folder(root: str) -> None:
    """Go to `root` from a folder that is gone or barred, as after `sudo -u`: each process that is started begins by going there."""
    from os import chdir
    from pathlib import Path

    try:
        chdir(Path.cwd())
    except OSError:
        chdir(root)


def _stop_at_once(_signal: int, _frame: FrameType | None) -> None:
    """End the process: raised while native modules are being loaded, an interrupt is lost in them or aborts."""
    with suppress(OSError):  # a caller may have closed it
        os.write(2, b"kizashi: Stopped. Nothing was begun.\n")
    os._exit(3)


def _take_interrupts() -> None:
    """Raise KeyboardInterrupt from now on, by which commands end and tidy up."""
    for name in STOPS:
        signal.signal(name, signal.default_int_handler)


def _stand_in(nothing: str) -> None:
    """Put nothing in the place of each standard stream that the caller has closed: results can go to a file as well."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(nothing, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - open as long as the process


def _pdf(page: str) -> bytes:
    """Return a report's page as PDF, by Qt's own writer: loaded when a command writes one, and by no other."""
    from gui.pdf import without_window

    return without_window(page)


if __name__ == "__main__":
    sys.exit(main())
if __name__ == "__mp_main__":  # a process that the program has started: the kernel guards it already, Python does not
    guard.put_on()
