"""`kizashi protocols`: list, show and validate what is asked of texts."""

from argparse import ArgumentParser, Namespace

from rich.table import Table

from access.paths import data_folder, packs_folder
from cli import behaviour, chosen, stores
from cli.arguments import file_path
from cli.terminal import RESULTS, say, uncut
from domain.adjustment import Adjustment
from domain.pack import Pack
from domain.protocol import Protocol, Wording
from learning import adjustments
from models.registry import installed, load
from screening import site_protocols
from screening.protocols import read, shipped


def declare(parser: ArgumentParser) -> None:
    """Declare the command's own arguments."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    actions.add_parser("list", help="show the protocols of this machine").set_defaults(run=_list)
    showing = actions.add_parser("show", help="show what a protocol asks, and what its answers lead to")
    showing.add_argument("protocol", metavar="ID", help="a protocol's id, or a TOML file")
    showing.set_defaults(run=_show)
    validating = actions.add_parser(
        "validate", help="check a protocol file; names the file, the key and what is allowed"
    )
    validating.add_argument("file", metavar="FILE", type=file_path)
    validating.set_defaults(run=_validate)
    behaviour.declare(
        actions.add_parser("behaviour", help="measure whether small changes of a text change its answer rightly")
    )
    resetting = actions.add_parser("reset", help="return to the shipped thresholds where evaluate --adopt set others")
    resetting.add_argument("protocol", metavar="ID", help="a protocol's id, or a TOML file")
    resetting.add_argument("--model", metavar="ID", help=f"the model pack (default: the policy's, else {chosen.MODEL})")
    stores.declare(resetting)
    resetting.set_defaults(run=_reset)


def _list(_: Namespace) -> int:
    table = uncut("protocol", "version", "languages", "levels")
    own, problems = site_protocols.own(data_folder())
    for protocol in [*shipped(), *own]:
        levels = ", ".join(level.id for level in protocol.levels)
        table.add_row(protocol.id, protocol.version, ", ".join(protocol.languages), levels or "none")
    RESULTS.print(table)
    for protocol in own:
        say(f"{protocol.id} is this site's own: {site_protocols.path_of(protocol.id, data_folder())}")
    for problem in problems:
        say(problem)
    return 0


def _show(arguments: Namespace) -> int:
    protocol = chosen.named(arguments.protocol)
    for wording in protocol.wordings.values():
        RESULTS.print(_worded(protocol, wording))
    RESULTS.print(_rules(protocol))
    for pack in installed(packs_folder()):
        for own in adjustments.adopted(protocol, pack, data_folder()):
            say(_own(own, pack))
    return 0


def _reset(arguments: Namespace) -> int:
    protocol, pack = chosen.named(arguments.protocol), load(packs_folder(), chosen.model(arguments))
    gone = adjustments.take_back(stores.for_account(arguments), protocol, pack, data_folder())
    say(
        f"{protocol.id} on {pack.id}: {'the shipped thresholds again' if gone else 'no thresholds of your own were in use'}."
    )
    return 0


def _validate(arguments: Namespace) -> int:
    protocol = read(arguments.file)
    say(f"{arguments.file} is valid: {protocol.id} {protocol.version} in {', '.join(protocol.languages)}.")
    return 0


def _worded(protocol: Protocol, wording: Wording) -> Table:
    table = uncut("part", "wording", title=f"{wording.title} ({wording.language})", show_header=False, show_lines=True)
    table.add_row("instructions", wording.instructions)
    table.add_row("question", f"{wording.screen.ask}\n{' / '.join(wording.screen.answers)}")
    if wording.severity:
        table.add_row("severity", f"{wording.severity.ask}\n{' / '.join(wording.severity.answers)}")
        table.add_row("levels", _levels(protocol, wording))
    table.add_row("always reviewed", ", ".join(wording.phrases) or "no phrases")
    table.add_row("guidance", wording.guidance)
    table.add_row("crisis text", wording.crisis or "to be set by the site")
    return table


def _levels(protocol: Protocol, wording: Wording) -> str:
    named = zip(wording.level_names, protocol.levels, strict=True)
    return "\n".join(f"{name}: {_response(level.respond_within_hours)}" for name, level in named)


def _response(hours: float | None) -> str:
    return "response time to be set by the site" if hours is None else f"within {hours:g} hours"


def _own(own: Adjustment, pack: Pack) -> str:
    return (
        f"On {pack.id} ({own.basis.language}, {own.basis.way}) this site takes its own since {own.at}, for {own.wanted}: flagged "
        f"from {own.thresholds.flag:.3g}, not flagged below {own.thresholds.clear:.3g}, by {own.texts} labelled texts."
    )


def _rules(protocol: Protocol) -> Table:
    limits, windows = protocol.thresholds, protocol.long_text
    table = uncut("rule", "value", title=f"{protocol.id} {protocol.version}", show_header=False)
    table.add_row("flagged from", f"{limits.flag:g}")
    table.add_row("would be clear below", f"{limits.clear:g}")
    table.add_row(
        "unsure from this chance of the top level", f"{limits.top_severity:g}" if protocol.levels else "not asked"
    )
    table.add_row(
        "windows", f"{windows.window_tokens} tokens, {windows.overlap_tokens} shared, at most {windows.max_windows}"
    )
    table.add_row("SHA-256", protocol.sha256)
    return table
