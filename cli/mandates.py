"""What a batch is screened for, as the command line takes it. A script that says nothing goes on working."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace

from domain.mandate import LONGEST_DAYS, NOT_FLAGGED_DAYS, Mandate


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments that state it."""
    add = parser.add_argument
    add("--purpose", metavar="P", default="", help="what this batch is for; kept with it and printed with its results")
    add("--whose", metavar="W", default="", help="whose texts they are, such as: clients of the evening chat")
    add("--legal-basis", metavar="B", default="", help="what allows it, such as: consent of 3 May 2026")
    kept = f"keep the words of not-flagged texts so long (default: the policy's, else {NOT_FLAGGED_DAYS})"
    add("--retention-days", metavar="N", type=days, help=kept)


def stated(arguments: Namespace) -> Mandate:
    """Return what was stated."""
    purpose, whose, basis = (words.strip() for words in (arguments.purpose, arguments.whose, arguments.legal_basis))
    days = arguments.retention_days
    return Mandate(purpose, whose, basis, arguments.machine.policy.retention_days if days is None else days)


def days(text: str) -> int:
    """Return a number of days that was typed."""
    if not text.isascii() or not text.isdecimal() or int(text) > LONGEST_DAYS:
        raise ArgumentTypeError(f"{text} is not a number of days from 0 to {LONGEST_DAYS}")
    return int(text)
