"""`kizashi screen`: run a batch without a window."""

import signal
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from access.paths import packs_folder
from access.rights import allow_export, failures_witnessed
from cli import chosen, devices, mandates, stores, summary, ways
from cli.arguments import check_out, file_path, number
from cli.progress import Watch
from cli.summary import Sitting
from cli.terminal import say
from custody.dates import DateError
from custody.entry import Entry
from custody.erasure import keep_to_retention
from custody.upkeep import keep_to_backups
from domain.errors import StoppedError
from domain.pack import Pack
from domain.policy import CSV
from domain.program import command
from domain.protocol import Protocol
from domain.text import Reading
from models.registry import load
from screening.events import Finished, Started
from screening.job import Order, ScreeningJob
from screening.results import export_csv


def declare(parser: ArgumentParser) -> None:
    """Declare the command's own arguments."""
    add = parser.add_argument
    add("paths", metavar="PATH", nargs="+", type=file_path, help="a table, a document, or a folder of documents")
    add(
        "--protocol",
        metavar="ID",
        action="append",
        default=[],
        help=f"its id or file (default: the policy's, else {chosen.PROTOCOL}); may be repeated: a run for each",
    )
    add("--model", metavar="ID", help=f"the model pack (default: the policy's, else {chosen.MODEL})")
    for column in ("text", "id", "person", "date"):
        add(
            f"--{column}-column", metavar="C", default="", help=f"a table's column with the {column} (default: guessed)"
        )
    add("--encoding", metavar="E", default="", help="the files' encoding (default: guessed)")
    ways.declare(parser)
    devices.declare(parser)
    mandates.declare(parser)
    add("--new", action="store_true", help="start another run, even if this one was begun or done before")
    add("--limit", metavar="N", type=number, help="screen the first N rows only")
    add(
        "--export",
        metavar="OUT.csv",
        type=file_path,
        help="write one row per input row, in input order; of several protocols each has its file, OUT-ID.csv",
    )
    add("--json", action="store_true", help="print one JSON object instead of a table")
    stores.declare(parser)
    parser.set_defaults(run=_screen)


def _screen(arguments: Namespace) -> int:
    """Run an order per protocol, show what came of it, and export. Raises StoppedError after a stop, when all that is done."""
    policy = arguments.machine.policy
    if arguments.export:
        check_out(arguments.export, ".csv")
    open_scorer, entry = devices.Opener(arguments), stores.desk_or_new(arguments)
    if arguments.export:
        allow_export(entry.actor, policy, CSV)
    with failures_witnessed(entry.actor, "screen", "files"):
        protocols = chosen.protocols(arguments, entry.actor)
        pack = load(packs_folder(), chosen.model(arguments))
        with entry.open() as db:
            choices = [ways.Choice.of(protocol, open_scorer, db, arguments.examples) for protocol in protocols]
            orders = [_order(arguments, choice, pack) for choice in choices]
    summary.show_unread(orders)
    read = summary.how_read(orders[0])  # while the files are there: at the end of a long run a stick may be gone
    sittings = []
    for order in orders:
        sittings.append(_sit(ScreeningJob(entry.open, entry.actor, order, open_scorer)))
        with entry.open() as db:
            if arguments.export:
                out = _out(arguments.export, order.protocol, len(orders))
                head = export_csv(db, entry.actor, sittings[-1].finished.run, out, policy)
                summary.show_export(out, head)
            if not arguments.json:
                summary.show(db, entry.actor, order, sittings[-1])
        if sittings[-1].finished.stopped:
            break
    ways.show(read)
    _keep_to_time(entry, policy.kept_days)
    ways.show(note for choice in choices for note in choice.notes)
    open_scorer.show()
    if arguments.json:
        sys.stdout.write(f"{summary.as_json(sittings, entry.store, several=len(orders) > 1)}\n")
    elif entry.store == stores.own(arguments):
        say(f"To look at the cases, open the window: {command()}")
    if sittings[-1].finished.stopped:
        raise StoppedError
    return 0


def _keep_to_time(entry: Entry, kept_days: int) -> None:
    """Let go what is over its time, and tell of it; of a run that is done, a doubted date makes no failure."""
    with entry.open() as db:
        try:
            summary.show_kept(keep_to_retention(db, entry.actor))
            summary.show_removed(keep_to_backups(db, entry.actor, kept_days))
        except DateError as error:
            ways.show([str(error)])


def _out(out: Path, protocol: Protocol, of: int) -> Path:
    """Return where a protocol's results go: a row of an export is a row of the input, so each of several has a file."""
    return out.with_stem(f"{out.stem}-{protocol.id}") if of > 1 else out


def _sit(job: ScreeningJob) -> Sitting:
    """Run a job until it ends or is stopped, and return how it began and ended."""
    with _stopped_by_signals(job), Watch() as watch:
        for event in job:
            watch.show(event)
            if isinstance(event, Started):
                started = event
            elif isinstance(event, Finished):
                finished = event
    return Sitting(started, finished)


@contextmanager
def _stopped_by_signals(job: ScreeningJob) -> Iterator[None]:
    """Let an interrupt or a polite kill stop the job, so that what is done is shown and kept."""
    before = {name: signal.signal(name, lambda *_: job.stop()) for name in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


def _order(arguments: Namespace, choice: ways.Choice, pack: Pack) -> Order:
    columns = (arguments.text_column, arguments.id_column, arguments.person_column, arguments.date_column)
    return Order(
        paths=arguments.paths,
        reading=Reading(*columns, encoding=arguments.encoding),
        protocol=choice.protocol,
        pack=pack,
        equipment=choice.adjusted(choice.taken(arguments.way, pack), pack),
        mandate=mandates.stated(arguments),
        new=arguments.new,
        limit=arguments.limit,
    )
