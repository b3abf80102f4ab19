"""Own examples at the command line, and thresholds that a site takes from its own labels."""

import json
from pathlib import Path

import pytest

from tests.cli.home import Home, the_one_line
from tests.learning.files import CALM, DREADFUL, write

pytestmark = pytest.mark.pack

ROWS = [
    (f"{text} It was day {day}.", label)
    for day in range(10)
    for text, label in ((DREADFUL, "stressed"), (CALM, "not stressed"))
]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return write(tmp_path / "own.csv", ("text", "label"), ROWS)


def test_a_set_is_kept_listed_and_never_printed(equipped: Home, own: Path, tmp_path: Path) -> None:
    kept = equipped.here("examples", "import", own, "--protocol", "stress")
    assert "Kept 20 examples of stress (en)" in kept.stdout, kept.stderr
    name = kept.stdout.split(" as ")[1].split(".")[0]
    listed = equipped.here("examples", "list").stdout
    assert name in listed
    assert "in use" not in listed
    assert not any(text in kept.stdout + kept.stderr + listed for text, _ in ROWS)
    few = write(tmp_path / "few.csv", ("text", "label"), ROWS[:8])
    assert "learns from 10 or more" in the_one_line(equipped.here("examples", "import", few, "--protocol", "stress"))
    rolled = equipped.here("examples", "rollback", "--protocol", "stress")
    assert "No example set of your own is in use" in the_one_line(rolled)
    assert "examples list" in the_one_line(equipped.here("screen", own, "--examples", "ffff"))


def test_thresholds_are_adopted_used_shown_and_taken_back(equipped: Home, own: Path) -> None:
    """A home without heads: the run says so with the step to take, and asks the questions."""
    order = ["evaluate", own, "--label-column", "label", "--protocol", "stress"]
    ended = equipped.here(*order, "--recall", "0.8", "--base-rate", "0.1", "--adopt", "--json")
    assert "models heads smollm2-135m" in ended.stderr
    [found] = json.loads(ended.stdout)["thresholds"]
    assert (found["language"], found["texts"], found["positives"], found["base_rate"]) == ("en", 20, 10, 0.1)
    assert found["read"]["recall"]["value"] >= 0.8
    assert found["most_supported"] < 0.8
    assert not found["vouched"]
    shown = equipped.here("protocols", "show", "stress").stdout
    assert "this site takes its own" in shown
    screened = json.loads(equipped.here("screen", own, "--json").stdout)
    assert screened["flagged"] + screened["unsure"] >= 8
    with equipped.database() as db:
        [run] = db.query("SELECT way, calibration_sha256 FROM runs")
    assert (run["way"], len(run["calibration_sha256"])) == ("zero-shot", 64)
    assert "shipped thresholds again" in equipped.here("protocols", "reset", "stress").stdout
    assert "no thresholds of your own" in equipped.here("protocols", "reset", "stress").stdout


@pytest.mark.parametrize("option", [["--recall", "95"], ["--flags-per-1000", "0"], ["--base-rate", "x"]])
def test_what_is_no_share_is_wrong_usage(equipped: Home, own: Path, option: list[str]) -> None:
    assert equipped.here("evaluate", own, "--label-column", "label", "--protocol", "stress", *option).returncode == 2
