"""Small changes of a text: which must change the answer, which must not, and whether the shipped heads still do as well."""

import json
import math
from pathlib import Path

import pytest

from domain.pack import Pack
from domain.protocol import Protocol
from learning import behaviour, makers, starters
from learning.behaviour import MARGIN, PAIRS, TOLERANCE, VARIANTS, Check, Rate, Suite
from learning.errors import BehaviourError
from screening.asking import Equipment
from screening.protocols import find, shipped
from tests.learning.test_examples import alike, squeezed
from tests.learning.test_texts_apart import learned_from, rows

FEWEST = {"en": 10, "ja": 6}
MEASURED_WITH = {"en": "smollm2-135m", "ja": "gemma3-270m"}
JAPANESE_ONLY = {"politeness", "script"}

MINIMAL = """
[pairs]
negation = [["I am afraid.", "I am not afraid."]]
[variants]
typos = [["We had tea.", "We hd tea."]]
"""


@pytest.fixture(
    scope="module",
    params=[(protocol, language) for protocol in shipped() for language in FEWEST],
    ids=lambda one: f"{one[0].id}-{one[1]}",
)
def suite(request: pytest.FixtureRequest) -> Suite:
    protocol, language = request.param
    (found,) = behaviour.shipped(protocol, [language])
    return found


def texts(suite: Suite) -> list[str]:
    return [text for check in suite.checks for text in (check.first, check.second)]


class TestShipped:
    def test_every_capability_is_checked_often_enough(self, suite: Suite) -> None:
        wanted = {*PAIRS, *VARIANTS} - (JAPANESE_ONLY if suite.language == "en" else set())
        counts = {one: sum(check.capability == one for check in suite.checks) for one in wanted}
        assert min(counts.values()) >= FEWEST[suite.language]
        assert sum(counts.values()) == len(suite.checks)

    def test_no_text_is_there_twice(self, suite: Suite) -> None:
        assert len(set(texts(suite))) == 2 * len(suite.checks)

    def test_no_head_has_learned_from_anything_like_it(self, suite: Suite) -> None:
        """Else a head would be asked what it was told; and the test texts are to stay apart as well."""
        known = learned_from(suite.language)
        known |= {row["id"]: row["text"] for protocol in shipped() for row in rows(protocol.id, suite.language)}
        own = {text: text for text in texts(suite)}
        assert [pair for pair in alike(known | own) if len(known.keys() & set(pair)) == 1] == []

    def test_what_it_came_to_is_recorded_of_this_very_suite(self, suite: Suite) -> None:
        """When a suite has changed: python -m learning.behaviour MODEL."""
        before = behaviour.recorded(MEASURED_WITH[suite.language], suite)
        assert set(before) == {check.capability for check in suite.checks}


def test_no_text_stands_in_two_suites() -> None:
    suites = [one for protocol in shipped() for one in behaviour.shipped(protocol, list(FEWEST))]
    found = [squeezed(text) for one in suites for text in texts(one)]
    assert len(set(found)) == len(found)


@pytest.mark.pack
@pytest.mark.parametrize("protocol", shipped(), ids=lambda protocol: str(protocol.id))
def test_the_shipped_heads_do_about_as_well_as_recorded(pack: Pack, protocol: Protocol) -> None:
    """If this fails, negation, whose trouble it is, names or typos sway the shipped head more than when it was recorded."""
    heads = {"en": starters.load(makers.SHIPPED, pack, protocol, "en")}
    ((suite, rates),) = behaviour.measure(protocol, pack, Equipment(heads))
    assert behaviour.dropped(rates, behaviour.recorded(pack.id, suite)) == []


@pytest.mark.parametrize(
    ("capability", "first", "second", "held"),
    [
        ("negation", 0.2, 0.1, True),
        ("negation", 0.1, 0.1, False),
        ("negation", math.nan, 0.1, False),
        ("typos", 3.0, 3.0 + TOLERANCE / 2, True),
        ("typos", 3.0, 3.0 - TOLERANCE, False),
        ("typos", 0.1, -0.1, False),
        ("typos", math.nan, 3.0, False),
    ],
)
def test_a_pair_must_be_told_apart_and_a_variant_must_not(
    capability: str, first: float, second: float, held: bool
) -> None:
    assert Check("c-1", capability, "a", "b").holds(first, second) is held


def test_a_drop_is_one_beyond_the_margin() -> None:
    """A check or two may go either way when heads are made anew; more is a loss that somebody must look at."""
    before = {"negation": {"held": 8, "parted": 8}, "typos": {"held": 8, "parted": 0}}
    failed = tuple(f"-{place}" for place in range(10))
    as_many = [Rate("negation", 10, failed[: 2 + MARGIN], 0), Rate("typos", 10, failed[:2], MARGIN)]
    fewer = [Rate("negation", 10, failed[: 3 + MARGIN], 8), Rate("typos", 10, failed[:2], MARGIN + 1)]
    assert behaviour.dropped(as_many, before) == []
    assert behaviour.dropped(fewer, before) == ["negation", "typos"]


def test_a_record_of_another_suite_is_not_compared_with(tmp_path: Path) -> None:
    file = tmp_path / "behaviour.en.toml"
    file.write_text(MINIMAL, "utf-8")
    edited = behaviour.read(file, find("stress"), "en")
    assert [check.id for check in edited.checks] == ["negation-1", "typos-1"]
    assert "stress.en" in json.loads(behaviour.RECORD.read_text("utf-8"))["smollm2-135m"]
    assert behaviour.recorded("smollm2-135m", edited) == {}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"I am not afraid."', '"I am afraid."', "'pairs.negation' must be a list of pairs, each two texts"),
        (', "We hd tea."', "", "'variants.typos' must be a list of pairs"),
        ("negation", "negatoin", "'pairs.negatoin' is not known. Allowed here: negation, person"),
        ("[variants]", "[variant]", "'variants' is missing"),
    ],
)
def test_what_is_wrong_is_said_with_file_key_and_allowed_values(tmp_path: Path, old: str, new: str, said: str) -> None:
    file = tmp_path / "behaviour.en.toml"
    file.write_text(MINIMAL.replace(old, new, 1), "utf-8")
    with pytest.raises(BehaviourError, match=said) as error:
        behaviour.read(file, find("stress"), "en")
    assert str(error.value).startswith(f"{file}: ")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BehaviourError, match=r"gone\.toml: can't be read"):
        behaviour.read(tmp_path / "gone.toml", find("stress"), "en")
