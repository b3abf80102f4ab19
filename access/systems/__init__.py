"""What each system does in its own way: the guard, locks, permissions and places. One module per system, one interface."""

import sys

if sys.platform == "win32":
    from access.systems import windows as system
elif sys.platform == "darwin":
    from access.systems import macos as system
else:
    from access.systems import linux as system

__all__ = ["system"]
