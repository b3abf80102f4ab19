"""Linux: the kernel itself refuses internet sockets, by a seccomp filter that needs no rights and no library.

The filter holds for every thread that there is, for native code, and for each process that is started later; none of them
can take it off. See seccomp(2) and the kernel's Documentation/userspace-api/seccomp_filter.rst.
"""

import sys

assert sys.platform != "win32"

import ctypes
import errno
import os
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from access.systems.posix import (
    changeable_by_users,
    give_way,
    lock,
    native_lookup,
    native_socket,
    refuse_core_dumps,
)

__all__ = [
    "ANSWERED",
    "POLICY",
    "UNTRIED",
    "changeable_by_users",
    "close_network",
    "give_way",
    "lock",
    "native_lookup",
    "native_socket",
    "refuse_core_dumps",
]

POLICY = Path("/etc/kizashi/policy.toml")
UNTRIED = "" if os.uname().machine == "x86_64" else f"Linux on {os.uname().machine}"
"""The name of this system where nobody has run Kizashi on it yet, "" where it was tried."""
ANSWERED = {0, -2, -5}
"""What `getaddrinfo` returns where a name service was reached: an address, EAI_NONAME, EAI_NODATA."""

AF_UNIX = 1
PR_SET_NO_NEW_PRIVS, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC = 38, 1, 1
LOAD, JUMP_IF_EQUAL, JUMP_IF_AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
ALLOW, REFUSE, NO_SUCH_CALL = 0x7FFF0000, 0x00050000 | errno.EACCES, 0x00050000 | errno.ENOSYS
NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16
"""Where these lie in `struct seccomp_data`; of the argument the lower half, which is all that the kernel looks at."""
X32 = 0x40000000
IO_URING_SETUP = 425
"""The same for every architecture. A ring opens sockets without the call `socket`."""


class Calls(NamedTuple):
    """An architecture's number in the audit interface, and those of its system calls."""

    architecture: int
    socket: int
    socketpair: int
    seccomp: int


CALLS = {"x86_64": Calls(0xC000003E, 41, 53, 317), "aarch64": Calls(0xC00000B7, 198, 199, 277)}


class Instruction(NamedTuple):
    """A `struct sock_filter`: the jumps count the instructions that are passed over."""

    code: int
    if_true: int
    if_false: int
    value: int


class _Program(ctypes.Structure):
    """A `struct sock_fprog`."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def close_network() -> str:
    """Let the kernel refuse every socket but local ones from now on; return "", or why it does not."""
    machine = os.uname().machine
    calls = CALLS.get(machine)
    if calls is None or sys.maxsize < 2**32:
        return f"there is no filter for this processor ({machine})"
    return install(_filter(calls), calls)


def install(instructions: Sequence[Instruction], calls: Calls) -> str:
    """Put a filter on this process and all its threads, for good; return "", or why it was not taken."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, *map(ctypes.c_ulong, (1, 0, 0, 0))):
        return os.strerror(ctypes.get_errno())
    code = b"".join(struct.pack("=HBBI", *instruction) for instruction in instructions)
    program = _Program(len(instructions), ctypes.cast(ctypes.c_char_p(code), ctypes.c_void_p))
    how = map(ctypes.c_ulong, (calls.seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC))
    refused = libc.syscall(*how, ctypes.byref(program))
    if refused > 0:
        return f"thread {refused} could not be brought under it"
    return os.strerror(ctypes.get_errno()) if refused else ""


def _filter(calls: Calls) -> tuple[Instruction, ...]:
    """Return the filter: local sockets pass, all others are refused; other ABIs and io_uring don't exist."""
    return (
        Instruction(LOAD, 0, 0, ARCHITECTURE),
        Instruction(JUMP_IF_EQUAL, 0, 9, calls.architecture),
        Instruction(LOAD, 0, 0, NUMBER),
        Instruction(JUMP_IF_AT_LEAST, 7, 0, X32),
        Instruction(JUMP_IF_EQUAL, 6, 0, IO_URING_SETUP),
        Instruction(JUMP_IF_EQUAL, 1, 0, calls.socket),
        Instruction(JUMP_IF_EQUAL, 0, 2, calls.socketpair),
        Instruction(LOAD, 0, 0, FIRST_ARGUMENT),
        Instruction(JUMP_IF_EQUAL, 0, 1, AF_UNIX),
        Instruction(RETURN, 0, 0, ALLOW),
        Instruction(RETURN, 0, 0, REFUSE),
        Instruction(RETURN, 0, 0, NO_SUCH_CALL),
    )
