"""Looking at a Hugging Face folder before torch is woken: whether everything is there, and whole."""

import json
import zipfile
from pathlib import Path
from typing import Any

from domain.program import command, quoted
from models.errors import MALFORMED, NotAModelError, SourceDamagedError, understanding
from models.families import Family, family
from models.onnx_folder import CONFIG, WEIGHTS, has_graphs, has_weights, json_file

TOKENIZERS = ("tokenizer.json", "tokenizer.model", "spiece.model", "vocab.txt", "vocab.json")
"""The files that a tokenizer can be made of, one of which must be there."""

ARCHIVE = b"PK"
"""Begins torch's files since its version 1.6. Their list of contents stands at the end: a file that was cut off has none."""


def check(folder: Path) -> tuple[Family, list[Path]]:
    """Return the family and the weights of a folder.

    Raises NotAModelError, SourceDamagedError when a file is cut off or missing, and UnsupportedModelError.
    """
    if not folder.is_dir():
        raise NotAModelError(f"There is no folder or GGUF file {folder}.")
    if not has_weights(folder) and has_graphs(folder):
        raise NotAModelError(
            f"{folder} holds graphs that are ready. Run: {command(f'models import {quoted(str(folder))}')}"
        )
    if not (folder / CONFIG).is_file():
        raise NotAModelError(f"{folder} is no model: it holds no {CONFIG}.")
    known = family(json_file(folder / CONFIG))
    weights = next((found for pattern in WEIGHTS if (found := sorted(folder.glob(pattern)))), [])
    if not weights:
        raise NotAModelError(f"{folder} is no whole model: it holds no weights (*.safetensors).")
    for index in folder.glob(f"*{weights[0].suffix}.index.json"):
        with understanding(index.name):
            shards = sorted(set(json_file(index).get("weight_map", {}).values()))
            if missing := next((shard for shard in shards if folder / shard not in weights), ""):
                raise SourceDamagedError(f"The model is not whole: {missing} is missing.")
    for path in weights:
        if not _is_whole(path):
            raise SourceDamagedError(f"{path.name} is not whole: it was cut off or altered.")
    if not any((folder / name).is_file() for name in TOKENIZERS):
        raise NotAModelError(f"{folder} is no whole model: it holds no tokenizer.json.")
    return known, weights


def _is_whole(path: Path) -> bool:
    """Tell whether a file of weights has its end: by its list of contents, or by the length that its header promises."""
    with path.open("rb") as file:
        if path.suffix != ".safetensors":
            return zipfile.is_zipfile(path) if file.read(len(ARCHIVE)) == ARCHIVE else path.stat().st_size > 0
        length, size = int.from_bytes(file.read(8), "little"), path.stat().st_size
        try:
            header: dict[str, Any] = json.loads(file.read(length)) if 8 + length <= size else {}
            end = max(int(entry["data_offsets"][1]) for name, entry in header.items() if name != "__metadata__")
        except MALFORMED:
            end = size
    return 8 + length + end == size
