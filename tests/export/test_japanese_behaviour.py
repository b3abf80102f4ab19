"""Japanese heads against their record: they need Gemma's pack, which only these tests have.

Gives the pack its heads as a build does, in about four minutes; the next run finds them where they were left.
"""

from dataclasses import replace

import pytest

from domain.pack import Pack
from domain.protocol import Protocol
from learning import behaviour
from learning.equipment import equip, usable
from models import chosen
from models.measured import Use
from models.pack import read
from screening.asking import Equipment
from screening.protocols import shipped
from tests.export.conftest import Build
from tests.paths import ROOT

pytestmark = [pytest.mark.export, pytest.mark.filterwarnings("ignore")]

HEADS = ROOT / ".cache" / "export-data"


@pytest.fixture(scope="module")
def gemma(build_once: Build) -> Pack:
    pack = replace(build_once("gemma3-270m"), languages=("ja",))
    equip(pack, HEADS, lambda _what, _share: None)
    return replace(read(pack.folder), languages=("ja",))


@pytest.mark.parametrize("protocol", shipped(), ids=lambda protocol: str(protocol.id))
def test_the_japanese_heads_do_about_as_well_as_recorded(gemma: Pack, protocol: Protocol) -> None:
    """If this fails, negation, politeness or spelling sway a Japanese head more than when it was recorded."""
    ((suite, rates),) = behaviour.measure(protocol, gemma, Equipment(usable(HEADS, gemma, protocol)))
    assert behaviour.dropped(rates, behaviour.recorded(gemma.id, suite)) == []


def test_they_read_a_variant_inside_the_bounds(gemma: Pack) -> None:
    """Gemma's int8 answers otherwise than its exact graph: what would be faster is not what runs."""
    assert chosen.default(gemma, Use.HEADS) == gemma.heads_variant == "fp32"
