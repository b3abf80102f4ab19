"""`kizashi review settings`: what a site sets of its own, shown, and set where an option says so."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from access.paths import data_folder
from access.rights import authorise
from cli import chosen, stores
from cli.terminal import RESULTS, printable, uncut
from domain.actor import Actor, Right
from domain.policy import Policy
from domain.protocol import Protocol
from domain.site import Crisis
from review import site
from screening import site_protocols
from screening.protocols import shipped
from store.database import Database

HIDDEN, SHOWN = "hidden", "shown"
NEVER = "none"


def declare(parser: ArgumentParser) -> None:
    """Declare the command's own arguments: without any it shows what is set."""
    add = parser.add_argument
    add("--crisis-text", metavar="WORDS", help="what to do at once in an emergency")
    add("--on-duty", metavar="WORDS", help="who is on duty, and how to reach them")
    add(
        "--response-time",
        metavar="PROTOCOL:LEVEL=HOURS",
        type=_time,
        action="append",
        default=[],
        help=f"until when a text of a level is to be answered, {NEVER} for no time; may be repeated",
    )
    add("--second-share", metavar="S", type=float, help="share of cases that a second person reads too, from 0 to 1")
    add("--audit-sample", metavar="N", type=int, help="not-flagged texts of a batch that are drawn for people to read")
    add("--suggestion", choices=(HIDDEN, SHOWN), help="what the machine said, until the first decision")
    add("--reviewers", choices=(HIDDEN, SHOWN), help="each reviewer's agreement with the others, to supervisors")
    parser.set_defaults(run=_run)


def _run(arguments: Namespace) -> int:
    entry, policy = stores.desk(arguments), arguments.machine.policy
    with entry.open() as db:
        _allow(db, entry.actor, arguments, policy)
        with db.atomic(durable=True):
            _set(db, entry.actor, arguments, policy)
        _show(db)
    return 0


def _allow(db: Database, actor: Actor, arguments: Namespace, policy: Policy) -> None:
    """Ask for what was named before the transaction of it all begins, so that a refusal goes on record."""
    if arguments.response_time or any(words is not None for words in (arguments.crisis_text, arguments.on_duty)):
        authorise(actor, Right.SET_SITE)
    if rules := _stated(arguments):
        site.check_rules(actor, replace(site.rules(db), **rules), policy)


def _set(db: Database, actor: Actor, arguments: Namespace, policy: Policy) -> None:
    """Set what was named, all of it or nothing."""
    words = {"text": arguments.crisis_text, "on_duty": arguments.on_duty}
    if stated := {name: value for name, value in words.items() if value is not None}:
        site.set_crisis_text(db, actor, replace(site.crisis_text(db), **stated))
    for protocol, level, hours in arguments.response_time:
        site.set_response_time(db, actor, chosen.named(protocol), level, hours)
    if rules := _stated(arguments):
        site.set_rules(db, actor, replace(site.rules(db), **rules), policy)


def _stated(arguments: Namespace) -> dict[str, Any]:
    """Return the rules that were named."""
    named = {
        "hide_suggestion": arguments.suggestion and arguments.suggestion == HIDDEN,
        "second_share": arguments.second_share,
        "audit_sample": arguments.audit_sample,
        "show_reviewers": arguments.reviewers and arguments.reviewers == SHOWN,
    }
    return {rule: value for rule, value in named.items() if value is not None}


def _show(db: Database) -> None:
    table = uncut("what", "is set to")
    protocols = [*shipped(), *site_protocols.own(data_folder())[0]]
    for line in (*_rules(db), *_words(site.crisis_text(db)), *_times(db, protocols)):
        table.add_row(*map(printable, line))
    RESULTS.print(table)


def _rules(db: Database) -> list[tuple[str, str]]:
    held = site.rules(db)
    return [
        ("suggestion before the first decision", HIDDEN if held.hide_suggestion else SHOWN),
        ("share of second readings", f"{held.second_share:g}"),
        ("sample of not-flagged texts", f"{held.audit_sample}"),
        ("each reviewer's agreement, to supervisors", SHOWN if held.show_reviewers else HIDDEN),
    ]


def _words(crisis: Crisis) -> list[tuple[str, str]]:
    return [("in an emergency", crisis.text or "not written yet"), ("on duty", crisis.on_duty or "not written yet")]


def _times(db: Database, protocols: Sequence[Protocol]) -> list[tuple[str, str]]:
    return [
        (f"response time {protocol.id}:{level}", NEVER if hours is None else f"{hours:g} h")
        for protocol in protocols
        for level, hours in site.response_times(db, protocol).items()
    ]


def _time(text: str) -> tuple[str, str, float | None]:
    named, _, hours = text.partition("=")
    protocol, _, level = named.partition(":")
    try:
        return protocol, level, None if hours == NEVER else float(hours)
    except ValueError:
        raise ArgumentTypeError(f"{text} is not like suicide-risk:attempt=1 or depression:mild={NEVER}") from None
