"""From a local Hugging Face folder, or a GGUF file, to a pack through Optimum's exporter.

Only this module wakes torch, and in a process of its own: what it leaves in memory, several times the weights, is gone before
the new pack is tried.
"""

import contextlib
import importlib
import io
import json
import logging
import os
import re
import shutil
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from domain.pack import Kind, Pack
from domain.protocol import Protocol
from inference.session import first_line
from models.alone import alone
from models.errors import ExporterMissingError, ExportError, SourceDamagedError, UnsupportedModelError
from models.families import TASKS
from models.gguf_reader import GgufReader
from models.hugging_face import check
from models.import_folder import Progress, assemble, fingerprint, named, read_graphs, seal
from models.names import GGUF, check_path, model_name, pack_id
from models.onnx_folder import CARD, CONFIG, find, json_file
from models.placing import publish, scratch
from models.registry import check_free

OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
"""Read by the exporter's libraries when they are first imported: a name that is no folder must never be looked up."""

LOADERS = {
    Kind.DECODER: "AutoModelForCausalLM",
    Kind.ENCODER_DECODER: "AutoModelForSeq2SeqLM",
    Kind.CLASSIFIER: "AutoModelForSequenceClassification",
}
"""What loads each kind in transformers."""

LAYER = re.compile(r"\.(layers?|block)\.")
"""Is in the name of a layer's weight. Others may be left over: many a folder keeps the head that it was trained with before."""

LLAMA, QWEN2 = "llama", "qwen2"
STRETCHED = "rope_freqs.weight"
"""The tensor by which a GGUF file of Llama 3.2 slows rotary positions down. transformers 4.57 leaves it out without a word."""

SPLITTING = "tokenizer.ggml.pre"
"""The field that says how a tokenizer splits texts, and so whose it is: DeepSeek's models of Qwen's shape have their own."""

LARGE = 2**30
"""Bytes of weights from which on a graph may have over 2 GB, in float32. The exporter can't join the two tables of tied embeddings
there and fails; left alone, such a pack holds the table twice.
"""


def export(
    source: Path, packs: Path, progress: Progress, *, classes: Sequence[str] = (), protocols: Sequence[Protocol] = ()
) -> Pack:
    """Export the model in the folder, or in the GGUF file, `source`, and make a pack of it in the folder `packs`.

    `classes` and `protocols` are as in `import_folder`. What is wrong with the source is said before torch is woken. Raises
    NotAModelError, SourceDamagedError, UnsupportedModelError, ExporterMissingError, and ExportError with the exporter's own
    words.
    """
    gguf = source.suffix.lower() == GGUF and source.is_file()
    _check_gguf(source) if gguf else check(source)
    check_path(source)
    name = Path(model_name(source)).stem if gguf else model_name(source)
    check_free(packs, name)
    with scratch(packs, pack_id(name)) as target:
        progress("Exporting with Optimum", 0.0)
        exported = alone(f"{name} could not be exported", _exported, source, target.with_name("exported") / name, LARGE)
        found = named(find(exported), classes)
        weights = [source] if gguf else check(source)[1]
        made = assemble(found, read_graphs(found), target, Path.rename, progress, fingerprint(weights))
        seal(made, protocols, progress)
        return publish(target, packs / found.id)


def _check_gguf(path: Path) -> None:
    """Raise UnsupportedModelError for all but what transformers 4.57 was seen to read rightly, tokenizer included."""
    reader = GgufReader(path)
    architecture = str(reader.field("general.architecture"))
    plain = architecture == LLAMA and STRETCHED not in reader.tensors
    if not plain and not (architecture == QWEN2 and reader.has(SPLITTING) and reader.field(SPLITTING) == QWEN2):
        raise UnsupportedModelError(
            f"{path.name} is a GGUF file of a {architecture} model, which the exporter does not read rightly in every part. "
            "Export the model's Hugging Face folder instead."
        )


