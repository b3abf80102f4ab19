"""`kizashi store erase` and `kizashi store retention`: what is to be forgotten, and what has stayed long enough."""

from argparse import ArgumentParser, Namespace, _SubParsersAction

from cli import stores
from cli.arguments import number
from cli.mandates import days
from cli.terminal import say
from custody import dates, erasure
from custody.erasure import Report
from domain.mandate import NOT_FLAGGED_DAYS

NAMES = {
    "bodies": "texts' words",
    "notes": "notes",
    "reasons": "reasons for opening another's text",
    "features": "numbers that a model made of them",
    "examples": "examples",
}
"""What a table's rows are to people."""


def declare(actions: "_SubParsersAction[ArgumentParser]") -> None:
    """Declare both actions of `kizashi store`."""
    erasing = actions.add_parser("erase", help="erase all texts of a person or of a batch, for good")
    which = erasing.add_mutually_exclusive_group(required=True)
    which.add_argument("--person", metavar="ID", help="the person's id, as the files gave it")
    which.add_argument("--batch", metavar="N", type=number, help="a batch's number")
    erasing.set_defaults(run=_erase)
    retaining = actions.add_parser(
        "retention", help="show which texts' words have stayed as long as their batches said"
    )
    retaining.add_argument("--apply", action="store_true", help="remove them")
    retaining.add_argument(
        "--case-days", metavar="N", type=days, help="cases' words too, so long after the decision (default: they stay)"
    )
    retaining.set_defaults(run=_retain)
    retaining.add_argument(
        "--confirm-date",
        action="store_true",
        help="this computer's date is right: go by it, though the store saw none of the 30 days before",
    )
    for action in (erasing, retaining):
        stores.declare(action)


def _erase(arguments: Namespace) -> int:
    entry = stores.existing(arguments)
    by_person = arguments.person is not None
    report = erasure.erase_person(entry, arguments.person) if by_person else erasure.erase_batch(entry, arguments.batch)
    say(f"Erased {report.removed.texts} texts, with their ids. Outcomes, decisions and counts stay, without text.")
    _show(report)
    return 0


def _retain(arguments: Namespace) -> int:
    entry = stores.existing(arguments)
    if arguments.confirm_date:
        with entry.open() as db:
            dates.confirm_date(db, entry.actor)
        say("The date of this computer is confirmed, and on record.")
    if arguments.apply:
        report = erasure.apply_retention(entry, arguments.case_days)
        say(f"Removed the words of {report.removed.texts} texts. Their ids, outcomes and decisions stay.")
        _show(report)
        return 0
    due = erasure.due(entry, arguments.case_days)
    say(
        f"Due now: the words of {len(due.not_flagged)} texts that nobody had to look at, and of {len(due.cases)} cases."
    )
    if due.waiting:
        say(f"{due.waiting} more are past their time, and wait until a run has reached them.")
    say(f"Words of texts that are not flagged stay {NOT_FLAGGED_DAYS} days, or as long as their batch says.")
    if due.texts:
        say("Run the same command with --apply to remove them.")
    return 0


def _show(report: Report) -> None:
    removed = report.removed
    parts = [f"{NAMES[table]} {rows}" for table, rows in removed.rows.items() if rows]
    if parts:
        say(f"Removed: {', '.join(parts)}.")
    if removed.heads:
        say(f"Retired {removed.heads} heads that had learned from an erased example. Train them anew.")
    if not report.compact:
        say(
            "What was removed is overwritten. The file could not be made smaller now: another program has the store open, or "
            "the disk or the memory has too little room for it once more. The next erasure does it."
        )
    if report.copies:
        say(
            f"Not reached, since they are copies: {', '.join(file.name for file in report.copies)}. Backups go by policy."
        )
    if report.exports:
        say(f"Not reached, since they were exported before: {', '.join(report.exports)}.")
    say("Files that were screened or exported lie where you put them; remove them yourself.")
    say(f"Audit chain: {report.head}")
