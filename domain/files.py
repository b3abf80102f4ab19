"""Files that must be there whole or not at all."""

import os
from pathlib import Path


def place(finished: Path, path: Path) -> None:
    """Give a finished file its final name, unless another process was first: its file then stays the one.

    Both paths lie in one folder; `finished` may still be there afterwards, for the caller to remove. Raises OSError.
    """
    try:
        os.link(finished, path)
    except FileExistsError:
        return
    except OSError:  # a file system without links, as on many sticks
        finished.rename(path)
    if os.name == "posix":  # elsewhere a folder can't be opened to be synced
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)  # a name that a power loss takes away is a file lost
        finally:
            os.close(folder)
