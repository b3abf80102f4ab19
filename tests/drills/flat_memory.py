"""Screen 50,000 made-up texts of 20 to 40 tokens through the real command, and show that its memory stays flat."""

import csv
import json
import random
import sys
import tempfile
from pathlib import Path

from access.paths import data_folder, packs_folder
from inference.tokens import Tokens
from models.registry import load
from tests.drills.sampled import python
from tests.paths import ROOT

MODEL = "smollm2-135m"
TEXTS, SHORTEST, LONGEST = 50_000, 20, 40
EXAMPLES = ROOT / "examples" / "messages.csv"


def main(texts: int) -> None:
    """Make the texts, screen them in a home of their own, and print the curve of the memory held."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "data").mkdir()
        for part in (path for path in data_folder().iterdir() if path.is_dir()):
            (home / "data" / part.name).symlink_to(part)
        source = home / "texts.csv"
        write(source, texts)
        columns = ["--text-column", "text", "--id-column", "id", "--purpose", "Drill with made-up texts"]
        command = ["main.py", "screen", str(source), *columns, "--export", str(home / "out.csv"), "--json"]
        run = python(command, {"KIZASHI_HOME": folder})
    if run.code:
        sys.exit(f"The run ended with code {run.code}.")
    result = json.loads(run.output)
    print(
        f"{result['rows']} texts in {run.seconds:.0f} s, {result['texts_per_second']:.1f} texts/s, by {result['way']}"
    )
    print("Most megabytes held in each tenth of the time:", *(f"{held:.0f}" for held in run.shares(10)))
    print(f"Peak: {run.peak_mb:.0f} MB")


def write(path: Path, texts: int) -> None:
    """Write rows whose words are drawn from the example messages."""
    tokens = Tokens(load(packs_folder(), MODEL).file("tokenizer.json"))
    with EXAMPLES.open(encoding="utf-8", newline="") as file:
        words = " ".join(row["message"] for row in csv.DictReader(file)).split()
    drawn = random.Random(0)  # noqa: S311 - the same texts on every machine
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "text"])
        for row in range(texts):
            text = " ".join(drawn.choices(words, k=LONGEST))
            last = drawn.randint(SHORTEST, LONGEST) - 1
            rows.writerow([row + 1, text[: tokens.text(text).offsets[last][1]]])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else TEXTS)
