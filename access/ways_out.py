"""Trying to get out: what `doctor` and the About page do to show that it can't be done. No packet is sent by it."""

import errno
import multiprocessing
import socket
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from access.systems import system

NOWHERE = "kizashi.invalid"
"""A name that never leads anywhere (RFC 6761, section 6.4)."""
TRIED = 100
"""What a started process that has tried ends with above the code it got: one that died before has told nothing."""
PATIENCE = 30.0
"""Seconds until a process that was started is given up on."""


class Way(StrEnum):
    """A way to a network."""

    TCP4 = "tcp-ipv4"
    TCP6 = "tcp-ipv6"
    UDP = "udp"
    LOOKUP = "name-lookup"
    NATIVE = "native-code"
    NATIVE_LOOKUP = "native-name-lookup"
    CHILD = "started-process"


@dataclass(frozen=True, slots=True)
class Attempt:
    """What became of one way: `answer` is the system's own word for it."""

    way: Way
    refused: bool
    answer: str


def tried() -> tuple[Attempt, ...]:
    """Try every way out. Where sockets can be opened names are not looked up: that would send something."""
    sockets = (
        _in_python(Way.TCP4, lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()),
        _in_python(Way.TCP6, lambda: socket.socket(socket.AF_INET6, socket.SOCK_STREAM).close()),
        _in_python(Way.UDP, lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()),
    )
    native, child = _of_code(Way.NATIVE, _open_native()), _of_code(Way.CHILD, _in_child())
    closed = all(attempt.refused for attempt in sockets)
    lookups = (
        _in_python(Way.LOOKUP, lambda: socket.getaddrinfo(NOWHERE, None)) if closed else _open(Way.LOOKUP),
        _native_lookup() if native.refused else _open(Way.NATIVE_LOOKUP),
    )
    return (*sockets, *lookups, native, child)


def _in_python(way: Way, attempt: Callable[[], object]) -> Attempt:
    try:
        attempt()
    except OSError as error:
        return _of_code(way, error.errno or 0)
    return _open(way)


def _native_lookup() -> Attempt:
    """Look a name up past Python: a service of this machine, asked through a local socket, could carry it out."""
    code = system.native_lookup(NOWHERE)
    return Attempt(Way.NATIVE_LOOKUP, code not in system.ANSWERED, f"getaddrinfo {code}")


def _open_native() -> int:
    return system.native_socket(socket.AF_INET, socket.SOCK_STREAM)


def _in_child() -> int:
    """Open a native socket in a process of its own; return its code, a negative one where it died before it could."""
    process = multiprocessing.get_context("spawn").Process(target=_end_with_code, daemon=True)
    process.start()
    process.join(PATIENCE)
    process.kill()
    process.join()
    return (process.exitcode or 0) - TRIED


def _end_with_code() -> None:
    raise SystemExit(TRIED + _open_native())


def _of_code(way: Way, code: int) -> Attempt:
    """Return what an error code says: only EACCES and EPERM are refusals, all else is taken for a way out."""
    answer = errno.errorcode.get(code, str(code)) if code else "opened"
    return Attempt(way, code in (errno.EACCES, errno.EPERM), answer if code >= 0 else "it died before it could try")


def _open(way: Way) -> Attempt:
    return Attempt(way, refused=False, answer="opened")
