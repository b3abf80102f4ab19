"""Files that must be there whole or not at all, and where those beside a store lie."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedWriter, TextIOWrapper
from pathlib import Path
from typing import TextIO


def key_block(store: Path) -> Path:
    """Return where the key block of a store lies: beside it, and so beside each copy of it."""
    return store.with_name(f"{store.name}.keys")


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
    sync_names(path.parent)


def sync_names(folder: Path) -> None:
    """Bring the names in a folder to the disk: a name that a power loss takes away is a file lost. Raises OSError."""
    if os.name == "posix":  # elsewhere a folder can't be opened to be synced
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """Give a UTF-8 file to write, as `whole_binary` does."""
    with whole_binary(path) as binary:
        file = TextIOWrapper(binary, encoding="utf-8", newline="")
        yield file
        file.flush()
        file.detach()


@contextmanager
def whole_binary(path: Path) -> Iterator[BufferedWriter]:
    """Give a file to write that gets its name, for this account alone, when the block has ended well.

    `path` appears whole or stays what it was. Raises OSError, also where something other than a file has that name.
    """
    if path.exists() and not path.is_file():
        raise OSError(errno.EISDIR, "it is not a file")
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(handle)
        Path(name).replace(path)
        sync_names(path.parent)
    finally:
        Path(name).unlink(missing_ok=True)
