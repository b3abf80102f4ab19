"""`kizashi evaluate`: how well ways of asking do on a labelled file of the user's own."""

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from access.paths import data_folder, packs_folder
from access.rights import authorise
from cli import chosen, devices, figures, stores, ways
from cli.arguments import check_out, file_path
from cli.progress import RateColumn
from cli.summary import not_read, show_export
from cli.terminal import PROGRESS, say
from custody.entry import OWNER, Entry
from domain.actor import Actor, Right
from domain.clock import now
from domain.errors import StoppedError
from domain.pack import Pack
from domain.text import Reading
from inference.machine import describe
from learning import adjustments, bank, validation
from learning.contenders import contender
from learning.evaluation import evaluate
from learning.findings import Contender, Evaluation, Order
from learning.labels import Labels, Task
from learning.lessons import lessons
from learning.planning import Wanted
from learning.prompting import Weighed
from models.registry import load
from reports.evaluation import Made, allow, leave, write
from screening.ways import OpenScorer


def declare(parser: ArgumentParser) -> None:
    """Declare the command's own arguments."""
    add = parser.add_argument
    add("file", metavar="FILE", type=file_path, help="a table with a text and its label in each row")
    add("--label-column", metavar="C", required=True, help="the column with the labels")
    add("--protocol", metavar="ID", required=True, help="its id or file")
    add("--task", choices=[task.value for task in Task], default="screen", help="default: %(default)s")
    add(
        "--model",
        metavar="ID",
        action="append",
        help=f"a model pack (default: the policy's, else {chosen.MODEL}); may be repeated",
    )
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
        type=file_path,
        default=[],
        help="what another system said: columns id, label and perhaps probability; may be repeated",
    )
    add("--text-column", metavar="C", default="", help="the column with the text (default: guessed)")
    add("--id-column", metavar="C", default="", help="the column with the id (default: guessed)")
    add("--group-column", metavar="C", help="give the figures for each value of this column too")
    add("--encoding", metavar="E", default="", help="the file's encoding (default: guessed)")
    add("--json", action="store_true", help="print one JSON object instead of tables")
    add("--report", metavar="OUT.html", type=file_path, help="write a report: one file, no network, no texts in it")
    chosen.declare_language(parser)
    add(
        "--learn",
        action="store_true",
        help="also tell what heads reach that learn from rows of the file; takes minutes",
    )
    _declare_wanted(parser)
    stores.declare(parser)
    parser.set_defaults(run=_evaluate)


def _declare_wanted(parser: ArgumentParser) -> None:
    """Declare what a site can want of thresholds; they are chosen on this file, for the first way."""
    add = parser.add_argument_group(
        "thresholds", "from what is wanted, with what the labelled texts can vouch for"
    ).add_argument
    add(
        "--recall",
        metavar="R",
        type=_share,
        help="of the texts to be flagged, the share that people must read, such as 0.95",
    )
    add("--flags-per-1000", metavar="N", type=_flags, help="so many of 1,000 texts may be flagged")
    add("--base-rate", metavar="R", type=_share, help="the share of such texts in daily work (default: as in the file)")
    add("--adopt", action="store_true", help="use these thresholds and calibration in every later run")


def _evaluate(arguments: Namespace) -> int:
    if arguments.report:
        check_out(arguments.report, ".html")
    adopter = stores.for_account(arguments) if arguments.adopt else OWNER
    authorise(adopter, Right.CHANGE_PROTOCOLS)
    order, entry = _order(arguments), stores.at_hand(arguments) if arguments.report else None
    if arguments.report:
        allow(entry.actor if entry else OWNER, arguments.machine.policy)
    packs = [load(packs_folder(), model) for model in dict.fromkeys(arguments.model or [chosen.model(arguments)])]
    open_scorer = devices.Opener(arguments)
    notes: list[str | Weighed] = []
    contenders = _contenders(arguments, packs, open_scorer, notes, entry)
    found = _watched(order, contenders, packs[0] if arguments.learn else None, open_scorer)
    found = replace(found, weighed=tuple(one for one in notes if isinstance(one, Weighed)))
    for pack in packs:
        if said := not_read((text.untrusted_body for text in found.file.texts), order.labels.protocol, pack):
            PROGRESS.print(said, soft_wrap=True)
    figures.show_source(found)
    ways.show(notes)
    open_scorer.show()
    if arguments.report:
        _write(found, arguments, entry)
    validated = _adopt(found, arguments, adopter, packs[0]) if arguments.adopt else []
    if arguments.json:
        sys.stdout.write(f"{figures.as_json(found)}\n")
    else:
        figures.show(found)
        if arguments.adopt:
            say(
                f"Every later run of {order.labels.protocol.id} on {packs[0].id} takes these. To return: protocols reset"
            )
            say(validation.sentences(validated))
        if arguments.report:
            say(f"The report is in {arguments.report}")
    return 0


