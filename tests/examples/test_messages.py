"""The example file is the first thing that a newcomer screens: it must be what the README says it is."""

import csv
import re
from itertools import combinations

import pytest

from domain.text import Reading
from intake.read import find_sources
from screening.language import detect
from screening.steering import steers
from tests.paths import ROOT

MESSAGES = ROOT / "examples" / "messages.csv"


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with MESSAGES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_sixty_messages_without_labels(rows: list[dict[str, str]]) -> None:
    assert list(rows[0]) == ["id", "person", "date", "message"]
    assert [row["id"] for row in rows] == [f"m{number:02}" for number in range(1, 61)]
    assert all(re.fullmatch(r"p\d\d", row["person"]) for row in rows)
    assert [row["date"] for row in rows] == sorted(row["date"] for row in rows)


def test_forty_are_english_and_twenty_japanese(rows: list[dict[str, str]]) -> None:
    found = [detect(row["message"]) for row in rows]
    assert (found.count("en"), found.count("ja")) == (40, 20)


def test_intake_guesses_the_columns_and_keeps_commas_quotes_and_line_breaks(rows: list[dict[str, str]]) -> None:
    (source,) = find_sources([MESSAGES], Reading())
    drafts = list(source.drafts())
    assert [draft.untrusted_body for draft in drafts] == [row["message"] for row in rows]
    assert [draft.id for draft in drafts] == [row["id"] for row in rows]
    assert all(any(mark in row["message"] for row in rows) for mark in (",", '"', "\n"))


def test_one_message_tries_to_steer(rows: list[dict[str, str]]) -> None:
    """So that a newcomer sees what becomes of such a text."""
    assert sum(steers(row["message"]) for row in rows) == 1


def test_no_two_messages_are_cut_from_one_pattern(rows: list[dict[str, str]]) -> None:
    grams = [{row["message"][at : at + 3] for at in range(len(row["message"]) - 2)} for row in rows]
    assert max(len(one & other) / len(one | other) for one, other in combinations(grams, 2)) < 0.3
