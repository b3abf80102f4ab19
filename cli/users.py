"""`kizashi users`: the people of a store, and their passphrases."""

import json
import sys
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from getpass import getpass

from access import keys, organisation
from access.paths import config_folder
from cli import stores
from cli.arguments import file_path
from cli.terminal import RESULTS, printable, say, uncut
from custody import people
from custody.people import Newcomer
from domain.actor import Role
from domain.errors import KeyFileError, KizashiError


def declare(parser: ArgumentParser) -> None:
    """Declare the command's own arguments."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    adding = actions.add_parser("add", help="add a person; the first one of a store is its administrator")
    adding.add_argument("name", metavar="NAME")
    adding.add_argument("--role", choices=[role.value for role in people.ROLES], help="what the person may do")
    adding.add_argument(
        "--organisation-key",
        metavar="PEM",
        type=file_path,
        help="with the first person: a public key that can recover too",
    )
    _declare_new(adding)
    adding.set_defaults(run=_add)
    listing = actions.add_parser("list", help="show the people and their roles")
    listing.add_argument("--json", action="store_true", help="print one JSON object a line")
    listing.set_defaults(run=_list)
    disabling = actions.add_parser("disable", help="keep a person from signing in; what they did stays on record")
    disabling.add_argument("name", metavar="NAME")
    disabling.set_defaults(run=_disable)
    changing = actions.add_parser(
        "passphrase", help="change your passphrase, choose another one when it is forgotten, or give somebody a new one"
    )
    changing.add_argument("name", metavar="NAME", nargs="?", help="whose; without it, your own")
    forgotten = changing.add_mutually_exclusive_group()
    forgotten.add_argument("--recovery-key-file", metavar="F", type=file_path, help="holds the printed recovery key")
    forgotten.add_argument("--organisation-key", metavar="PEM", type=file_path, help="the organisation's private key")
    _declare_new(changing)
    changing.set_defaults(run=_passphrase)
    for action in (adding, listing, disabling, changing):
        stores.declare(action)


def _declare_new(parser: ArgumentParser) -> None:
    parser.add_argument("--new-passphrase-file", metavar="F", type=file_path, help="holds the new passphrase")


def _add(arguments: Namespace) -> int:
    store, settings = stores.named(arguments), config_folder()
    fresh = bool(arguments.store) and not store.exists() and not keys.is_sealed(store)
    if not fresh and keys.people(store):
        return _add_another(arguments)
    if arguments.role not in (None, Role.ADMINISTRATOR):
        raise KizashiError("The first person of a store is its administrator. Add that one first, then the others.")
    way_in = people.new_store(store) if fresh else stores.chosen(arguments)
    given = arguments.organisation_key
    public = organisation.public_key(given) if given else arguments.machine.policy.recovery_key
    text = people.add_first(way_in, settings, Newcomer(arguments.name, _new(arguments), public))
    say(f"{printable(arguments.name)} is the administrator of {store}.")
    show_recovery_key(text)
    say(
        "An administrator opens no texts. Add who works with them, yourself too if that is you: users add NAME --role R"
    )
    say(people.ALONE)
    return 0


def _add_another(arguments: Namespace) -> int:
    if arguments.organisation_key:
        raise KizashiError("An organisation's key goes in with the first person of a store.")
    if arguments.role is None:
        raise KizashiError("Say what the person may do: --role counselor, specialist, supervisor or administrator.")
    entry = stores.existing(arguments)
    people.add(entry, arguments.name, Role(arguments.role), _new(arguments))
    say(f"{printable(arguments.name)} can sign in as {arguments.role}, and chooses a passphrase of their own first.")
    return 0


def _list(arguments: Namespace) -> int:
    entry = stores.existing(arguments)
    with entry.open() as db:
        users = people.everyone(db, entry.actor)
    if arguments.json:
        sys.stdout.writelines(f"{json.dumps(asdict(user))}\n" for user in users)
        return 0
    table = uncut("name", "role", "since", "disabled")
    for user in users:
        table.add_row(printable(user.name), user.role, user.created_at[:10], user.disabled_at[:10])
    RESULTS.print(table)
    if people.works_alone(users):
        say(people.ALONE)
    return 0


def _disable(arguments: Namespace) -> int:
    people.disable(stores.existing(arguments), arguments.name)
    say(f"{printable(arguments.name)} can't sign in any more. If they may have copied the key: kizashi store rekey")
    return 0


def _passphrase(arguments: Namespace) -> int:
    store, own = stores.named(arguments), stores.who(arguments)
    whose = arguments.name or own
    if arguments.recovery_key_file:
        people.recover_by_key(store, whose, stores.secret(arguments.recovery_key_file), _new(arguments))
    elif arguments.organisation_key:
        private = organisation.private_key(arguments.organisation_key)
        people.recover_by_organisation(store, whose, private, _new(arguments))
    elif whose == own:
        people.change_passphrase(store, own, stores.given_passphrase(arguments), _new(arguments))
    else:
        people.reset_passphrase(stores.existing(arguments), whose, _new(arguments))
    say("The passphrase is another one now.")
    return 0


def show_recovery_key(text: str) -> None:
    """Show a recovery key, once, with what to do with it."""
    say(f"\nRecovery key: {text}\n")
    say(
        "It is shown this once. Write it down or print it, and keep it away from this computer: whoever has it can open"
    )
    say("the store, and without it a store whose passphrases are forgotten stays shut.")


def _new(arguments: Namespace) -> str:
    """Return the new passphrase from its file, or ask for it twice at a terminal."""
    if arguments.new_passphrase_file:
        return stores.secret(arguments.new_passphrase_file)
    if not sys.stdin.isatty():
        raise KeyFileError("Give the new passphrase in a file: --new-passphrase-file F")
    first = getpass("New passphrase: ", sys.stderr)
    if getpass("The same again: ", sys.stderr) != first:
        raise KeyFileError("The two passphrases differ. Nothing was changed.")
    return first
