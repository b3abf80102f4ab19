"""Labelled files that tests write: what a text says in "dreadful" and "calm" is what the word model answers."""

import csv
from collections.abc import Sequence
from pathlib import Path

from domain.text import Reading
from learning.labels import Labelled, Labels, Task
from screening.protocols import find

CALM = "We had a calm day in the garden, and the tea was good."
DREADFUL = "It was a dreadful week at work and I can not sleep at all."
JAPANESE = "今日は雨でした。とても疲れたので、早く寝ました。"
PHRASE = "It was a calm day in the end, but I want to end it all now."


def write(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([header, *rows])
    return path


def labelled(
    path: Path,
    rows: Sequence[tuple[str, str]],
    protocol: str = "stress",
    task: Task = Task.SCREEN,
    label_map: dict[str, str] | None = None,
) -> Labelled:
    """Write (text, label) rows under the ids r1, r2, ... and read them back."""
    write(path, ("id", "text", "label"), [(f"r{row}", *pair) for row, pair in enumerate(rows, 1)])
    return Labels(find(protocol), task, label_map or {}).read(path, Reading(other_columns=("label",)))
