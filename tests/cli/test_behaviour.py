"""Whoever wonders why a model flags a text can see what sways it, and by how many checks that is known."""

import shutil
from pathlib import Path

import pytest

from cli.main import run
from domain.protocol import Protocol
from learning import behaviour, makers
from learning.behaviour import Suite
from screening.protocols import find
from tests.learning.test_behaviour import MINIMAL

pytestmark = pytest.mark.pack


@pytest.fixture
def two_checks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A suite of two checks in place of the shipped one, so that the test takes a second."""
    file = tmp_path / "behaviour.en.toml"
    file.write_text(MINIMAL, "utf-8")

    def shipped(protocol: Protocol, languages: tuple[str, ...]) -> list[Suite]:
        return [behaviour.read(file, protocol, "en")] if "en" in languages else []

    monkeypatch.setattr(behaviour, "shipped", shipped)


@pytest.mark.usefixtures("two_checks")
def test_each_capability_is_shown_with_its_interval(
    home: Path, packs: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    better = {"negation": {"held": 1 + behaviour.MARGIN + 1, "parted": 0}}
    monkeypatch.setattr(behaviour, "recorded", lambda _model, _suite: better)
    data = home / "data"
    shutil.copytree(makers.SHIPPED / "heads", data / "heads")
    (data / "packs").symlink_to(packs)
    assert run(["protocols", "behaviour", find("stress").id]) == 0
    shown = capsys.readouterr().out
    assert "smollm2-135m head: stress, English" in shown
    assert "Behind the makers' heads" in shown
    assert all(words in shown for words in ("pair", "negation", "variant", "typos", "less than 1 nat"))


def test_a_model_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["protocols", "behaviour", "stress", "--model", "gone"]) == 1
    assert "gone" in capsys.readouterr().err
