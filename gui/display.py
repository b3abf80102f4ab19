"""Which displays the window can open on: those that are reached without a network."""

import re
from collections.abc import Mapping

from domain.errors import KizashiError

TCP = re.compile(r"(?:(?:tcp|inet6?)/)?(?P<host>[^/]+):\d+(?:\.\d+)?")
"""An X display behind a host's name; one without, or with `unix`, is a local socket."""


class DisplayError(KizashiError):
    """The window can't open on this display."""


def check(environment: Mapping[str, str]) -> None:
    """Return if Qt can open a window under the offline guard. Raises DisplayError for an X display over TCP."""
    platform = environment.get("QT_QPA_PLATFORM") or environment.get("XDG_SESSION_TYPE", "")
    display = environment.get("DISPLAY", "")
    behind = TCP.fullmatch(display)
    if behind and behind["host"] != "unix" and not platform.startswith(("wayland", "offscreen", "minimal")):
        raise DisplayError(
            f"The window can't open on the display {display}: it is reached over a network, as through ssh -X, and Kizashi "
            "opens no network connection. Sit at the machine itself, or use the command line: kizashi --help"
        )
