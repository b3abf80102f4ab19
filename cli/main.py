"""The command line's front door: finds the command, runs it, and turns every ending into an exit code."""

import os
import re
import sys
import traceback
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from enum import IntEnum
from importlib import import_module
from io import TextIOWrapper

from access.machine import Machine
from cli.terminal import printable
from domain.errors import BugError, KizashiError, StoppedError, described

COMMANDS = {
    "screen": "screen the texts of files or of a folder",
    "evaluate": "measure how well texts are screened, on a file with labels",
    "examples": "teach the model with labelled texts of your own",
    "models": "list, build and verify model packs",
    "protocols": "list, show and validate protocols",
    "review": "export, import, count and report what people decided",
    "transfer": "sign and verify what is carried by stick",
    "users": "add, list and disable people, and change passphrases",
    "store": "back up, restore, verify and rekey the store; read its record; erase, and keep to retention",
    "doctor": "check that this machine has what Kizashi needs",
    "bench": "measure how fast this machine screens",
}
_UNREAD = re.compile("[\ud800-\udfff]")
"""Bytes that Python could not decode; a path may hold them, words that are to be kept may not."""

ALWAYS = "doctor"
"""The command that speaks where a wrong policy stops all others."""
EPILOG = "Without a command the window opens. `kizashi COMMAND --help` explains a command."


class Exit(IntEnum):
    """How a process ends. Scripts rely on the values; argparse itself ends with 2 on wrong usage."""

    DONE = 0
    FAILED = 1
    STOPPED = 3
    BUG = 70


def run(
    argv: Sequence[str],
    machine: Machine | None = None,
    pdf: Callable[[str], bytes] | None = None,
    loaded: Callable[[], None] = lambda: None,
) -> int:
    """Run one command line and return its exit code; a known error is one line on standard error.

    The command finds among its arguments `machine`, what IT has set for this machine, and `pdf`, which turns a page into PDF.
    `loaded` is called once its code is loaded, before anything is done.
    """
    _escape_what_output_lacks()
    try:
        arguments = parse(argv)
        loaded()
        arguments.machine, arguments.pdf = machine or Machine(), pdf
        if argv[0] != ALWAYS:
            arguments.machine.check()
        code = int(arguments.run(arguments))
        sys.stdout.flush()  # while what goes wrong with it can still be told
    except KeyboardInterrupt:
        return _fail(StoppedError(), Exit.STOPPED)
    except StoppedError as error:
        return _fail(error, Exit.STOPPED)
    except BrokenPipeError:
        return _unread()
    except Exception as error:  # noqa: BLE001 - a border: a bug is reported by its place, never by its message
        if isinstance(known := described(error), BugError):
            sys.stderr.writelines(traceback.format_tb(error.__traceback__))
        return _fail(known, Exit.BUG if isinstance(known, BugError) else Exit.FAILED)
    return code


def parse(argv: Sequence[str]) -> Namespace:
    """Return the parsed arguments, with the command's function as `run`; ends the process on wrong usage and on --help.

    Only the named command's module is imported, so that `doctor` can speak where another command can't even load.
    """
    parser = ArgumentParser(prog="kizashi", description="Screens texts offline.", epilog=EPILOG)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, summary in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.")
        if name == argv[0]:
            import_module(f"cli.{name}").declare(command)
    arguments = parser.parse_args(argv)
    for name, value in vars(arguments).items():
        if isinstance(value, str) and _UNREAD.search(value):
            parser.error(f"{name}: what was typed is no text in this system's encoding, {sys.getfilesystemencoding()}")
    return arguments


def _escape_what_output_lacks() -> None:
    """Let standard output write escapes for what its encoding lacks, as standard error does: a name must not end a run."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _unread() -> Exit:
    """End where nobody reads on, as behind `| head`; Python would complain once more when it closes the pipe."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno() if sys.__stdout__ else 1)
    return _fail(KizashiError("The results were not read to their end. What was done is kept."), Exit.FAILED)


def _fail(error: KizashiError, code: Exit) -> Exit:
    sys.stderr.write(f"kizashi: {printable(str(error))}\n")
    return code
