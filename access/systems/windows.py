"""Windows: a program can't close the network for itself; IT sets a firewall rule."""

import sys

assert sys.platform == "win32"

import ctypes
import msvcrt
from pathlib import Path

PROGRAM_DATA = 0x23
"""CSIDL_COMMON_APPDATA: asked of Windows, since a variable of the environment is the user's to set."""
LONGEST_PATH = 260
ANSWERED = {0, 11001, 11004}
"""What `getaddrinfo` returns where a name service was reached: an address, WSAHOST_NOT_FOUND, WSANO_DATA."""
WINSOCK = 0x0202
BELOW_NORMAL_PRIORITY_CLASS = 0x4000
INVALID_SOCKET = ctypes.c_void_p(-1).value


def _program_data() -> Path:
    path = ctypes.create_unicode_buffer(LONGEST_PATH)
    ctypes.windll.shell32.SHGetFolderPathW(None, PROGRAM_DATA, None, 0, path)
    return Path(path.value)


POLICY = _program_data() / "Kizashi" / "policy.toml"
UNTRIED = "Windows"
"""Nobody has run Kizashi on it yet."""


def close_network() -> str:
    """Return why Windows does not refuse sockets: it has no such call."""
    return "Windows leaves it to IT: a firewall rule that blocks kizashi.exe, outbound and inbound"


def lock(handle: int) -> None:
    """Wait until this process alone has the open file; closing it gives it back."""
    msvcrt.locking(handle, msvcrt.LK_LOCK, 1)


def refuse_core_dumps() -> None:
    """Do nothing: whether Windows keeps an image of a crashed program is IT's to set, and it does not by default."""


def give_way() -> None:
    """Let this process work behind all others: whoever sits at the machine comes first."""
    kernel = ctypes.WinDLL("kernel32")
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    kernel.SetPriorityClass(ctypes.c_void_p(kernel.GetCurrentProcess()), BELOW_NORMAL_PRIORITY_CLASS)


def changeable_by_users(file: Path) -> bool:
    """Tell whether this account, unless it is an administrator's, can change a file. Raises OSError."""
    if ctypes.windll.shell32.IsUserAnAdmin():
        return False
    try:
        with file.open("r+b"):
            return True
    except PermissionError:
        return False


def native_socket(family: int, kind: int) -> int:
    """Open a socket past Python, close it, and return 0, or the code with which it was refused."""
    sockets = _sockets()
    sockets.socket.restype = ctypes.c_void_p
    opened = sockets.socket(family, kind, 0)
    if opened == INVALID_SOCKET:
        return int(sockets.WSAGetLastError())
    sockets.closesocket(ctypes.c_void_p(opened))
    return 0


def native_lookup(name: str) -> int:
    """Look a name up past Python, and return what `getaddrinfo` returned: 0 or a Winsock code."""
    sockets, found = _sockets(), ctypes.c_void_p()
    code = int(sockets.getaddrinfo(name.encode(), None, None, ctypes.byref(found)))
    if code == 0:
        sockets.freeaddrinfo(found)
    return code


def _sockets() -> ctypes.WinDLL:
    sockets = ctypes.WinDLL("ws2_32")
    sockets.WSAStartup(WINSOCK, ctypes.create_string_buffer(512))
    return sockets
