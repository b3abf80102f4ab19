"""`kizashi protocols behaviour`: whether small changes of a text change the answer where they should, and only there."""

from argparse import ArgumentParser, Namespace

from rich.table import Table

from access.paths import data_folder, packs_folder
from cli import chosen
from cli.terminal import RESULTS, say, uncut
from domain.errors import KizashiError
from learning import behaviour
from learning.behaviour import Rate, Suite
from learning.equipment import starting
from models.registry import load
from reports.language import ENGLISH
from reports.terms import estimate
from screening.ways import HEAD

FAILED_SHOWN = 4


def declare(parser: ArgumentParser) -> None:
    """Declare the command's own arguments."""
    parser.add_argument("protocol", metavar="ID", help="a protocol's id, or a TOML file")
    parser.add_argument("--model", metavar="ID", help=f"the model pack (default: the policy's, else {chosen.MODEL})")
    parser.set_defaults(run=_behaviour)


def _behaviour(arguments: Namespace) -> int:
    protocol, pack = chosen.named(arguments.protocol), load(packs_folder(), chosen.model(arguments))
    equipped = starting(pack, protocol, data_folder())
    found = behaviour.measure(protocol, pack, equipped)
    if not found:
        raise KizashiError(f"There is no behaviour suite of {protocol.id} in a language that {pack.id} reads.")
    for suite, rates in found:
        RESULTS.print(_table(suite, rates, f"{pack.id} {equipped.way}"))
        fallen = behaviour.dropped(rates, behaviour.recorded(pack.id, suite)) if equipped.way == HEAD else []
        if fallen:
            say(f"Behind the makers' heads by more than {behaviour.MARGIN} checks: {', '.join(fallen)}.")
    say(
        f"Held, of pairs: the first text is answered more positively. Of variants: less than {behaviour.TOLERANCE:g} nat "
        "of log-odds apart, on the same side of even odds. In brackets: 95% intervals."
    )
    return 0


def _table(suite: Suite, rates: list[Rate], name: str) -> Table:
    columns = ("kind", "what differs", "checks", "held", "on two sides", "not held")
    title = f"{name}: {suite.protocol.id}, {ENGLISH.named(suite.language)}"
    table = uncut(*columns, title=title)
    for rate in rates:
        kind = "pair" if rate.capability in behaviour.PAIRS else "variant"
        more = f" and {len(rate.failed) - FAILED_SHOWN} more" if len(rate.failed) > FAILED_SHOWN else ""
        failed = ", ".join(rate.failed[:FAILED_SHOWN]) + more
        table.add_row(kind, rate.capability, str(rate.checks), estimate(rate.share), str(rate.parted), failed)
    return table