def _wake(module: str) -> Any:
    os.environ.update(OFFLINE)
    try:
        with _silence():
            return importlib.import_module(module)
    except ImportError as error:
        raise ExporterMissingError from error


def _unpacked(path: Path, folder: Path) -> Path:
    """Let transformers turn a GGUF file into a folder of its own."""
    model = _loaded(path.name, Kind.DECODER, path.parent, gguf_file=path.name)
    with _silence(), _own_words(path.name):
        model.save_pretrained(folder)
        _wake("transformers").AutoTokenizer.from_pretrained(path.parent, gguf_file=path.name).save_pretrained(folder)
    return folder


def _loaded(what: str, kind: Kind, folder: Path, **how: str) -> Any:
    """Return a model as transformers loads it.

    Raises SourceDamagedError where weights are missing, or a layer's are left over: transformers makes random ones in their
    place or leaves them out, and only warns.
    """
    loader = getattr(_wake("transformers"), LOADERS[kind])
    with _silence(), _own_words(what):
        model, told = loader.from_pretrained(folder, output_loading_info=True, **how)
    if missing := sorted(told["missing_keys"]):
        more = f" (and {len(missing) - 1} more)" if missing[1:] else ""
        raise SourceDamagedError(f"The weights of {what} are not whole: {missing[0]}{more} is missing.")
    if over := sorted(key for key in told["unexpected_keys"] if LAYER.search(key)):
        raise SourceDamagedError(
            f"{CONFIG} does not fit the weights of {what}: it has no place for {over[0]}. One of them was altered, or the "
            "weights hold an adapter that is to be merged first."
        )
    return model


def _exported(source: Path, target: Path, large: int) -> Path:
    """Export a folder or a GGUF file into the folder `target`, the model card beside the graphs.

    With `large` bytes of weights and more the exporter's last step is left out.
    """
    exporter = _wake("optimum.exporters.onnx")
    folder = source if source.is_dir() else _unpacked(source, target.with_name("unpacked"))
    known, weights = check(folder)
    what = f"this {known.title} model"
    _loaded(what, known.kind, folder, device_map="meta")  # its weights' names alone
    told = _with_attention(known.attention, folder, target.with_name("told")) if known.attention else folder
    with _silence(), _own_words(what):
        exporter.main_export(
            str(told),
            output=target,
            task=TASKS[known.kind],
            library_name="transformers",
            local_files_only=True,
            do_validation=False,
            no_post_process=sum(path.stat().st_size for path in weights) >= large,
        )
    if (folder / CARD).is_file():
        shutil.copyfile(folder / CARD, target / CARD)
    return target


def _with_attention(kind: str, folder: Path, copy: Path) -> Path:
    """Return a copy of a folder whose config asks transformers for one kind of attention; the exporter can't be told."""
    shutil.copytree(folder, copy, copy_function=_linked)
    (copy / CONFIG).unlink()
    content = {**json_file(folder / CONFIG), "_attn_implementation": kind}
    (copy / CONFIG).write_text(json.dumps(content), encoding="utf-8")
    return copy


def _linked(source: str, copy: str) -> None:
    """Link a file where the disk can, so that weights are not written twice.

    Hugging Face's own cache holds relative links, which would lead nowhere from another folder.
    """
    try:
        os.link(Path(source).resolve(), copy)
    except OSError:
        shutil.copyfile(source, copy)


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """Keep the exporter's chatter off the terminal: what goes wrong is raised."""
    logging.disable(logging.WARNING)
    chatter = io.StringIO()
    try:
        with (
            warnings.catch_warnings(action="ignore"),
            contextlib.redirect_stdout(chatter),
            contextlib.redirect_stderr(chatter),
        ):
            yield
    finally:
        logging.disable(logging.NOTSET)


@contextlib.contextmanager
def _own_words(what: str) -> Iterator[None]:
    """Turn whatever the exporter raises into an ExportError."""
    try:
        yield
    except Exception as error:
        raise ExportError(f"Optimum could not export {what}: {first_line(error)}.") from error
