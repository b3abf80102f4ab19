"""`kizashi examples`: the site's own example sets, kept in its store."""

from argparse import ArgumentParser, Namespace

from access.paths import data_folder, packs_folder
from cli import chosen, stores
from cli.arguments import file_path
from cli.progress import steps
from cli.terminal import RESULTS, printable, say, uncut
from domain.head import Head
from domain.program import command
from inference.scorer import open_scorer
from learning import bank, own
from models.registry import load


def declare(parser: ArgumentParser) -> None:
    """Declare the command's own arguments."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    importing = actions.add_parser("import", help="keep a file of labelled texts as a set; it is not in use yet")
    importing.add_argument(
        "file", metavar="FILE", type=file_path, help="a table with text, label and perhaps severity, or TOML"
    )
    importing.add_argument("--protocol", metavar="ID", required=True, help="its id or file")
    importing.add_argument("--language", metavar="L", default="", help="en, ja, ... (default: the texts' own)")
    importing.set_defaults(run=_import)
    listing = actions.add_parser("list", help="show the sets and which is in use")
    listing.set_defaults(run=_list)
    adopting = actions.add_parser("adopt", help="learn from a set, and use it in every later run")
    adopting.add_argument("set", metavar="SET", help="the beginning of its hash, as the list shows it")
    adopting.add_argument("--protocol", metavar="FILE", default="", help="the file of a protocol that is not shipped")
    adopting.add_argument("--model", metavar="ID", help=f"the model pack (default: the policy's, else {chosen.MODEL})")
    adopting.set_defaults(run=_adopt)
    back = actions.add_parser("rollback", help="return to what was in use before")
    back.add_argument("--protocol", metavar="ID", required=True, help="its id or file")
    back.add_argument("--language", metavar="L", default="en", help="default: %(default)s")
    back.set_defaults(run=_roll_back)
    for action in (importing, listing, adopting, back):
        stores.declare(action)


def _import(arguments: Namespace) -> int:
    protocol, entry = chosen.named(arguments.protocol), stores.existing(arguments)
    with entry.open() as db:
        made = bank.import_set(db, entry.actor, arguments.file, protocol, arguments.language)
    say(f"Kept {made.texts} examples of {made.protocol} ({made.language}) as {bank.name(made)}. It is not in use yet.")
    say(
        f"To try it: {command('evaluate')} FILE --examples {bank.name(made)} ... To use it: examples adopt {bank.name(made)}"
    )
    return 0


def _list(arguments: Namespace) -> int:
    entry = stores.existing(arguments)
    table = uncut("set", "protocol", "language", "texts", "kept since", "state")
    with entry.open() as db:
        rows = bank.every(db, entry.actor)
        in_use = {row.id for row in rows if row == bank.in_use(db, row)}
    for row in rows:
        state = "in use" if row.id in in_use else ("rolled back" if row.retired_at else "")
        table.add_row(bank.name(row), row.protocol, row.language, str(row.texts), row.created_at[:10], state)
    RESULTS.print(table)
    return 0


def _adopt(arguments: Namespace) -> int:
    entry, pack = stores.existing(arguments), load(packs_folder(), chosen.model(arguments))
    with entry.open() as db, steps() as progress:
        row = bank.find(db, arguments.set)
        protocol = chosen.named(arguments.protocol or row.protocol)
        head = own.learned(db, row, protocol, pack, data_folder(), progress, open_scorer) if pack.exits else None
        bank.adopt(db, entry.actor, row)
    say(f"{bank.name(row)} is in use for {row.protocol} ({row.language}). To return: examples rollback")
    if head:
        say(printable(_record(head)))
    return 0


def _roll_back(arguments: Namespace) -> int:
    protocol, entry = chosen.named(arguments.protocol), stores.existing(arguments)
    with entry.open() as db:
        again = bank.rollback(db, entry.actor, protocol.id, arguments.language)
    now = f"the set {bank.name(again)}" if again else "the shipped examples alone"
    say(f"{protocol.id} ({arguments.language}) learns from {now} again.")
    return 0


def _record(head: Head) -> str:
    """Say how well the head does on the site's own examples, unseen, and what it learned from."""
    record, right = head.record, head.record.metrics["balanced_accuracy"]
    return (
        f"On your {record.texts} examples, each unseen when it was asked ({record.folds}): balanced accuracy "
        f"{right.value:.2f} ({right.low:.2f} to {right.high:.2f})."
    )
