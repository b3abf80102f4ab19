"""`kizashi evaluate`: how well ways of asking do on a labelled file of the user's own."""

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from access.paths import packs_folder
from cli import devices, figures, ways
from cli.progress import RateColumn
from cli.stores import OWNER
from cli.terminal import PROGRESS, say
from domain.clock import now
from domain.errors import KizashiError, StoppedError
from domain.pack import Pack
from domain.protocol import Protocol
from domain.text import Reading
from inference.machine import describe
from learning.contenders import contender
from learning.evaluation import Contender, Evaluation, Order, evaluate
from learning.labels import Labels, Task
from models.registry import load
from reports.evaluation import Made, write
from screening.protocols import find

MODEL = "smollm2-135m"


def declare(parser: ArgumentParser) -> None:
    """Declare the command's own arguments."""
    add = parser.add_argument
    add("file", metavar="FILE", type=Path, help="a table with a text and its label in each row")
    add("--label-column", metavar="C", required=True, help="the column with the labels")
    add("--protocol", metavar="ID", required=True, help="its id or file")
    add("--task", choices=[task.value for task in Task], default="screen", help="default: %(default)s")
    add("--model", metavar="ID", action="append", help=f"the model pack (default: {MODEL}); may be repeated")
    ways.declare(parser, several=True)
    devices.declare(parser)
    add(
        "--label-map",
        metavar="A=B",
        action="append",
        type=_pair,
        default=[],
        help="the file's label A is the protocol's label B; A= leaves the rows of A out; may be repeated",
    )
    add(
        "--predictions",
        metavar="CSV",
        action="append",
        type=Path,
        default=[],
        help="what another system said: columns id, label and perhaps probability; may be repeated",
    )
    add("--text-column", metavar="C", default="", help="the column with the text (default: guessed)")
    add("--id-column", metavar="C", default="", help="the column with the id (default: guessed)")
    add("--group-column", metavar="C", help="give the figures for each value of this column too")
    add("--encoding", metavar="E", default="", help="the file's encoding (default: guessed)")
    add("--json", action="store_true", help="print one JSON object instead of tables")
    add("--report", metavar="OUT.html", type=Path, help="write a report: one file, no network, no texts in it")
    parser.set_defaults(run=_evaluate)


def _evaluate(arguments: Namespace) -> int:
    if arguments.report and not arguments.report.parent.is_dir():
        raise KizashiError(f"There is no folder {arguments.report.parent} to write the report to. Make it first.")
    open_scorer = devices.Opener(arguments)
    order, contenders = _order(arguments), _contenders(arguments, open_scorer)
    found = _watched(order, contenders)
    figures.show_source(found)
    open_scorer.show()
    if arguments.report:
        machine = describe()
        write(found, Made(now()[:10], f"{machine['processor']}, {machine['threads']} threads"), arguments.report)
    if arguments.json:
        sys.stdout.write(f"{figures.as_json(found)}\n")
    else:
        figures.show(found)
        if arguments.report:
            say(f"The report is in {arguments.report}")
    return 0


def _order(arguments: Namespace) -> Order:
    labels = Labels(find(arguments.protocol), Task(arguments.task), dict(arguments.label_map))
    others = (arguments.label_column, *([arguments.group_column] if arguments.group_column else []))
    reading = Reading(arguments.text_column, arguments.id_column, encoding=arguments.encoding, other_columns=others)
    return Order(arguments.file, reading, labels, arguments.predictions)


def _contenders(arguments: Namespace, open_scorer: devices.Opener) -> list[Contender]:
    """Return every way of every model, each once, the first one first."""
    protocol = find(arguments.protocol)
    packs = [load(packs_folder(), model) for model in dict.fromkeys(arguments.model or [MODEL])]
    return [
        _contender(protocol, pack, way, open_scorer) for pack in packs for way in dict.fromkeys(arguments.way or [None])
    ]


def _contender(protocol: Protocol, pack: Pack, way: str | None, open_scorer: devices.Opener) -> Contender:
    taken = ways.taken(way, pack, protocol)
    return contender(protocol, pack, taken, open_scorer=open_scorer)


def _watched(order: Order, contenders: list[Contender]) -> Evaluation:
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), RateColumn(), TimeRemainingColumn()
    with Progress(*columns, console=PROGRESS, transient=True, disable=not PROGRESS.is_terminal) as bar:
        task = bar.add_task("Reading the file", total=None)
        try:
            return evaluate(
                OWNER,
                order,
                contenders,
                lambda way, done, rows: bar.update(task, description=way, completed=done, total=rows),
            )
        except KeyboardInterrupt:
            raise StoppedError("Stopped. An evaluation keeps nothing; run it again from the start.") from None


def _pair(text: str) -> tuple[str, str]:
    value, equals, label = text.rpartition("=")
    if not equals:
        raise ArgumentTypeError(f"{text} is not of the form VALUE=LABEL")
    return value, label
