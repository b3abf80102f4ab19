"""What own labels would bring: a figure from texts that the head had seen would sell the labelling for more than it gives."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from domain.pack import Pack
from learning.labels import Task
from learning.lessons import LessonError, lessons
from tests.learning.files import CALM, DREADFUL, JAPANESE, labelled
from tests.screening.words import OpenWords


@pytest.fixture
def pack(words: Pack) -> Pack:
    return replace(words, exits=(1,))


def rows(count: int, wrong: int = 0) -> list[tuple[str, str]]:
    """Return rows of which each `wrong`-th has the other label, which no head can know."""
    found = []
    for at in range(count):
        stressed = at % 2 == 0
        lie = wrong and at % wrong == 0
        found.append(
            (f"{DREADFUL if stressed else CALM} It was day {at}.", "stressed" if stressed != lie else "not stressed")
        )
    return found


def test_each_number_of_examples_is_drawn_often_and_tested_on_the_rest(tmp_path: Path, pack: Pack) -> None:
    file = labelled(tmp_path / "own.csv", [*rows(74, wrong=5), (JAPANESE, "stressed"), ("", "stressed")])
    found = list(lessons(file, pack, tmp_path, lambda *_: None, OpenWords(), draws=2))
    assert [(one.examples, one.draws) for one in found] == [(10, 2), (30, 2), (50, 2), (66, 0)]
    for one in found[1:]:
        right = one.metrics["balanced_accuracy"]
        assert right.low <= right.value <= right.high
        assert right.value == pytest.approx(0.8, abs=0.08)  # a fifth of the labels is wrong, and no head has seen which


def test_levels_are_learned_too(tmp_path: Path, pack: Pack) -> None:
    texts = [(f"{CALM} Day {at}.", "minimum") for at in range(25)]
    texts += [(f"{DREADFUL} Day {at}.", "mild") for at in range(15)]
    texts += [(f"{DREADFUL} dreadful dreadful Day {at}.", "severe") for at in range(15)]
    texts += [(f"{DREADFUL} dreadful Day {at}.", "moderate") for at in range(15)]
    file = labelled(tmp_path / "levels.csv", texts, "depression", Task.SEVERITY)
    last = list(lessons(file, pack, tmp_path, lambda *_: None, OpenWords(), draws=1))[-1]
    assert last.metrics["balanced_accuracy"].value > 0.7
    assert np.isfinite(last.metrics["read_at_95"].value)


@pytest.mark.parametrize("texts", [rows(29), [(f"{CALM} Day {at}.", "not stressed") for at in range(60)]])
def test_too_few_are_refused(tmp_path: Path, pack: Pack, texts: list[tuple[str, str]]) -> None:
    with pytest.raises(LessonError):
        list(lessons(labelled(tmp_path / "few.csv", texts), pack, tmp_path, lambda *_: None, OpenWords()))
