"""The Japanese test texts: figures on them mean something only while no head has learned from them."""

import ast
import csv
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from learning.examples import path, read
from screening.protocols import find, shipped
from tests.learning.test_examples import HARD, OPENING, REGISTERS, SIMILAR, squeezed, trigrams
from tests.paths import ROOT

DATA = ROOT / "tests" / "data"
TEXTS = 80
COLUMNS = ["id", "label", "register", "hard", "text"]


def rows(protocol: str) -> list[dict[str, str]]:
    with (DATA / f"{protocol}.ja.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module", params=[protocol.id for protocol in shipped()])
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def jaccard(one: set[str], other: set[str]) -> float:
    both = len(one & other)
    return both / (len(one) + len(other) - both)


def learned_from() -> dict[str, str]:
    """Return every shipped Japanese example, of all protocols: a head learns from its neighbour's too."""
    sets = [read(path(protocol.id, "ja"), protocol, "ja") for protocol in shipped()]
    return {example.id: example.text for known in sets for example in known.examples}


def test_both_answers_are_equally_frequent_and_every_level_is_there(name: str) -> None:
    protocol = find(name)
    labels = Counter(row["label"] for row in rows(name))
    positive = {level.id for level in protocol.levels if level.positive} or {protocol.positive}
    assert labels.total() == TEXTS
    assert sum(count for label, count in labels.items() if label in positive) == TEXTS / 2
    assert set(labels) == {level.id for level in protocol.levels} or not protocol.levels


def test_they_are_as_varied_as_what_people_send_and_a_third_is_hard(name: str) -> None:
    texts = rows(name)
    assert {row["register"] for row in texts} == REGISTERS
    hard = [row["hard"] for row in texts if row["hard"]]
    assert len(hard) >= TEXTS / 3
    assert HARD <= set(hard) <= HARD | {"mixed"}
    assert [row["id"] for row in texts if list(row) != COLUMNS or not all(row[key] for key in ("id", "text"))] == []


def test_none_is_like_an_example_that_heads_learn_from_or_like_another() -> None:
    """Else a head would be asked what it was told."""
    tests = {row["id"]: trigrams(row["text"]) for protocol in shipped() for row in rows(protocol.id)}
    known = {name: trigrams(text) for name, text in learned_from().items()}
    pairs = [*combinations(tests, 2), *((one, other) for one in tests for other in known)]
    grams = known | tests
    assert len(grams) == len(known) + len(tests)
    assert [(one, other) for one, other in pairs if jaccard(grams[one], grams[other]) >= SIMILAR] == []


def test_openings_are_not_repeated(name: str) -> None:
    counts = Counter(squeezed(row["text"])[: OPENING["ja"]] for row in rows(name))
    assert [opening for opening, count in counts.items() if count > 2] == []


def test_no_head_can_learn_from_them() -> None:
    """What trains is installed without the tests, and no module names their folder or their kind of file."""
    packages = ("learning", "screening", "models", "cli", "gui", "domain", "inference", "intake")
    modules = [file for package in packages for file in (ROOT / package).rglob("*.py")]
    assert len(modules) > 100
    assert [file for file in modules if any("tests/" in text or ".ja.csv" in text for text in _strings(file))] == []
    assert {path(protocol.id, "ja").name for protocol in shipped()} == {"examples.ja.toml"}
    assert all("tests" not in path(protocol.id, "ja").relative_to(ROOT).parts for protocol in shipped())


def _strings(file: Path) -> list[str]:
    tree = ast.walk(ast.parse(file.read_text("utf-8")))
    return [node.value for node in tree if isinstance(node, ast.Constant) and isinstance(node.value, str)]
