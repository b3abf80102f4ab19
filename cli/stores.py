"""Which store a command works on, and the key that opens it."""

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from functools import partial
from pathlib import Path

from access.keys import owner_key, unattended_key
from access.paths import config_folder, unattended_store
from domain.actor import Actor, Role
from domain.errors import KeyFileError
from store.database import Database, open_store

OWNER = Actor("owner", Role.OWNER)
"""Who acts on a store that has no named people."""


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments that choose a store."""
    parser.add_argument("--store", metavar="F", type=Path, help="the store to use; without it, this account's own")
    parser.add_argument(
        "--passphrase-file", metavar="F", type=Path, help="opens --store; or set KIZASHI_PASSPHRASE in the environment"
    )


def chosen(arguments: Namespace) -> tuple[Path, Callable[[], Database]]:
    """Return the store's path and what opens it, from any thread; the passphrase is asked for its key once.

    Raises KeyFileError for a passphrase file that can't be read, and what `access.keys` raises.
    """
    if arguments.passphrase_file and not arguments.store:
        raise KeyFileError("A passphrase seals a store that is named. Give --store too.")
    passphrase = _passphrase(arguments.passphrase_file) if arguments.store else ""
    path: Path = arguments.store or unattended_store()
    key = owner_key(path, passphrase) if passphrase else unattended_key(config_folder(), path)
    return path, partial(open_store, path, key)


def _passphrase(file: Path | None) -> str:
    """Return the passphrase without its line's end, or "" where none was given."""
    if file is None:
        return os.environ.get("KIZASHI_PASSPHRASE", "")
    try:
        return file.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise KeyFileError(f"The passphrase file {file} can't be read: {error}.") from error
