"""Take one random model of about 1.5 billion parameters from its Hugging Face folder to texts read with 4-bit weights.

Each step has a process of its own, whose peak of memory is told. Starter heads are not trained: that takes hours here.
"""

import json
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from domain.protocol import LongText
from inference.lanes import in_order
from inference.prompt import Ask, Prompt
from inference.scorer import open_scorer
from models.additions import W4, add
from models.chosen import exact_variant
from models.export import export
from models.registry import installed, megabytes
from tests.drills.sampled import python
from tests.export.tiny import WORDS, write

FAMILY = "qwen2.5"
SIZES = {
    "hidden_size": 1536,
    "intermediate_size": 8960,
    "num_hidden_layers": 28,
    "num_attention_heads": 12,
    "num_key_value_heads": 2,
    "vocab_size": 151_936,
    "tie_word_embeddings": True,
    "max_position_embeddings": 8192,
}
"""Those of Qwen2.5 1.5B: 1.54 billion parameters."""

PREFIX, TEXT, TEXTS = 400, 120, 4


def main() -> None:
    """Run the steps one after the other and print what each took."""
    with tempfile.TemporaryDirectory() as folder:
        for step in STEPS:
            run = python(["-m", "tests.drills.large_model", step, folder], {})
            print(f"{step}: {run.seconds:.0f} s, peak {run.peak_mb:,.0f} MB {run.output.strip()}", flush=True)
            if run.code:
                sys.exit(f"{step} ended with code {run.code}.")


def make(folder: Path) -> None:
    """Write the model as Hugging Face keeps it."""
    source = write(FAMILY, folder / "large", **SIZES)
    print(f"{sum(path.stat().st_size for path in source.iterdir()) / 1e9:.1f} GB on disk")


def exported(folder: Path) -> None:
    """Export it into a pack."""
    pack = export(folder / "large", folder / "packs", lambda _step, _share: None)
    print(f"{megabytes(pack) / 1000:.1f} GB on disk, variants: {', '.join(pack.graphs)}")


def narrowed(folder: Path) -> None:
    """Add the variant with 4-bit weights."""
    (pack,) = installed(folder / "packs")
    before = megabytes(pack)
    print(f"{(megabytes(add(pack, [W4], lambda _step, _share: None)) - before) / 1000:.1f} GB more on disk")


def exact(folder: Path) -> None:
    """Read texts with exact weights."""
    (pack,) = installed(folder / "packs")
    _read(folder, exact_variant(pack))


def narrow(folder: Path) -> None:
    """Read texts with 4-bit weights."""
    _read(folder, W4)


def _read(folder: Path, variant: str) -> None:
    (pack,) = installed(folder / "packs")
    words = cycle(dict.fromkeys(WORDS.split()))
    prefix, text = (" ".join(islice(words, length)) for length in (PREFIX, TEXT))
    answers = tuple(dict.fromkeys(WORDS.split()))[:2]
    start = time.perf_counter()
    scorer = open_scorer(pack, Prompt(f"{prefix} ", (Ask(" ", answers),)), LongText(512, 128, 8), variant=variant)
    opened = time.perf_counter() - start
    start = time.perf_counter()
    read = list(in_order(scorer.score, [text] * TEXTS, scorer.threads))
    rate = len(read) / (time.perf_counter() - start)
    print(json.dumps({"variant": scorer.variant, "opened_s": round(opened, 1), "texts_per_second": round(rate, 3)}))


STEPS = {"make": make, "export": exported, "narrow": narrowed, "read-exact": exact, "read-narrow": narrow}

if __name__ == "__main__":
    if len(sys.argv) > 1:
        STEPS[sys.argv[1]](Path(sys.argv[2]))
    else:
        main()
