"""Where a way does well and where it does not, in words."""

from collections.abc import Iterator, Mapping

from learning.findings import Evaluation
from learning.labels import Task
from learning.slices import WORDS, Slice
from reports.comparison import cells
from reports.language import Language

SLICED = {
    Task.SCREEN: ("balanced_accuracy", "recall", "precision"),
    Task.SEVERITY: ("balanced_accuracy", "mae", "recall"),
}
KINDS = ("language", "length", "windows")
"""What every file is sliced by; beside them, by a column that the user names."""


def rows(found: Evaluation, language: Language) -> Iterator[Mapping[str, object]]:
    """Yield a row per slice."""
    for part in found.slices:
        yield {
            "by": _by(part, found, language),
            "value": _value(part, language),
            "rows": part.rows,
            "positives": part.positives,
            "cells": cells(part.metrics, SLICED[found.file.labels.task], language),
        }


def _by(part: Slice, found: Evaluation, language: Language) -> str:
    if part.by in KINDS:
        return language.say(part.by)
    return language.say("column {0}").format(found.file.source.reading.other_columns[1])


def _value(part: Slice, language: Language) -> str:
    if part.value in WORDS:
        return language.say(part.value)
    return language.named(part.value) if part.by == "language" else part.value
