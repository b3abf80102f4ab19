"""If these fail, a newcomer waits minutes for heads to be trained, or screens by heads that speak otherwise on their machine."""

from dataclasses import replace
from pathlib import Path

import pytest

from domain.head import Calibration, Head
from domain.pack import Pack
from inference.scorer import Scorer
from learning import makers
from learning.equipment import equip, untaught
from screening.protocols import shipped

pytestmark = pytest.mark.pack


@pytest.fixture(scope="module")
def scorer(pack: Pack) -> Scorer:
    return makers.engine(pack)[0]


@pytest.fixture(scope="module")
def heads(pack: Pack, scorer: Scorer) -> list[Head]:
    return makers.heads(pack, shipped(), scorer)


def test_the_shipped_heads_fit_the_default_pack_and_this_machine(heads: list[Head]) -> None:
    """When the pack, a protocol or an example has changed: make heads."""
    assert {(head.tie.protocol, head.tie.language) for head in heads} == {(one.id, "en") for one in shipped()}
    assert {head.record.by for head in heads} == {"makers"}


def test_the_shipped_heads_pass_the_parity_gate(heads: list[Head], scorer: Scorer, pack: Pack) -> None:
    """Else `models verify` would fail on a sound machine, and send people to train heads on the slow exact graph."""
    exits = (heads[0].tie.exit,)
    assert makers.faithful(heads, pack, scorer, exits)
    screen = heads[0].screen
    loud = replace(screen, weights=tuple(5 * weight for weight in screen.weights), calibration=Calibration(1, 1, 0))
    assert not makers.faithful([replace(heads[0], screen=loud)], pack, scorer, exits)


def test_heads_that_would_say_something_else_here_are_not_taken(
    heads: list[Head], scorer: Scorer, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert heads
    monkeypatch.setattr(makers, "TOLERANCE", -1.0)
    assert makers.heads(pack, shipped(), scorer) == []


def test_heads_of_another_pack_are_not_taken(scorer: Scorer, pack: Pack) -> None:
    assert makers.heads(replace(pack, sha256="0" * 64), shipped(), scorer) == []


def test_a_pack_gets_them_when_it_is_built(pack: Pack, tmp_path: Path) -> None:
    assert untaught(pack, tmp_path)
    equip(pack, tmp_path, lambda _what, _share: None)
    assert not untaught(pack, tmp_path)
