"""How whoever reads a message starts the program, so that its advice can be typed as it stands."""

import shutil
import sys
from pathlib import Path

NAME, SOURCE = "kizashi", "python main.py"


def command(arguments: str = "") -> str:
    """Return the command line that starts this program, as it was started, with `arguments`."""
    return f"{_started()} {arguments}".rstrip()


def _started() -> str:
    started = Path(sys.argv[0])
    if not getattr(sys, "frozen", False):
        return NAME if started.stem == NAME else SOURCE
    return started.name if shutil.which(started.name) else quoted(str(started))


def quoted(path: str) -> str:
    """Return a path as every shell takes it, Windows' too."""
    return f'"{path}"' if " " in path else path
