"""Looking at a Hugging Face folder before torch is woken: whether everything is there, and whole."""

import json
from pathlib import Path
from typing import Any

from models.errors import NotAModelError, SourceDamagedError
from models.families import Family, family
from models.onnx_folder import CONFIG, json_file


def check(folder: Path) -> tuple[Family, list[Path]]:
    """Return the family and the weights of a folder.

    Raises NotAModelError, SourceDamagedError when a file is cut off or missing, and UnsupportedModelError.
    """
    if not (folder / CONFIG).is_file():
        raise NotAModelError(f"{folder} is no model: it holds no {CONFIG}.")
    known = family(json_file(folder / CONFIG))
    weights = sorted([*folder.glob("*.safetensors"), *folder.glob("pytorch_model*.bin")])
    if not weights:
        raise NotAModelError(f"{folder} is no whole model: it holds no weights (*.safetensors).")
    for index in folder.glob("*.safetensors.index.json"):
        for shard in sorted(set(json_file(index).get("weight_map", {}).values())):
            if folder / shard not in weights:
                raise SourceDamagedError(f"The model is not whole: {shard} is missing.")
    for path in weights:
        if path.suffix == ".safetensors":
            _check_length(path)
    return known, weights


def _check_length(path: Path) -> None:
    """Compare a safetensors file's length with what its header promises."""
    with path.open("rb") as file:
        length, size = int.from_bytes(file.read(8), "little"), path.stat().st_size
        try:
            header: dict[str, Any] = json.loads(file.read(length)) if 8 + length <= size else {}
            end = max(entry["data_offsets"][1] for name, entry in header.items() if name != "__metadata__")
        except (ValueError, TypeError, KeyError, IndexError):
            end = size
    if 8 + length + end != size:
        raise SourceDamagedError(f"{path.name} is not whole: it was cut off or altered.")
