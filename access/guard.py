"""The offline guard: from its start the program opens no socket to any network, and neither does what it starts.

Three layers: variables that tell libraries to be silent, a hook that answers Python code with a sentence, and the system
itself where it can refuse sockets. Local ones (a display, D-Bus, pipes between processes) are left alone.
"""

import errno
import os
import sys
from dataclasses import dataclass

from access.systems import system
from domain.errors import KizashiError

SILENCE = {
    "ORT_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "DO_NOT_TRACK": "1",
    "JOBLIB_MULTIPROCESSING": "0",  # scikit-learn's; unused, and it complains where /dev/shm is shut
}
"""Each is read when its library is imported, so it must be set before."""

AF_UNIX, AF_INET, SOCK_STREAM = 1, 2, 1
"""The same on every system. `socket` itself is imported where something is tried, not at each start."""
NO_FAMILY = -1
"""What a socket is made with that takes its family from an open file."""
LOOKUPS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"}
USES = {"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"}
NOT_ON = "it was not put on"


class NetworkRefusedError(KizashiError, PermissionError):
    """Something in Kizashi tried to reach a network, and was refused. Kizashi works offline: please report this."""

    def __init__(self) -> None:
        super().__init__()
        self.errno = errno.EACCES


class GuardError(KizashiError):
    """The policy of this machine wants the offline guard held by the system, and it is not."""


@dataclass(frozen=True, slots=True)
class Guard:
    """What became of the guard: `gap` says why the system itself does not refuse sockets, "" where it does."""

    gap: str = NOT_ON

    @property
    def held_by_system(self) -> bool:
        """Whether native code and started processes are refused too."""
        return not self.gap


def put_on() -> Guard:
    """Put the guard on this process, for good. Call it before anything else is imported."""
    os.environ.update(SILENCE)
    sys.addaudithook(refuse)
    gap = system.close_network()
    if not gap and system.native_socket(AF_INET, SOCK_STREAM) != errno.EACCES:
        gap = "the kernel took the filter, and opened an internet socket all the same"
    return Guard(gap)


def refuse(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse what Python code tries with sockets that are not local ones: an audit hook. Raises NetworkRefusedError."""
    if event.startswith("socket.") and _leaves(event, arguments):
        raise NetworkRefusedError


def _leaves(event: str, arguments: tuple[object, ...]) -> bool:
    if event == "socket.__new__":
        return arguments[1] not in (AF_UNIX, NO_FAMILY)
    return event in LOOKUPS or (event in USES and getattr(arguments[0], "family", AF_UNIX) != AF_UNIX)