def _adopt(found: Evaluation, arguments: Namespace, adopter: Actor, pack: Pack) -> list[str]:
    """Let every later run take what was planned; return the languages in which it vouches for texts that are not flagged."""
    planned = [one.adjustment for one in found.plans]
    adjustments.adopt(planned, adopter, found.file.labels.protocol, pack, data_folder())
    with stores.existing(arguments).open() as db:
        return validation.validate(db, adopter, found, pack)


def _write(found: Evaluation, arguments: Namespace, entry: Entry | None) -> None:
    """Write the report, and put it on record where there is a store to hold the record."""
    machine = describe()
    made = Made(now()[:10], str(machine["processor"]), int(machine["threads"]))
    policy, language = arguments.machine.policy, chosen.language(arguments, found.file.labels.protocol)
    if entry is None:
        write(OWNER, found, made, arguments.report, policy, language)
        return
    with entry.open() as db:
        head = leave(db, entry.actor, found, made, arguments.report, policy, language)
    show_export(arguments.report, head)


def _order(arguments: Namespace) -> Order:
    labels = Labels(chosen.named(arguments.protocol), Task(arguments.task), dict(arguments.label_map))
    others = (arguments.label_column, *([arguments.group_column] if arguments.group_column else []))
    reading = Reading(arguments.text_column, arguments.id_column, encoding=arguments.encoding, other_columns=others)
    return Order(arguments.file, reading, labels, arguments.predictions, _wanted(arguments))


def _wanted(arguments: Namespace) -> Wanted | None:
    stated = (arguments.recall, arguments.flags_per_1000, arguments.base_rate)
    return Wanted(*stated) if arguments.adopt or any(one is not None for one in stated) else None


def _contenders(
    arguments: Namespace,
    packs: Sequence[Pack],
    open_scorer: OpenScorer,
    notes: list[str | Weighed],
    entry: Entry | None,
) -> Iterator[Contender]:
    """Yield every way of every model, each once, the first one first.

    What a way has to learn or to measure first takes minutes: none of it begins before the first one is asked for. The
    site's own sets are looked for where a store is named or a set: an evaluation alone makes no store. Thresholds are
    chosen on ways that none has adjusted before.
    """
    protocol = chosen.named(arguments.protocol)
    with ExitStack() as opened:
        choice = ways.Choice(protocol, open_scorer)
        if arguments.store or arguments.examples not in {ways.ADOPTED, ways.SHIPPED}:
            db = opened.enter_context((entry or stores.existing(arguments)).open())
            choice = ways.Choice.of(protocol, open_scorer, db, arguments.examples)
        called = f"({', '.join(map(bank.name, choice.own.values()))})" if choice.own else ""
        texts, found = choice.learned_texts(), list[Contender]()
        for pack in packs:
            for way in dict.fromkeys(arguments.way or [None]):
                taken = choice.taken(way, pack)
                ready = taken if _wanted(arguments) else choice.adjusted(taken, pack)
                made = contender(protocol, pack, ready, texts, called, open_scorer)
                if made.name not in {one.name for one in found}:  # head and prompt together may come to the head alone
                    found.append(made)
        notes.extend(choice.notes)
    yield from found


def _watched(
    order: Order, contenders: Iterable[Contender], learner: Pack | None, open_scorer: OpenScorer
) -> Evaluation:
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), RateColumn(), TimeRemainingColumn()
    bar = Progress(*columns, console=PROGRESS, transient=True, disable=not PROGRESS.is_terminal)
    task = bar.add_task("Reading the file", total=None)

    def show(what: str, done: float, of: float) -> None:
        bar.start()  # not before: what contenders have to learn first is shown by bars of its own
        bar.update(task, description=what, completed=done, total=of)

    try:
        return evaluate(
            OWNER,
            order,
            contenders,
            show,
            lambda file: (
                lessons(file, learner, data_folder(), lambda what, share: show(what, share, 1), open_scorer)
                if learner
                else ()
            ),
        )
    except KeyboardInterrupt:
        raise StoppedError("Stopped. An evaluation keeps nothing; run it again from the start.") from None
    finally:
        bar.stop()


def _pair(text: str) -> tuple[str, str]:
    value, equals, label = text.rpartition("=")
    if not equals:
        raise ArgumentTypeError(f"{text} is not of the form VALUE=LABEL")
    return value, label


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = 0.0
    if not 0 < share < 1:
        raise ArgumentTypeError(f"{text} is not a share above 0 and below 1, such as 0.95")
    return share


def _flags(text: str) -> float:
    try:
        flags = float(text)
    except ValueError:
        flags = 0.0
    if not 0 < flags <= 1000:
        raise ArgumentTypeError(f"{text} is not a number of flags per 1,000 texts")
    return flags
