"""A clinician signs what `show` prints and a site trusts what `validate` says."""

from pathlib import Path

import pytest

from access.paths import data_folder
from cli.main import run
from cli.terminal import RESULTS
from screening import site_protocols
from screening.protocols import SHIPPED, find, shipped


def test_the_shipped_protocols_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["protocols", "list"]) == 0
    shown = capsys.readouterr().out
    assert all(protocol.id in shown for protocol in shipped())


def test_a_protocol_is_shown_with_its_question_and_its_limits(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["protocols", "show", "suicide-risk"]) == 0
    shown = capsys.readouterr().out
    protocol = find("suicide-risk")
    assert all(wording.title in shown for wording in protocol.wordings.values())
    assert all(name in shown for name in protocol.wordings["en"].level_names)
    assert f"{protocol.thresholds.flag:g}" in shown


def test_japanese_is_shown_whole_in_a_narrow_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sentence without spaces ended where its column did, and a clinician signed what nobody could read."""
    monkeypatch.setattr(RESULTS, "_width", 60)
    assert run(["protocols", "show", "stress"]) == 0
    cells = [line.split("│")[2] for line in capsys.readouterr().out.splitlines() if line.count("│") == 3]
    assert "".join(find("stress").wordings["ja"].guidance.split()) in "".join("".join(cells).split())


def test_a_good_file_is_said_to_be_valid(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["protocols", "validate", str(SHIPPED / "stress.toml")]) == 0
    assert "is valid: stress" in capsys.readouterr().out


def test_a_bad_file_is_named_with_the_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mine.toml"
    text = (SHIPPED / "stress.toml").read_text(encoding="utf-8")
    file.write_text(text.replace("flag = 0.5", "flag = 5"), encoding="utf-8")
    assert run(["protocols", "validate", str(file)]) == 1
    message = capsys.readouterr().err
    assert message.count("\n") == 1
    assert "mine.toml" in message
    assert "flag" in message


def test_an_unknown_protocol_names_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["protocols", "show", "sadness"]) == 1
    assert "stress" in capsys.readouterr().err


def test_a_site_s_own_protocol_is_named_by_its_id_alone(capsys: pytest.CaptureFixture[str]) -> None:
    own = site_protocols.path_of("mood", data_folder())
    own.parent.mkdir()
    text = (SHIPPED / "stress.toml").read_text(encoding="utf-8")
    own.write_text(text.replace('id = "stress"', 'id = "mood"'), encoding="utf-8")
    assert run(["protocols", "show", "mood"]) == 0
    assert "mood 1.0" in capsys.readouterr().out
    assert run(["protocols", "show", "moot"]) == 1
    assert "Choose one of depression, stress, suicide-risk, mood" in capsys.readouterr().err
