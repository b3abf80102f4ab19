"""Which store a command works on, who works on it, and what opens it."""

import os
import sys
from argparse import ArgumentParser, Namespace
from getpass import getpass
from pathlib import Path

from access import keys
from access.paths import config_folder, set_store, unattended_store
from custody import entry
from custody.entry import OWNER, Entry
from domain.errors import KeyFileError

__all__ = ["OWNER", "chosen", "declare", "named", "own", "passphrase", "secret", "who"]


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments that choose a store and say who works on it."""
    add = parser.add_argument
    add("--store", metavar="F", type=Path, help="the store to use; without it, this account's own")
    add("--user", metavar="NAME", default="", help="who you are, in a store that has people; or set KIZASHI_USER")
    add("--passphrase-file", metavar="F", type=Path, help="opens the store; or set KIZASHI_PASSPHRASE")


def chosen(arguments: Namespace) -> Entry:
    """Return the way into the store, as the person who was named, as its single owner, or unattended.

    Raises KeyFileError for a passphrase file that can't be read, and what `custody.entry` raises.
    """
    store = named(arguments)
    if who(arguments):
        return entry.sign_in(store, who(arguments), passphrase(arguments))
    if not keys.is_sealed(store) and not arguments.store:
        if arguments.passphrase_file:
            raise KeyFileError("A passphrase seals a store that is named. Give --store too.")
        return entry.unattended(config_folder(), store)
    given = passphrase(arguments, ask=keys.is_sealed(store) and not keys.people(store))
    return entry.as_owner(store, given) if given or keys.people(store) else entry.unattended(config_folder(), store)


def named(arguments: Namespace) -> Path:
    """Return the path of the store."""
    return arguments.store or own(arguments)


def own(arguments: Namespace) -> Path:
    """Return the path of the store that is used where none is named: the policy's, else this account's own."""
    return set_store(arguments.machine.policy.store) or unattended_store()


def who(arguments: Namespace) -> str:
    """Return the name that was given, or ""."""
    return arguments.user or os.environ.get("KIZASHI_USER", "")


def passphrase(arguments: Namespace, *, ask: bool = True) -> str:
    """Return the passphrase from its file or the environment, or ask for it at a terminal; "" where there is none."""
    if arguments.passphrase_file:
        return secret(arguments.passphrase_file)
    given = os.environ.get("KIZASHI_PASSPHRASE", "")
    return given or (getpass("Passphrase: ", sys.stderr) if ask and sys.stdin.isatty() else "")


def secret(file: Path) -> str:
    """Return what a file holds, without its line's end. Raises KeyFileError."""
    try:
        return file.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise KeyFileError(f"The file {file} can't be read: {error}.") from error
