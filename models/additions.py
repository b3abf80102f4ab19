"""What is added to a pack on demand, outside its seal: a pack's hash says what heads and records belong to.

Variants lie in the pack's folder, are tied to its hash in `variants.toml`, and go with it when it is built again. They are made
from the pack's own exact graph and weights, so they need no source, and they are the same wherever the pack is. The same file
says which variant the pack's heads read, where that is not the fastest.
"""

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import onnx
import tomli_w

from domain.errors import described
from domain.pack import Kind, Pack
from inference.decoder import EXACT
from inference.exported import FUSED, LAST_POSITION
from models.chosen import exact_variant
from models.errors import PackDamagedError
from models.graph import Graph
from models.nbits import narrow, narrowed
from models.pack import ADDITIONS, read, verify
from models.skeleton import WeightsFile, external, stored
from models.weights import sha256

W8, W4 = "w8", "w4"
BITS = {W8: 8, W4: 4}
"""The variants that can be added, and the bits of their weights."""

Progress = Callable[[str, float], None]


def addable(pack: Pack) -> tuple[str, ...]:
    """Return the variants that could be made of a pack; none of one whose graph is no decoder's or not understood."""
    understood = pack.kind is Kind.DECODER and exact_variant(pack) in (EXACT, FUSED, LAST_POSITION)
    return tuple(BITS) if understood else ()


def add(pack: Pack, variants: Sequence[str], progress: Progress) -> Pack:
    """Make those of `variants` that the pack lacks, and return it with all there are.

    A pack without a matrix in float32 gets none. Raises StoreFullError when the disk is full, and KizashiError where the
    pack's folder may not be written to.
    """
    made = {}
    for variant in variants:
        if variant not in pack.graphs and _write(pack, variant, progress):
            made[variant] = f"{variant}.onnx"
    if not made:
        return pack
    here = _described(pack)
    names = [name for graph in made.values() for name in (graph, str(Path(graph).with_suffix(".bin")))]
    files = {name: {"size": pack.file(name).stat().st_size, "sha256": sha256(pack.file(name))} for name in names}
    _describe(pack, here | {"graphs": here["graphs"] | made, "files": here["files"] | files})
    return read(pack.folder)


def let_heads_read(pack: Pack, variant: str) -> Pack:
    """Put down that the pack's heads read `variant` on this machine, and return it so. Raises as `add` does."""
    _describe(pack, _described(pack) | {"heads": variant})
    return replace(pack, heads_variant=variant)


def sealed_or_whole(pack: Pack) -> Pack:
    """Return the pack with its additions if those are whole, else the sealed pack alone, so that they can be made again."""
    try:
        verify(pack)
    except PackDamagedError:
        sealed = read(pack.folder, added=False)
        verify(sealed)
        pack.file(ADDITIONS).unlink()
        return sealed
    return pack


def _described(pack: Pack) -> dict[str, Any]:
    path = pack.file(ADDITIONS)
    content = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return content if content.get("pack") == pack.sha256 else {"pack": pack.sha256, "graphs": {}, "files": {}}


def _describe(pack: Pack, content: dict[str, Any]) -> None:
    fresh = pack.file(f"{ADDITIONS}.new")
    try:
        fresh.write_text(tomli_w.dumps(content), encoding="utf-8")
        fresh.replace(pack.file(ADDITIONS))
    except OSError as error:
        raise described(error) from error


def _write(pack: Pack, variant: str, progress: Progress) -> bool:
    """Write one variant's graph and weights into the pack's folder; tell whether there was anything to make."""
    model = onnx.load(pack.file(pack.graphs[exact_variant(pack)]), load_external_data=False)
    for place, node in enumerate(model.graph.node):
        # Other exporters leave nodes unnamed, and the graph knows them by name.
        node.name = node.name or f"{node.op_type}.{place}"
    weights, graph = stored(pack.folder, model), Graph(model)
    before = {tensor.name for tensor in external(model)}
    if not narrow(graph, BITS[variant]):
        return False
    graph.prune()
    if not any(opset.domain == "com.microsoft" for opset in model.opset_import):
        model.opset_import.append(onnx.helper.make_opsetid("com.microsoft", 1))
    file = WeightsFile(pack.file(f"{variant}.bin"))
    names = [tensor.name for tensor in external(model) if tensor.name not in before]
    try:
        file.write(names, narrowed(weights, BITS[variant]), lambda share: progress(f"Making {variant}", share))
        file.attach(model)
        onnx.save(model, pack.file(f"{variant}.onnx"))
    except OSError as error:
        raise described(error) from error
    return True
