"""macOS: a program can't close the network for itself; IT sets a firewall rule or a sandbox."""

import sys

assert sys.platform != "win32"

from pathlib import Path

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

POLICY = Path("/Library/Application Support/Kizashi/policy.toml")
UNTRIED = "macOS"
"""Nobody has run Kizashi on it yet."""
ANSWERED = {0, 7, 8}
"""What `getaddrinfo` returns where a name service was reached: an address, EAI_NODATA, EAI_NONAME."""


def close_network() -> str:
    """Return why macOS does not refuse sockets: it has no such call for a program without an entitlement of its own."""
    return "macOS leaves it to IT: a firewall rule or a sandbox profile that refuses Kizashi the network"
