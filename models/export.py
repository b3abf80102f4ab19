"""From a local Hugging Face folder to a pack, through Optimum's ONNX exporter. Only this module wakes Optimum and torch."""

import contextlib
import importlib
import io
import json
import logging
import os
import shutil
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from domain.pack import Pack
from models.errors import ExporterMissingError, ExportError, NotAModelError, SourceDamagedError
from models.families import TASKS, Family, family
from models.import_folder import Progress, assemble, fingerprint, named, read_graphs
from models.onnx_folder import CARD, CONFIG, find, json_file, pack_id
from models.placing import publish, scratch

OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
"""Read by the exporter's libraries when they are first imported: a name that is no folder must never be looked up."""


def export(folder: Path, packs: Path, progress: Progress, *, classes: Sequence[str] = ()) -> Pack:
    """Export the model in `folder` and make a pack of it in the folder `packs`.

    `classes` is as in `import_folder`. What is wrong with the folder is said before torch is woken. Raises NotAModelError,
    SourceDamagedError, UnsupportedModelError, ExporterMissingError, and ExportError with the exporter's own words.
    """
    known, weights = check(folder)
    exporter = _exporter()
    with scratch(packs, pack_id(folder)) as target:
        exported = target.with_name("exported") / folder.resolve().name
        progress("Exporting with Optimum", 0.0)
        _export(exporter, folder, exported, known)
        if (folder / CARD).is_file():
            shutil.copyfile(folder / CARD, exported / CARD)
        found = named(find(exported), classes)
        assemble(found, read_graphs(found), target, Path.rename, progress, fingerprint(weights))
        return publish(target, packs / found.id)


def check(folder: Path) -> tuple[Family, list[Path]]:
    """Return the family and the weights of a Hugging Face folder that is whole; see `export` for what it raises."""
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
            _check_safetensors(path)
    return known, weights


def _check_safetensors(path: Path) -> None:
    """Compare a file's length with what its header promises."""
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        size = path.stat().st_size
        try:
            header: dict[str, Any] = json.loads(file.read(length)) if 8 + length <= size else {}
            end = max(entry["data_offsets"][1] for name, entry in header.items() if name != "__metadata__")
        except (ValueError, TypeError, KeyError, IndexError):
            end = size
    if 8 + length + end != size:
        raise SourceDamagedError(f"{path.name} is not whole: it was cut off or altered.")


def _exporter() -> Callable[..., None]:
    os.environ.update(OFFLINE)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            module = importlib.import_module("optimum.exporters.onnx")
    except ImportError as error:
        raise ExporterMissingError from error
    export: Callable[..., None] = module.main_export
    return export


def _export(exporter: Callable[..., None], folder: Path, target: Path, known: Family) -> None:
    """Run the exporter in silence; whatever it raises is an ExportError in its own words."""
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            exporter(
                str(folder),
                output=target,
                task=TASKS[known.kind],
                library_name="transformers",
                local_files_only=True,
                do_validation=False,
            )
    except Exception as error:
        reason = str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__
        raise ExportError(f"Optimum could not export this {known.title} model: {reason}.") from error
    finally:
        logging.disable(logging.NOTSET)
