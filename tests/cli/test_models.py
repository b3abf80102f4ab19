"""The model pack is what answers for people: its state must be plain to see."""

import pytest

from cli.main import run
from tests.cli.home import Home


def test_what_can_be_built_is_listed_before_anything_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["models", "list"]) == 0
    shown = capsys.readouterr().out
    assert "smollm2-135m" in shown
    assert "to be built" in shown


@pytest.mark.parametrize("arguments", [["build", "gpt-9"], ["verify", "gpt-9"]])
def test_an_unknown_model_is_one_line_that_names_the_known(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["models", *arguments]) == 1
    message = capsys.readouterr().err
    assert message.count("\n") == 1
    assert "smollm2-135m" in message


def test_a_model_that_is_not_here_is_missed_with_the_next_step(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["models", "verify", "smollm2-135m"]) == 1
    assert "models build smollm2-135m" in capsys.readouterr().err


@pytest.mark.pack
def test_a_whole_pack_is_listed_and_verified(equipped: Home) -> None:
    assert "installed" in equipped.kizashi("models", "list").stdout
    ended = equipped.kizashi("models", "verify", "smollm2-135m")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "as it was built" in ended.stdout
