"""If these fail, heads run on a variant that answers otherwise than the exact graph, or a pack is left without heads that run."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from domain.head import Head
from domain.pack import Pack
from inference.scorer import open_scorer
from learning import equipment, examples, makers, starters
from learning.equipment import equip, outside, untaught, usable
from learning.errors import HeadMismatchError
from learning.examples import ExampleSet
from models import chosen, measured, parity
from models.additions import let_heads_read
from models.chat import neutral
from models.measured import Figures, Measured, Use
from models.pack import read
from models.parity import Parity
from screening.protocols import find, shipped

pytestmark = pytest.mark.pack

STRESS = find("stress")
FEW = 20


def quiet(_what: str, _share: float) -> None:
    """Say nothing of the progress."""


@pytest.fixture(scope="module")
def few() -> ExampleSet:
    """Short examples of each label, so that the tests take seconds."""
    known = examples.shipped(STRESS, "en")
    short = sorted(known.examples, key=lambda one: len(one.text))
    parts = ([one for one in short if one.positive is label][:FEW] for label in (True, False))
    return replace(known, examples=tuple(one for part in parts for one in part))


@pytest.fixture
def own(pack: Pack, tmp_path: Path) -> Pack:
    """The default pack in a folder of its own, where something may be decided about it."""
    return read(Path(shutil.copytree(pack.folder, tmp_path / "packs" / pack.id, copy_function=os.link)))


@pytest.fixture
def taught_here(few: ExampleSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One protocol with few examples, and no heads of the makers'."""
    monkeypatch.setattr(equipment, "shipped", lambda: [STRESS])
    monkeypatch.setattr(examples, "shipped", lambda _protocol, _language: few)
    monkeypatch.setattr(makers, "SHIPPED", tmp_path / "none")


def head_of(pack: Pack, data: Path) -> Head:
    (head,) = usable(data, pack, STRESS).values()
    return head


@pytest.mark.usefixtures("taught_here")
def test_heads_outside_the_bounds_learn_anew_on_the_exact_variant(
    own: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And run on it: a variant that answers otherwise is not chosen by default."""
    monkeypatch.setattr(parity, "NATS", 0.0)
    equip(own, tmp_path, quiet)
    decided = read(own.folder)
    head = head_of(decided, tmp_path)
    assert decided.sha256 == own.sha256
    assert decided.heads_variant == head.tie.variant == chosen.running(tmp_path, decided, Use.HEADS) == "fp32"
    assert [one.variant for one in measured.load(tmp_path, decided).figures] == ["int8", "fp32"]
    assert not untaught(decided, tmp_path)
    engine = open_scorer(decided, neutral(decided, (head.tie.exit,)), makers.EXAMPLES)
    assert engine.variant == "fp32"

    old = replace(head, tie=replace(head.tie, variant="int8"))
    starters.save([old], tmp_path, decided)
    with pytest.raises(HeadMismatchError, match="variant"):
        starters.load(tmp_path, decided, STRESS, "en")
    assert untaught(decided, tmp_path) == [STRESS]


@pytest.mark.parametrize(("mean", "found"), [(0.1, False), (0.11, True)])
def test_heads_that_were_found_outside_are_to_learn_anew(
    pack: Pack, tmp_path: Path, mean: float, *, found: bool
) -> None:
    """A data folder that moves to a machine whose processor rounds otherwise brings heads that don't fit there."""
    starters.save([starters.load(makers.SHIPPED, pack, one, "en") for one in shipped()], tmp_path, pack)
    figures = Figures(Use.HEADS, "int8", 1, {"stress (en)": Parity(mean, mean, 1.0, 0)}, 1.0, 1.0)
    measured.save(tmp_path, pack, Measured("").with_figures([figures]))
    assert outside(pack, tmp_path) is bool(untaught(pack, tmp_path)) is found
    assert not outside(replace(pack, heads_variant="fp32"), tmp_path)
    graphs = {name: file for name, file in pack.graphs.items() if name.startswith("int8/exit")}
    part = replace(pack, heads_only=True, graphs=graphs, files={"tokenizer.json": pack.files["tokenizer.json"]})
    assert not outside(part, tmp_path), "the part that came with the program lies where nothing can be decided about it"


def test_what_was_decided_of_another_pack_counts_for_nothing(own: Pack) -> None:
    let_heads_read(replace(own, sha256="0" * 64), "fp32")
    assert read(own.folder).heads_variant == ""
