"""Making a pack of a ready-made ONNX folder: its graphs run as they are, with the weights where they lie in them."""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import onnx
from onnx.checker import ValidationError
from onnx.external_data_helper import convert_model_to_external_data

from domain.errors import ModelError
from domain.pack import Kind, Pack
from domain.protocol import LongText, Protocol
from inference.prompt import Ask, Prompt
from inference.scorer import open_scorer
from inference.session import GraphError, versions
from inference.tokens import Tokens
from models import asked, onnx_file, onnx_folder, parity
from models.chosen import exact_variant
from models.errors import NotAModelError, SourceDamagedError, understanding
from models.onnx_folder import Found
from models.pack import describe, facts, reseal
from models.passes import COMPILER
from models.placing import publish, scratch
from models.registry import check_free
from models.weights import sha256

SMALL = 1024
"""Tensors of fewer bytes stay inside the graph's own file."""

WORD = LongText(window_tokens=8, overlap_tokens=0, max_windows=1)
"""Enough for the one word that tells whether a pack runs."""

Progress = Callable[[str, float], None]
"""Called with what is being done and the share of it that is done, 0 to 1."""

Take = Callable[[Path, Path], object]
"""Brings a file from its folder into the pack: copies a user's, moves our own."""


def import_folder(
    folder: Path,
    packs: Path,
    progress: Progress,
    *,
    graph: str = "",
    classes: Sequence[str] = (),
    protocols: Sequence[Protocol] = (),
) -> Pack:
    """Make a pack of `folder` in the folder `packs` and return it.

    `graph` picks one of several graph files; `classes` names a classifier's classes in the protocol's words, in the order
    of its head. With `protocols` the pack gets its reference: what a decoder says of golden texts under each of them.
    Everything is checked before the pack appears, and before a session is built. Raises NotAModelError,
    SourceDamagedError, UnsupportedModelError, OpsetError, or StoreFullError when the disk is full.
    """
    found = named(onnx_folder.find(folder, graph), classes)
    check_free(packs, found.name)
    models = read_graphs(found)
    with scratch(packs, found.id) as target:
        seal(assemble(found, models, target, shutil.copyfile, progress), protocols, progress)
        return publish(target, packs / found.id)


def named(found: Found, classes: Sequence[str]) -> Found:
    """Give a classifier's classes the names that a person chose; NotAModelError when one lacks its name or two share one."""
    if not classes or found.family.kind is not Kind.CLASSIFIER:
        return found
    if len(classes) != len(found.classes):
        raise NotAModelError(
            f"{found.id} has {len(found.classes)} classes ({', '.join(found.classes)}), and {len(classes)} were named."
        )
    if len({*classes, ""}) <= len(classes):
        raise NotAModelError(
            f"Name each class of {found.id} once, in the order of its head. What was named: {', '.join(classes)}."
        )
    return replace(found, classes=tuple(classes))


def read_graphs(found: Found) -> dict[str, onnx.ModelProto]:
    """Read and check every graph and the tokenizer of a folder before anything is written."""
    check_tokenizer(found)
    return {name: onnx_file.read(path) for name, path in found.graphs.items()}


def check_tokenizer(found: Found) -> None:
    """Raise SourceDamagedError when the tokenizer is none or another's, or does not know the token that must open every prompt."""
    try:
        tokens = Tokens(found.folder / "tokenizer.json")
    except ModelError as error:
        raise SourceDamagedError("tokenizer.json can't be read: it was cut off or altered.") from error
    if tokens.largest >= found.sizes.vocabulary:
        raise SourceDamagedError(
            f"tokenizer.json is another model's: it knows {tokens.largest + 1:,} tokens, and {found.name} "
            f"{found.sizes.vocabulary:,}."
        )
    if found.bos and len(tokens.prompt(found.bos)) != 1:
        raise SourceDamagedError(f"tokenizer.json does not know {found.bos}, which opens every prompt of {found.name}.")


