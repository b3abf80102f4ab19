"""The page of hazards is what a site signs: a control that no test holds up any more must not stay on it."""

import re

from tests.paths import ROOT

PAGE = ROOT / "docs" / "hazards.md"
TESTS = ROOT / "tests"


def stated() -> dict[str, set[str]]:
    """Return, for each hazard of the page, the files of tests that it names."""
    rows = [line.split(" | ") for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| H")]
    return {cells[0].removeprefix("| H"): set(re.findall(r"`(\S+?\.py)`", cells[3])) for cells in rows}


def named() -> dict[str, set[str]]:
    """Return, for each number that a test has in its name, the files of those tests."""
    found: dict[str, set[str]] = {}
    for file in TESTS.rglob("test_*.py"):
        for number in re.findall(r"^def test_h(\d+)_", file.read_text(encoding="utf-8"), re.MULTILINE):
            found.setdefault(number, set()).add(file.relative_to(TESTS).as_posix())
    return found


def test_every_hazard_has_a_control_and_tests_that_name_it() -> None:
    hazards = stated()
    assert list(hazards) == [str(number) for number in range(1, len(hazards) + 1)], "a number is given once, for ever"
    assert hazards == named()
