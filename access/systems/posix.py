"""What Linux and macOS do alike."""

import sys

assert sys.platform != "win32"

import ctypes
import fcntl
import os
import resource
from pathlib import Path

ROOT = 0
WRITABLE_BY_OTHERS = 0o022
BEHIND = 10
"""Steps of priority, of 19 that there are."""


def lock(handle: int) -> None:
    """Wait until this process alone has the open file; closing it gives it back."""
    fcntl.flock(handle, fcntl.LOCK_EX)


def refuse_core_dumps() -> None:
    """Let a crash leave no image of the memory behind: decrypted texts and the key would stand in it.

    One byte holds none, and tells Linux not to hand the image to a program either, as most desktops have one (apport,
    systemd-coredump): of these, it does so at 0 (`do_coredump` in the kernel's fs/coredump.c).
    """
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    limit = 1 if most else 0
    resource.setrlimit(resource.RLIMIT_CORE, (limit, limit))


def give_way() -> None:
    """Let this process work behind all others: whoever sits at the machine comes first."""
    os.nice(BEHIND)


def changeable_by_users(file: Path) -> bool:
    """Tell whether anybody but the administrator can change a file, or put another one in its place. Raises OSError."""
    for path in (file, file.parent):
        found = path.stat()
        if found.st_uid != ROOT or found.st_mode & WRITABLE_BY_OTHERS:
            return True
        if os.geteuid() != ROOT and os.access(path, os.W_OK):  # by an access list
            return True
    return False


def native_socket(family: int, kind: int) -> int:
    """Open a socket past Python, close it, and return 0, or the errno with which it was refused."""
    libc = ctypes.CDLL(None, use_errno=True)
    opened = libc.socket(family, kind, 0)
    if opened < 0:
        return ctypes.get_errno()
    os.close(opened)
    return 0


def native_lookup(name: str) -> int:
    """Look a name up past Python, and return what `getaddrinfo` returned: 0 or an EAI code."""
    libc = ctypes.CDLL(None)
    found = ctypes.c_void_p()
    code = int(libc.getaddrinfo(name.encode(), None, None, ctypes.byref(found)))
    if code == 0:
        libc.freeaddrinfo(found)
    return code
