"""The part of a pack that learned heads read: one int8 graph up to its exit, its weights, and the prefix already read.

The whole default pack takes 700 MB, most of it exact weights that heads need for the 22 tokens of their prefix alone. The part
holds what the exact graph gave for those, so it is a seventh of that and goes into the packaged program. It gives the same states
as the whole pack, bit by bit, and so bears its SHA-256: heads, records and runs belong to either.
"""

import shutil
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx.external_data_helper import ExternalDataInfo

from domain.pack import Pack
from inference.decoder import FAST
from inference.decoder_graph import IDS, prefix_states
from inference.engine import Asking
from models import chat
from models.pack import DESCRIPTION, PART_OF, describe
from models.skeleton import WeightsFile, external, tensor_names
from models.variants import graph_name

COPIED = ("tokenizer.json", "chat_template.jinja")


def heads_part(pack: Pack, depth: int, folder: Path, *licences: Path) -> Pack:
    """Write the part of a whole pack that heads at the exit `depth` read into the empty `folder`, and return it.

    `licences` are files that go along. One thread reads the prefix, so that equal processors write equal bytes.
    """
    name = graph_name(FAST, depth)
    _write_graph(pack, pack.graphs[name], folder)
    prefixes = {name: f"{name.replace('/', '-')}-prefix.npz"}
    ids = Asking.encode(pack, chat.neutral(pack, (depth,)), pack.bos).before
    arrays: dict[str, Any] = {IDS: np.array(ids, np.int64), **prefix_states(pack, name, ids, threads=1)}
    np.savez(folder / prefixes[name], **arrays)
    for file in (*(pack.file(name) for name in COPIED), *licences):
        shutil.copyfile(file, folder / file.name)
    whole = tomllib.loads(pack.file(DESCRIPTION).read_text(encoding="utf-8"))
    kept = {key: value for key, value in whole.items() if key not in {"format", "files"}}
    graphs = {name: pack.graphs[name]}
    return describe(folder, kept | {PART_OF: pack.sha256, "exits": [depth], "graphs": graphs, "prefixes": prefixes})


def _write_graph(pack: Pack, file: str, folder: Path) -> None:
    """Write a graph and a file of its weights alone: those of the layers behind its exit are left out."""
    model = onnx.load(pack.file(file), load_external_data=False)
    places = {tensor.name: ExternalDataInfo(tensor) for tensor in external(model)}

    def stored(name: str) -> NDArray[np.uint8]:
        place = places[name]
        return np.fromfile(pack.file(place.location), np.uint8, place.length or -1, offset=place.offset or 0)

    weights = WeightsFile(folder / next(iter(places.values())).location)
    weights.write(sorted(tensor_names(model)), stored, lambda _share: None)
    weights.attach(model)
    onnx.save(model, folder / file)
