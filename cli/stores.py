"""Which store a command works on, who works on it, and what opens it."""

import os
import sys
from argparse import ArgumentParser, Namespace
from getpass import getpass
from pathlib import Path

from access import keys
from access.paths import behind, config_folder, own_store
from cli.arguments import file_path
from custody import entry
from custody.entry import OWNER, Entry
from domain.actor import Actor
from domain.errors import KeyFileError, StoreError
from domain.policy import Policy
from review import site


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments that choose a store and say who works on it."""
    add = parser.add_argument
    add("--store", metavar="F", type=file_path, help="the store to use; without it, this account's own")
    add("--user", metavar="NAME", default="", help="who you are, in a store that has people; or set KIZASHI_USER")
    add("--passphrase-file", metavar="F", type=file_path, help="opens the store; or set KIZASHI_PASSPHRASE")


def chosen(arguments: Namespace) -> Entry:
    """Return the way into the store, as the person who was named, as its single owner, or unattended.

    Raises KeyFileError for a passphrase file that can't be read, and what `custody.entry` raises.
    """
    store = named(arguments)
    if who(arguments):
        return entry.sign_in(store, who(arguments), given_passphrase(arguments))
    if not keys.is_sealed(store) and not arguments.store:
        if arguments.passphrase_file:
            raise KeyFileError("A passphrase seals a store that is named. Give --store too.")
        return entry.unattended(config_folder(), store)
    given = passphrase(arguments, ask=keys.is_sealed(store) and not keys.people(store))
    if given or keys.people(store):
        return entry.as_owner(store, given, arguments.machine.policy.recovery_key)
    return entry.unattended(config_folder(), store)


def existing(arguments: Namespace) -> Entry:
    """Return the way in, as `chosen` does, where a named store is there: a misspelled name is no sound, empty store.

    For every command that is not meant to make a store. Raises StoreError too.
    """
    if arguments.store and not arguments.store.exists():
        raise StoreError(
            f"There is no store {arguments.store}. Check its name, or put the file back; "
            "screen, users add and store restore make a new one."
        )
    return chosen(arguments)


def desk(arguments: Namespace) -> Entry:
    """Return the way in, as `existing` does, for work on cases: its rules are what IT has set for this machine from here on."""
    return _ruled(existing(arguments), arguments.machine.policy)


def desk_or_new(arguments: Namespace) -> Entry:
    """Return the way in, as `desk` does, for a run, which makes a store that is named and not there yet."""
    return _ruled(chosen(arguments), arguments.machine.policy)


def _ruled(into: Entry, policy: Policy) -> Entry:
    if policy.rules:
        with into.open() as db:
            site.keep_to(db, policy)
    return into


def at_hand(arguments: Namespace) -> Entry | None:
    """Return the way into the store that was named, or into this account's own one if it is there and asks nobody.

    None where there is none, or where it has to be named first: for what can be done without a store.
    """
    store = own(arguments)
    asked = arguments.store or who(arguments)
    return existing(arguments) if asked or (store.exists() and not keys.is_sealed(store)) else None


def for_account(arguments: Namespace) -> Actor:
    """Return who changes what holds for all of this account: a person, where its own store has people."""
    store = own(arguments)
    if not keys.people(store):
        return OWNER
    if not who(arguments):
        raise KeyFileError(f"The store {store.name} has people. Say who you are with --user NAME.")
    return entry.sign_in(store, who(arguments), given_passphrase(arguments)).actor


def named(arguments: Namespace) -> Path:
    """Return the path of the store."""
    return behind(arguments.store) if arguments.store else own(arguments)


def own(arguments: Namespace) -> Path:
    """Return the path of the store that is used where none is named: the policy's, else this account's own."""
    return own_store(arguments.machine.policy.store)


def who(arguments: Namespace) -> str:
    """Return the name that was given, or ""."""
    return arguments.user or os.environ.get("KIZASHI_USER", "")


def passphrase(arguments: Namespace, *, ask: bool = True) -> str:
    """Return the passphrase from its file or the environment, or ask for it at a terminal; "" where there is none."""
    if arguments.passphrase_file:
        return secret(arguments.passphrase_file)
    given = os.environ.get("KIZASHI_PASSPHRASE", "")
    return given or (getpass("Passphrase: ", sys.stderr) if ask and sys.stdin.isatty() else "")


def given_passphrase(arguments: Namespace) -> str:
    """Return the passphrase where one has to be given.

    Raises KeyFileError where none is: that is no wrong one, and does not count as one.
    """
    given = passphrase(arguments)
    if not given:
        raise KeyFileError("Give the passphrase: --passphrase-file F, or set KIZASHI_PASSPHRASE.")
    return given


def secret(file: Path) -> str:
    """Return what a file holds, without its line's end and the mark that Windows begins a text with. Raises KeyFileError."""
    try:
        return file.read_text(encoding="utf-8-sig").rstrip("\r\n")
    except OSError as error:
        raise KeyFileError(f"The file {file} can't be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise KeyFileError(f"The file {file} can't be read: it holds no text in UTF-8.") from error
