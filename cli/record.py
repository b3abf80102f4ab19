"""`kizashi store audit`: who did what, read back from the audit chain."""

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace, _SubParsersAction
from dataclasses import asdict

from cli import stores
from cli.arguments import check_out, day, file_path, number
from cli.summary import show_export
from cli.terminal import RESULTS, printable, say, uncut
from custody import record
from custody.record import Page
from domain.audit import Sought

LIMIT = 50
MOST = 100_000


def declare(actions: "_SubParsersAction[ArgumentParser]") -> None:
    """Declare the action of `kizashi store`."""
    reading = actions.add_parser("audit", help="show who did what and when, the latest first, and the end of the chain")
    add = reading.add_argument
    add("--who", metavar="NAME", default="", help="what this person did")
    add("--what", metavar="ACT", default="", help="this act alone, such as log-in, read, decide, export, refused")
    add("--from", dest="since", metavar="DAY", type=day, help="from this day on (UTC)")
    add("--to", dest="until", metavar="DAY", type=day, help="before this day (UTC)")
    about = reading.add_mutually_exclusive_group()
    about.add_argument("--batch", metavar="N", type=number, help="about a batch: its runs, cases, texts and exports")
    about.add_argument("--case", metavar="N", type=number, help="about a case and its text")
    add("--limit", metavar="N", type=_rows, default=LIMIT, help="so many rows (default: %(default)s)")
    add("--before", metavar="ROW", type=number, help="go on with the rows before this one")
    add("--json", action="store_true", help="print one JSON object instead of a table")
    add(
        "--export",
        metavar="OUT.csv",
        type=file_path,
        help="write all rows that are looked for to a file; it is confidential",
    )
    stores.declare(reading)
    reading.set_defaults(run=_read)


def _read(arguments: Namespace) -> int:
    days = (arguments.since or "", arguments.until or "")
    sought = Sought(arguments.who, arguments.what, *days, arguments.batch, arguments.case)
    if arguments.export:
        check_out(arguments.export, ".csv")
    entry = stores.existing(arguments)
    if arguments.export:
        with entry.open() as db:
            head = record.export(db, entry.actor, sought, arguments.export, arguments.machine.policy)
        show_export(arguments.export, head)
        return 0
    with entry.open() as db:
        page = record.page(db, entry.actor, sought, arguments.before, limit=arguments.limit)
    if arguments.json:
        rows = [{"row": line.row, **asdict(line.entry)} for line in page.lines]
        sys.stdout.write(f"{json.dumps({'head': str(page.head), 'rows': rows, 'before': page.before})}\n")
    else:
        _show(page)
    return 0


def _show(page: Page) -> None:
    table = uncut("row", "when (UTC)", "who", "what", "on what", "was", "is")
    for line in page.lines:
        it = line.entry
        cells = (str(line.row), it.at[:19].replace("T", " "), it.actor, it.act, it.subject, it.old, it.new)
        table.add_row(*map(printable, cells))
    RESULTS.print(table)
    if page.before is not None:
        say(f"There are more. To go on: --before {page.before}")
    say(f"Audit chain: {page.head}")


def _rows(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= MOST:
        raise ArgumentTypeError(f"{text} is not a number of rows from 1 to {MOST:,}")
    return int(text)
