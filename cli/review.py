"""`kizashi review`: sheets of cases out and in, what came of a batch or of a time, and the report on it."""

import json
import sys
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from math import isnan
from typing import Any

from cli import chosen, desk_rules, stores
from cli.arguments import check_out, day, file_path, number
from cli.summary import show_export
from cli.terminal import RESULTS, printable, say, uncut
from domain.scope import Scope
from reports import desk
from reports.terms import estimate
from review import export, sheets
from review.stats import Stats, stats


def declare(parser: ArgumentParser) -> None:
    """Declare the command's own arguments."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    exporting = actions.add_parser("export", help="write the cases as a sheet, with decisions, notes, names and times")
    exporting.add_argument("out", metavar="OUT", type=file_path, help="a .csv or an .xlsx file; it is confidential")
    exporting.set_defaults(run=_export)
    importing = actions.add_parser("import", help="add decisions that were made elsewhere, on an exported sheet")
    importing.add_argument("sheet", metavar="SHEET", type=file_path, help="its verdict, severity and note filled in")
    importing.set_defaults(run=_import)
    counting = actions.add_parser("stats", help="show counts, response times, agreement and what may have been missed")
    counting.add_argument("--json", action="store_true", help="print one JSON object instead of tables")
    counting.set_defaults(run=_stats)
    reporting = actions.add_parser("report", help="write the same with all that it hangs on, as HTML or PDF")
    reporting.add_argument("out", metavar="OUT", type=file_path, help="a .html or a .pdf file; it is confidential")
    reporting.set_defaults(run=_report)
    chosen.declare_language(reporting)
    setting = actions.add_parser("settings", help="show what the site has set for its reviews, and set it")
    desk_rules.declare(setting)
    for action in (exporting, counting, reporting):
        action.add_argument("--batch", metavar="N", type=number, help="of this batch alone")
        action.add_argument("--from", dest="since", metavar="DAY", type=day, help="from this day on (UTC)")
        action.add_argument("--to", dest="until", metavar="DAY", type=day, help="before this day (UTC)")
    for action in (exporting, reporting):
        action.add_argument("--with-texts", action="store_true", help="with the texts; who asked is on record")
    for action in (exporting, importing, counting, reporting, setting):
        stores.declare(action)


def _export(arguments: Namespace) -> int:
    check_out(arguments.out, ".csv", ".xlsx")
    entry = stores.desk(arguments)
    with entry.open() as db:
        policy, with_texts = arguments.machine.policy, arguments.with_texts
        head = export.export(db, entry.actor, _scope(arguments), arguments.out, policy, with_texts=with_texts)
    show_export(arguments.out, head)
    return 0


def _import(arguments: Namespace) -> int:
    entry = stores.desk(arguments)
    with entry.open() as db:
        brought = sheets.bring(db, entry.actor, arguments.sheet)
    say(
        f"Added {brought.added} decisions. {brought.known} were known, {brought.undecided} cases are undecided on the sheet."
    )
    return 0


def _report(arguments: Namespace) -> int:
    check_out(arguments.out, ".html", ".pdf")
    entry = stores.desk(arguments)
    with entry.open() as db:
        policy, with_texts, form = arguments.machine.policy, arguments.with_texts, _form(arguments)
        head = desk.write(db, entry.actor, _scope(arguments), arguments.out, policy, with_texts=with_texts, form=form)
    show_export(arguments.out, head)
    return 0


def _stats(arguments: Namespace) -> int:
    entry = stores.desk(arguments)
    with entry.open() as db:
        found = stats(db, entry.actor, _scope(arguments))
    if arguments.json:
        sys.stdout.write(f"{json.dumps(_plain(asdict(found) | {'head': str(found.head)}))}\n")
    else:
        _show(found)
    return 0


def _show(found: Stats) -> None:
    say(f"Cases, {found.scope}: " + (", ".join(f"{count} {name}" for name, count in found.states.items()) or "none"))
    times = uncut("level", "cases", "answered", "due", "in time")
    for one in found.response_times:
        times.add_row(one.level or "none", *map(str, (one.cases, one.answered, one.of_due, one.within)))
    RESULTS.print(times)
    for pair in found.agreement:
        say(f"{printable(pair.protocol)}: {pair.cases} cases read twice, Cohen's kappa {estimate(pair.kappa)}")
    for miss in found.missed:
        tally, bound = miss.elusion.tally, miss.elusion.bound
        say(
            f"{printable(miss.protocol)}: {tally.missed} missed in {tally.read} read of {tally.drawn} drawn; at most {bound:.1%}, "
            f"up to {miss.elusion.texts} of {tally.not_flagged} not-flagged texts"
        )
    say(f"Audit chain: {found.head}")


def _form(arguments: Namespace) -> desk.Form:
    made = arguments.pdf if arguments.pdf and arguments.out.suffix.lower() == ".pdf" else str.encode
    return desk.Form(chosen.language(arguments), made)


def _scope(arguments: Namespace) -> Scope:
    return Scope(arguments.batch, arguments.since or "", arguments.until or "")


def _plain(value: Any) -> Any:
    """Return what JSON can hold: a figure that is not defined is null."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return None if isinstance(value, float) and isnan(value) else value
