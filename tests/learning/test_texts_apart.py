"""The test texts, written apart from the examples: figures on them mean something only while no head has learned from them."""

import ast
import csv
from collections import Counter
from pathlib import Path

import pytest

from learning.examples import path, read
from screening.protocols import find, shipped
from tests.learning.test_examples import HARD, OPENING, REGISTERS, alike, squeezed
from tests.paths import ROOT

DATA = ROOT / "tests" / "data"
FEWEST = 80
LANGUAGES = ("en", "ja")
KINDS = {"excerpt", "post", "short"}
"""What the English ones are: parts of longer posts, whole posts, and short messages."""


def rows(protocol: str, language: str) -> list[dict[str, str]]:
    with (DATA / f"{protocol}.{language}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=[protocol.id for protocol in shipped()])
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def learned_from(language: str) -> dict[str, str]:
    """Return every shipped example of a language, of all protocols: a head learns from its neighbour's too."""
    sets = [read(path(protocol.id, language), protocol, language) for protocol in shipped()]
    return {example.id: example.text for known in sets for example in known.examples}


def test_both_answers_are_equally_frequent_and_every_level_is_there(name: str, language: str) -> None:
    protocol = find(name)
    labels = Counter(row["label"] for row in rows(name, language))
    positive = {level.id for level in protocol.levels if level.positive} or {protocol.positive}
    assert labels.total() >= FEWEST
    assert sum(count for label, count in labels.items() if label in positive) == labels.total() / 2
    assert set(labels) == {level.id for level in protocol.levels} or not protocol.levels


def test_the_english_ones_are_of_all_kinds(name: str) -> None:
    kinds = Counter(row["register"] for row in rows(name, "en"))
    assert set(kinds) == KINDS
    assert kinds["excerpt"] >= FEWEST / 2
    assert min(kinds.values()) >= FEWEST / 5


def test_the_japanese_ones_are_as_varied_as_what_people_send_and_a_third_is_hard(name: str) -> None:
    texts = rows(name, "ja")
    assert {row["register"] for row in texts} == REGISTERS
    hard = [row["hard"] for row in texts if row["hard"]]
    assert len(hard) >= len(texts) / 3
    assert HARD <= set(hard) <= HARD | {"mixed"}


def test_none_is_like_an_example_that_heads_learn_from_or_like_another(language: str) -> None:
    """Else a head would be asked what it was told."""
    tests = {row["id"]: row["text"] for protocol in shipped() for row in rows(protocol.id, language)}
    known = learned_from(language)
    assert tests.keys().isdisjoint(known)
    assert [pair for pair in alike(known | tests) if not known.keys() >= set(pair)] == []


def test_openings_are_not_repeated(name: str, language: str) -> None:
    counts = Counter(squeezed(row["text"])[: OPENING[language]] for row in rows(name, language))
    assert [opening for opening, count in counts.items() if count > 2] == []


def test_no_head_can_learn_from_them(language: str) -> None:
    """What trains is installed without the tests, and no module names their folder or their kind of file."""
    packages = ("learning", "screening", "models", "cli", "gui", "domain", "inference", "intake")
    modules = [file for package in packages for file in (ROOT / package).rglob("*.py")]
    assert len(modules) > 100
    told = ("tests/", f".{language}.csv")
    assert [file for file in modules if any(part in text for text in _strings(file) for part in told)] == []
    assert {path(protocol.id, language).name for protocol in shipped()} == {f"examples.{language}.toml"}
    assert all("tests" not in path(protocol.id, language).relative_to(ROOT).parts for protocol in shipped())


def _strings(file: Path) -> list[str]:
    tree = ast.walk(ast.parse(file.read_text("utf-8")))
    return [node.value for node in tree if isinstance(node, ast.Constant) and isinstance(node.value, str)]
