"""ONNX Runtime GenAI: its own runtime over 4-bit weights, the prefix kept in its cache, one text after the other."""

import shutil
from collections.abc import Sequence
from functools import partial
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from domain.pack import Pack
from models.genai_folder import BITS, EXACT, write
from models.way import Material, Opener, Skipped, Text

PACKAGE = "onnxruntime-genai"


def prepare(pack: Pack, cache: Path) -> Opener | Skipped:
    """Return the way over a folder in GenAI's layout, made in the folder `cache` if need be."""
    if find_spec("onnxruntime_genai") is None:
        return Skipped(f"{PACKAGE} is not installed: `make bench` installs it")
    if EXACT not in pack.graphs or pack.labels is None:
        return Skipped(f"{pack.id} has no graph {EXACT} that a folder could be made of")
    folder = cache / f"{pack.id}-{pack.sha256[:12]}-genai"
    if not folder.is_dir():
        part = folder.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        write(pack, part)
        part.rename(folder)
    return partial(OrtGenai, folder=folder)


class OrtGenai:
    """One generator, wound back to the prefix's end before each text."""

    def __init__(self, _pack: Pack, material: Material, folder: Path) -> None:
        import onnxruntime_genai  # noqa: PLC0415 - in the extra `bench` alone

        self.variant = f"{BITS}-bit weights, {PACKAGE} {version(PACKAGE)}"
        self.prefix_tokens, self._answers = len(material.prefix), material.answers
        self._model = onnxruntime_genai.Model(str(folder))
        settings = onnxruntime_genai.GeneratorParams(self._model)
        settings.set_search_options(max_length=self.prefix_tokens + max(map(len, material.texts)) + 1)
        self._generator = onnxruntime_genai.Generator(self._model, settings)
        self._generator.append_tokens(np.array(material.prefix, np.int32))

    def log_odds(self, texts: Sequence[Text]) -> list[float]:
        """See `Way`."""
        return [self._one(text) for text in texts]

    def _one(self, text: Text) -> float:
        self._generator.rewind_to(self.prefix_tokens)
        self._generator.append_tokens(np.array(text, np.int32))
        logits = self._generator.get_logits()
        first, second = self._answers
        return float(logits[0, -1, first] - logits[0, -1, second])
