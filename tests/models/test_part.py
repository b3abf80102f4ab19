"""The part of a pack that goes into the packaged program: what it saves, and that its heads say the same."""

from dataclasses import replace
from pathlib import Path

import pytest

from domain.errors import ModelError
from domain.pack import Pack
from domain.protocol import LongText
from inference.prompt import Prompt
from inference.scorer import open_scorer
from learning import starters
from learning.equipment import equip, starting, untaught
from models import archive, chat, registry
from models.errors import PackDamagedError
from models.pack import verify
from models.part import heads_part
from screening.protocols import find, shipped

TEXTS = ("I can't sleep and the rent is due.", "We baked bread all day.", "ok", "ok " * 200)
LONG_TEXT = LongText(window_tokens=160, overlap_tokens=16, max_windows=10)


def quiet(_what: str, _share: float) -> None: ...


@pytest.fixture(scope="module")
def part(pack: Pack, tmp_path_factory: pytest.TempPathFactory) -> Pack:
    folder = tmp_path_factory.mktemp("packs") / pack.id
    folder.mkdir()
    return heads_part(pack, starters.half_depth(pack), folder)


@pytest.mark.pack
def test_a_part_gives_the_states_of_the_whole_pack_to_the_last_bit(pack: Pack, part: Pack) -> None:
    prompt = chat.neutral(pack, part.exits)
    whole, some = (open_scorer(one, prompt, LONG_TEXT, threads=1) for one in (pack, part))
    assert (whole.variant, whole.prefix_sha256) == (some.variant, some.prefix_sha256)
    for text in TEXTS:
        for ours, theirs in zip(some.score(text), whole.score(text), strict=True):
            assert ours.pooled[part.exits[0]].tobytes() == theirs.pooled[part.exits[0]].tobytes()


@pytest.mark.pack
def test_a_part_is_a_seventh_of_the_pack_and_bears_its_name(pack: Pack, part: Pack) -> None:
    assert registry.megabytes(part) < registry.megabytes(pack) / 6
    assert (part.id, part.sha256, part.heads_only) == (pack.id, pack.sha256, True)


@pytest.mark.pack
def test_the_makers_heads_fit_a_part(part: Pack, home: Path) -> None:
    assert untaught(part, home)
    equip(part, home, quiet)
    assert not untaught(part, home)
    for protocol in shipped():
        assert starting(part, protocol, home).heads["en"].record.by == starters.MAKERS


@pytest.mark.pack
def test_a_part_says_that_it_can_not_be_asked_questions(part: Pack) -> None:
    with pytest.raises(ModelError, match=r"heads alone.*models build smollm2-135m --wheels"):
        open_scorer(part, chat.prompt(part, find("stress"), "en"), LONG_TEXT)
    with pytest.raises(ModelError, match="no other beginning"):
        open_scorer(part, Prompt("Another beginning: ", exits=part.exits), LONG_TEXT)


@pytest.mark.pack
def test_a_part_whose_prefix_was_changed_is_refused(part: Pack, tmp_path: Path) -> None:
    folder = tmp_path / part.id
    archive.write(part, tmp_path / "part.kzpack", quiet)
    carried, _ = archive.unpack(tmp_path / "part.kzpack", tmp_path, quiet)
    assert (carried.sha256, carried.heads_only) == (part.sha256, True)
    [prefix] = carried.prefixes.values()
    (folder / prefix).write_bytes(b"another prefix")
    with pytest.raises(PackDamagedError, match=rf"{prefix} has been changed.*Install Kizashi again"):
        verify(carried)


@pytest.mark.pack
def test_parts_of_equal_packs_are_equal(pack: Pack, part: Pack, tmp_path: Path) -> None:
    again = heads_part(pack, part.exits[0], tmp_path)
    assert again == replace(part, folder=tmp_path)
    assert (tmp_path / "pack.toml").read_bytes() == part.file("pack.toml").read_bytes()


@pytest.mark.pack
def test_a_pack_of_ones_own_goes_before_the_programs(
    pack: Pack, part: Pack, packs: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(registry, "PACKS", part.folder.parent)
    assert registry.find(tmp_path, pack.id).heads_only
    assert not registry.find(packs, pack.id).heads_only
    assert [one.heads_only for one in registry.installed(packs)] == [False]
