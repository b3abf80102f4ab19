"""Figures that scripts and sites decide by: the contract's keys, every row counted, a report that holds no text."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.home import Home, read_table, the_one_line
from tests.learning.files import CALM, DREADFUL, JAPANESE, write

pytestmark = pytest.mark.pack

SCREEN = [
    *("n", "balanced_accuracy", "macro_f1", "f1", "precision", "recall", "auroc", "ece"),
    *("abstained", "confusion", "routed"),
]
SEVERITY = ["mae", "quadratic_kappa", "top_recall", "read_at_95"]
TEXTS = [(DREADFUL, "1", "forum"), (CALM, "0", "forum"), (JAPANESE, "1", "chat"), (f"{CALM} {DREADFUL}", "0", "chat")]
MAPPED = ["--label-map", "1=stressed", "--label-map", "0=not stressed"]


def labelled(path: Path, rows: Sequence[tuple[str, str, str]] = TEXTS) -> Path:
    return write(path, ("no", "message", "label", "place"), [(f"r{at}", *row) for at, row in enumerate(rows, 1)])


def test_json_has_exactly_the_keys_that_scripts_rely_on(equipped: Home, tmp_path: Path) -> None:
    file = labelled(tmp_path / "labelled.csv")
    order = ["evaluate", file, "--label-column", "label", "--protocol", "stress", "--json", *MAPPED]
    ended = equipped.kizashi(*order)
    found = json.loads(ended.stdout)
    assert list(found) == SCREEN
    assert found["n"] == 4 == sum(sum(row.values()) for row in found["confusion"].values())
    assert found["confusion"]["stressed"]["not_screened"] == 1
    for name in SCREEN[1:9]:
        assert 0 <= found[name]["low"] <= found[name]["value"] <= found[name]["high"] <= 1
    assert list(found["routed"]) == ["recall", "share_read"]
    assert ended.stderr.startswith("smollm2-135m does not read Japanese and leaves such texts unscreened: 1 of")
    assert "\nlabelled.csv: 4 texts from the column message, labels from the column label\n" in ended.stderr
    assert json.loads(equipped.here(*order).stdout) == found


def test_severity_adds_its_metrics_and_what_is_not_defined_is_null(equipped: Home, tmp_path: Path) -> None:
    rows = [(CALM, "minimum", ""), (f"Tea again. {CALM}", "minimum", "")]
    file = labelled(tmp_path / "levels.csv", rows)
    order = ["evaluate", file, "--label-column", "label", "--protocol", "depression", "--task", "severity", "--json"]
    found = json.loads(equipped.here(*order).stdout)
    assert list(found) == SCREEN + SEVERITY
    assert list(found["routed"]) == ["recall", "top_recall", "share_read"]
    assert found["auroc"] == found["top_recall"] == {"value": None, "low": None, "high": None}


def test_what_is_asked_for_beside_comes_under_its_own_key(equipped: Home, tmp_path: Path) -> None:
    file = labelled(tmp_path / "labelled.csv")
    other = write(tmp_path / "gpt-4.csv", ("id", "label"), [(f"r{row}", "1") for row in range(1, 5)])
    found = json.loads(
        equipped.here(
            *("evaluate", file, "--label-column", "label", "--protocol", "stress", *MAPPED),
            *("--id-column", "no", "--predictions", other, "--group-column", "place", "--json"),
        ).stdout
    )
    assert list(found) == [*SCREEN, "predictions", "slices"]
    (said,) = found["predictions"]
    assert (said["name"], said["balanced_accuracy"]["value"], said["auroc"]["value"]) == ("gpt-4", 0.5, None)
    assert {part["value"] for part in found["slices"] if part["by"] == "group"} == {"forum", "chat"}


def test_a_person_reads_the_figures_and_gets_a_report_without_a_text(equipped: Home, tmp_path: Path) -> None:
    file, report = labelled(tmp_path / "labelled.csv"), tmp_path / "report.html"
    ended = equipped.here(
        *("evaluate", file, "--label-column", "label", "--protocol", "stress", *MAPPED),
        *("--group-column", "place", "--report", report, "--language", "ja"),
    )
    assert ended.returncode == 0, ended.stderr
    for words in ("4 labelled texts", "Balanced accuracy", "Share read", "texts per hour", " MB", "forum", str(report)):
        assert words in ended.stdout
    html = report.read_text(encoding="utf-8")
    assert "r3" in html
    assert "評価：ストレス（labelled.csv）" in html
    assert not any(text in html + ended.stdout + ended.stderr for text, _, _ in TEXTS)
    assert "could not screen 1 of 4 texts (language not served): they count as wrong" in ended.stderr
    assert "leaves such texts unscreened: 1 of the first 4." in ended.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--label-column", "answer", "--protocol", "stress"], "no column 'answer'"),
        (["--label-column", "label", "--protocol", "stress"], "--label-map"),
        (["--label-column", "label", "--protocol", "stress", *MAPPED, "--way", "head"], "no learned head"),
        (["--label-column", "label", "--protocol", "stress", "--task", "severity"], "no severity"),
        (["--label-column", "label", "--protocol", "mood"], "no protocol 'mood'"),
        (["--label-column", "label", "--protocol", "stress", *MAPPED, "--report", "no/such/r.html"], "no folder"),
    ],
)
def test_what_can_not_be_done_is_said_in_one_line(
    equipped: Home, tmp_path: Path, options: list[str], said: str
) -> None:
    assert said in the_one_line(equipped.here("evaluate", labelled(tmp_path / "labelled.csv"), *options))


def test_labels_are_read_before_anything_is_learned_or_measured(equipped: Home, tmp_path: Path) -> None:
    """A prompt is weighed for minutes: a label that means nothing is to be told before that, not after."""
    order = ["evaluate", labelled(tmp_path / "labelled.csv"), "--label-column", "label", "--protocol", "stress"]
    assert "--label-map" in the_one_line(equipped.here(*order, "--way", "head"))


@pytest.mark.parametrize("report", [[], ["--report", "r.html"]], ids=["figures", "report"])
def test_a_misspelled_store_is_not_made(equipped: Home, tmp_path: Path, report: list[str]) -> None:
    """What a typo evaluates is the shipped way, where the site's own examples were meant."""
    store = tmp_path / "clinci.kizashi"
    order = ["evaluate", labelled(tmp_path / "labelled.csv"), "--label-column", "label", *MAPPED]
    assert "There is no store" in the_one_line(equipped.here(*order, "--protocol", "stress", *report, "--store", store))
    assert not list(tmp_path.glob("clinci*"))


def test_a_map_that_is_none_is_wrong_usage(equipped: Home, tmp_path: Path) -> None:
    file = labelled(tmp_path / "labelled.csv")
    ended = equipped.here("evaluate", file, "--label-column", "label", "--protocol", "stress", "--label-map", "1")
    assert ended.returncode == 2
    assert "VALUE=LABEL" in ended.stderr
    assert len(read_table(file)) == 4
