"""A label taken for another turns an evaluation into a wrong promise; a site's words for yes and no must be told apart."""

from pathlib import Path

import pytest

from domain.text import Reading
from learning.labels import LabelError, Labels, Task
from screening.protocols import find
from tests.learning.files import CALM, labelled, write


@pytest.mark.parametrize(
    ("protocol", "values", "positive"),
    [
        ("stress", ["stressed", "not stressed", "Not  Stressed "], [1, 0, 0]),
        ("depression", ["minimum", "mild", "moderate", "severe", "Depressed"], [0, 1, 1, 1, 1]),
        ("suicide-risk", ["supportive", "indicator", "ideation", "behavior", "attempt"], [0, 1, 1, 1, 1]),
        ("suicide-risk", ["yes", "no", "はい", "いいえ"], [1, 0, 1, 0]),
    ],
)
def test_the_protocols_own_values_need_no_map(
    tmp_path: Path, protocol: str, values: list[str], positive: list[int]
) -> None:
    file = labelled(tmp_path / "own.csv", [(CALM, value) for value in values], protocol)
    assert file.true.tolist() == positive == file.positive.tolist()


def test_severity_counts_the_levels_and_knows_which_of_them_the_screen_should_find(tmp_path: Path) -> None:
    rows = [(CALM, level) for level in ("severe", "minimum", "mild", "重度")]
    file = labelled(tmp_path / "levels.csv", rows, "depression", Task.SEVERITY)
    assert file.true.tolist() == [3, 0, 1, 3]
    assert file.positive.tolist() == [True, False, True, True]
    assert file.top.tolist() == [True, False, False, True]


def test_a_sites_own_words_are_mapped_or_their_rows_left_out(tmp_path: Path) -> None:
    rows = [(CALM, "1"), (CALM, "0"), (CALM, "unclear"), (CALM, "")]
    own = {"1": "stressed", "0": "not stressed", "unclear": "", "": ""}
    file = labelled(tmp_path / "mapped.csv", rows, label_map=own)
    assert ([text.id for text in file.texts], file.true.tolist(), file.left_out) == (["r1", "r2"], [1, 0], 2)


def test_a_value_that_means_nothing_is_refused_with_its_row_and_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(LabelError) as refused:
        labelled(tmp_path / "odd.csv", [(CALM, "stressed"), (CALM, "maybe"), (CALM, "maybe")])
    assert "'maybe' (2 rows), first in row 2" in str(refused.value)
    assert "stressed, not stressed" in str(refused.value)
    assert "--label-map" in str(refused.value)


def test_the_text_column_taken_for_the_labels_is_not_shown(tmp_path: Path) -> None:
    file = write(tmp_path / "swapped.csv", ("id", "text", "label"), [("r1", CALM, "stressed")])
    with pytest.raises(LabelError) as refused:
        Labels(find("stress"), Task.SCREEN, {}).read(file, Reading(other_columns=("text",)))
    assert CALM not in str(refused.value)
    assert f"a text of {len(CALM)} characters" in str(refused.value)


@pytest.mark.parametrize("others", [("label",), ("note", "label")], ids=["labels", "groups"])
def test_a_column_of_texts_holds_neither_labels_nor_groups(tmp_path: Path, others: tuple[str, ...]) -> None:
    """Its labels would be judged as texts, or its texts stand in the report as the names of groups."""
    file = write(tmp_path / "twice.csv", ("note", "label"), [("stressed", "stressed")])
    with pytest.raises(LabelError, match="the column label can't hold both"):
        Labels(find("stress"), Task.SCREEN, {}).read(file, Reading("Label", other_columns=others))


def test_what_can_not_be_evaluated_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LabelError, match="no severity"):
        Labels(find("stress"), Task.SEVERITY, {})
    with pytest.raises(LabelError, match="'tense' is no label"):
        Labels(find("stress"), Task.SCREEN, {"1": "tense"})
    with pytest.raises(LabelError, match="no row"):
        labelled(tmp_path / "none.csv", [(CALM, "?")], label_map={"?": ""})
    labels = Labels(find("stress"), Task.SCREEN, {})
    (tmp_path / "letter.txt").write_text(CALM)
    for path in (tmp_path, tmp_path / "letter.txt"):
        with pytest.raises(LabelError, match="Evaluate a table"):
            labels.read(path, Reading(other_columns=("label",)))
