"""`kizashi store`: a store's backups, what is wrong with it, its record, and its data key."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from access import keys
from access.keys import Unlocked
from access.paths import config_folder
from cli import erasure, record, stores
from cli.arguments import file_path
from cli.terminal import say
from cli.users import show_recovery_key
from custody import rekeying, restoring, upkeep
from domain.audit import Head
from domain.errors import KizashiError


def declare(parser: ArgumentParser) -> None:
    """Declare the command's own arguments."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    backing = actions.add_parser(
        "backup", help="write a verified backup to a file or a stick, while others go on working"
    )
    backing.add_argument(
        "to", metavar="TO", nargs="?", type=file_path, help="a file or a folder (default: beside the store)"
    )
    backing.add_argument(
        "--backup-passphrase-file",
        metavar="F",
        type=file_path,
        help="seals the backup of a store that has no passphrase",
    )
    backing.set_defaults(run=_backup)
    restoring = actions.add_parser("restore", help="put a backup in the store's place; the old store is kept beside it")
    restoring.add_argument(
        "backup", metavar="BACKUP", type=file_path, help="--user and the passphrase are those of the backup"
    )
    restoring.set_defaults(run=_restore)
    verifying = actions.add_parser("verify", help="check every page of the file, its tables and the audit chain")
    verifying.add_argument(
        "--head", metavar="ROW:DIGEST", default="", help="a head of the chain that was noted elsewhere"
    )
    verifying.set_defaults(run=_verify)
    rekeying_ = actions.add_parser("rekey", help="encrypt the store anew, under another data key and recovery key")
    rekeying_.set_defaults(run=_rekey)
    record.declare(actions)
    erasure.declare(actions)
    for action in (backing, restoring, verifying, rekeying_):
        stores.declare(action)


def _backup(arguments: Namespace) -> int:
    entry = stores.existing(arguments)
    file = arguments.backup_passphrase_file
    if not file and not keys.is_sealed(entry.store):
        raise KizashiError(
            "This store has no passphrase, and its key lies in this account alone. "
            "Give the backup a passphrase of its own: --backup-passphrase-file F"
        )
    kept = arguments.machine.policy.kept_days
    passphrase, organisation = stores.secret(file) if file else "", arguments.machine.policy.recovery_key
    made = upkeep.back_up(entry, arguments.to, passphrase, organisation, kept_days=kept)
    say(f"Wrote and verified {made.file}")
    say(f"SHA-256 {made.sha256}. Its key file lies beside it and belongs to it.")
    for old in made.removed:
        say(f"Removed {old}, which was older than {kept} days.")
    say(f"Audit chain: {made.head}")
    return 0


def _restore(arguments: Namespace) -> int:
    def unlock(copy: Path) -> tuple[str, Unlocked]:
        name = stores.who(arguments)
        if keys.people(copy) and not name:
            raise KizashiError("This backup has people. Say who you are with --user NAME.")
        return name, keys.unlock(copy, name, stores.given_passphrase(arguments))

    unattended = None if arguments.store else config_folder()
    done = restoring.restore(arguments.backup, stores.named(arguments), unlock, unattended)
    say(f"{done.store} is what {arguments.backup} was.")
    if done.replaced:
        say(f"The store that was there is kept as {done.replaced}")
    if done.erased_again:
        say(f"{done.erased_again} texts that had been erased since the backup were erased again.")
    return 0


def _verify(arguments: Namespace) -> int:
    entry = stores.existing(arguments)
    found = upkeep.verify(entry, Head.parse(arguments.head) if arguments.head else None)
    for problem in found:
        sys.stdout.write(f"{problem}\n")
    if found:
        raise KizashiError(f"The store {entry.store.name} is not sound. Keep the file, and restore a backup.")
    say(f"{entry.store} is sound: every page, the tables and the audit chain.")
    return 0


def _rekey(arguments: Namespace) -> int:
    entry, text = rekeying.renew(stores.existing(arguments), arguments.machine.policy.recovery_key)
    say(f"{entry.store} has another data key. Passphrases stay as they are. Backups from before keep their own keys.")
    show_recovery_key(text)
    return 0