def assemble(
    found: Found, models: dict[str, onnx.ModelProto], target: Path, take: Take, progress: Progress, source: str = ""
) -> Pack:
    """Write every file of the pack into `target`."""
    graphs = {name: f"{name}.onnx" for name in models}
    exits: tuple[int, ...] = ()
    for done, (name, model) in enumerate(models.items()):
        progress("Taking in the weights", done / len(models))
        _place(model, found.graphs[name].parent, target / graphs[name], take)
        if found.family.kind is Kind.DECODER:
            progress("Making faster graphs and comparing them", 0.5)
            more, exits = asked.write(found, model, target)
            graphs |= more
    _take_tokenizer(found, target / "tokenizer.json")
    (target / "chat_template.jinja").write_bytes(found.chat_template.encode())
    progress("Taking the pack's fingerprints", 0.0)
    description = {
        "id": found.id,
        "title": found.name,
        "family": found.family.id,
        "kind": found.family.kind,
        "source": f"{found.family.title}, from the folder {found.name}",
        "source_sha256": source or fingerprint(target.iterdir()),
        "compiler": COMPILER,
        "licence": found.licence,
        "languages": found.family.languages,
        "exits": exits,
        "bos": found.bos,
        "graphs": graphs,
        "classes": found.classes if found.family.kind is Kind.CLASSIFIER else (),
    }
    return describe(target, facts(description, found.sizes))


def seal(pack: Pack, protocols: Sequence[Protocol], progress: Progress) -> Pack:
    """Let a pack read a word, put a decoder's reference under those of `protocols` that it can be asked into it, and seal both.

    Raises SourceDamagedError when the pack's graphs can't be run.
    """
    with _runnable(pack):
        open_scorer(pack, Prompt("a", (Ask("", pack.classes or ("a",)),)), WORD, threads=1).score("a")
        if pack.kind is not Kind.DECODER or not protocols:
            return pack
        reference = parity.refer(pack, exact_variant(pack), protocols, progress)
    if not parity.is_finite(reference):
        raise SourceDamagedError(
            f"The graph of {pack.title} gives no numbers for ordinary texts: half precision overflows in some models, or it "
            "was altered. Take another graph of it."
        )
    if not reference.golden.questions:
        return pack
    parity.write(reference, pack.file(parity.PARITY))
    return reseal(pack)


@contextmanager
def _runnable(pack: Pack) -> Iterator[None]:
    """Say of a graph that the runtime can't load or run, for whatever reason, that it is no graph for a pack."""
    try:
        yield
    except Exception as error:
        if isinstance(error, ModelError) and not isinstance(error, GraphError):
            raise
        raise SourceDamagedError(
            f"The graph of {pack.title} can't be run by ONNX Runtime {versions()['onnxruntime']}: it was altered, or is made "
            "for another version. Get the model again, or take another graph of it."
        ) from error


def _take_tokenizer(found: Found, path: Path) -> None:
    """Copy a tokenizer. What the chat template marks turns with becomes a special token in it, which no text can contain.

    DeepSeek's marks are added tokens like any other: a text could close its own turn and answer in the model's stead.
    """
    source = found.folder / path.name
    content = onnx_folder.json_file(source)
    with understanding(path.name):
        known = [one for one in content.get("added_tokens", ()) if one["content"].strip() and not one["special"]]
        marks = [one for one in known if one["content"] in found.chat_template]
        if not marks:
            shutil.copyfile(source, path)
            return
        for one in marks:
            one["special"] = True
        path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def _place(model: onnx.ModelProto, folder: Path, path: Path, take: Take) -> None:
    """Write one graph with its weights into the pack."""
    for data in onnx_file.data_files(model):
        take(folder / data, path.with_name(data))
    if not onnx_file.data_files(model):
        convert_model_to_external_data(model, location=f"{path.stem}.weights", size_threshold=SMALL)
    try:
        onnx.save(model, path)
    except ValidationError as error:  # a tensor that lies in the graph and beside it
        raise SourceDamagedError(f"{path.name} can't be understood: it was cut off or altered.") from error


def fingerprint(files: Iterable[Path]) -> str:
    """Return one SHA-256 over several files, by name."""
    lines = [f"{path.name} {sha256(path)}\n" for path in sorted(files)]
    return hashlib.sha256("".join(lines).encode()).hexdigest()
