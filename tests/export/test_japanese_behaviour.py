"""Japanese heads against their record: they need Gemma's pack, which only these tests have.

Trains them from the shipped examples, in about two minutes; the next run finds them where they were left.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from domain.errors import KizashiError
from domain.head import Head
from domain.pack import Pack
from domain.protocol import Protocol
from learning import behaviour, makers, starters
from screening.asking import Equipment
from screening.protocols import shipped
from tests.export.conftest import Build
from tests.paths import ROOT

pytestmark = [pytest.mark.export, pytest.mark.filterwarnings("ignore")]

HEADS = ROOT / ".cache" / "export-heads"
AT = "2026-01-01"


@pytest.fixture(scope="module")
def gemma(build_once: Build) -> Pack:
    return replace(build_once("gemma3-270m"), languages=("ja",))


@pytest.fixture(scope="module")
def heads(gemma: Pack) -> dict[str, Head]:
    if not _kept(gemma, HEADS):
        scorer, exits = makers.engine(gemma)
        starters.save(starters.train_all(gemma, scorer, exits, shipped(), AT), HEADS, gemma)
    return _kept(gemma, HEADS)


@pytest.mark.parametrize("protocol", shipped(), ids=lambda protocol: str(protocol.id))
def test_the_japanese_heads_do_about_as_well_as_recorded(
    gemma: Pack, heads: dict[str, Head], protocol: Protocol
) -> None:
    """If this fails, negation, politeness or spelling sway a Japanese head more than when it was recorded."""
    ((suite, rates),) = behaviour.measure(protocol, gemma, Equipment({"ja": heads[protocol.id]}))
    assert behaviour.dropped(rates, behaviour.recorded(gemma.id, suite)) == []


def _kept(pack: Pack, folder: Path) -> dict[str, Head]:
    """Return the heads that were left here, none where one is missing or belongs to another pack or example set."""
    try:
        return {protocol.id: starters.load(folder, pack, protocol, "ja") for protocol in shipped()}
    except KizashiError:
        return {}
