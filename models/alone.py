"""Work in a process of its own: its peak of memory is its own, and what its libraries leave behind ends with it."""

import signal
import traceback
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TypeVar

from domain.errors import ModelError

Answer = TypeVar("Answer")


def alone(failing: str, work: Callable[..., Answer], *arguments: object) -> Answer:
    """Return what `work` returns in a fresh process, which ends with this call however that ends.

    Raises what it raises, and ModelError, whose sentence begins with `failing`, when the process ends without an answer.
    """
    spawn = get_context("spawn")
    ours, theirs = spawn.Pipe(duplex=False)
    process = spawn.Process(target=_work, args=(theirs, work, arguments), daemon=True)
    process.start()
    theirs.close()
    try:
        answer, error = ours.recv()
    except (EOFError, OSError):  # it ended before its answer, or within it
        raise ModelError(f"{failing}: its process ended; it may have run out of memory.") from None
    finally:
        process.kill()
        process.join()
    if error:
        raise error
    done: Answer = answer
    return done


def _work(pipe: Connection, work: Callable[..., object], arguments: tuple[object, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for whoever waits, and ends this
    try:
        pipe.send((work(*arguments), None))
    except Exception as error:  # noqa: BLE001 - the border itself
        error.add_note(traceback.format_exc())  # a bug is looked for where it happened
        pipe.send((None, error))
