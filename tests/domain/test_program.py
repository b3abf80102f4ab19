"""The advice in messages: a command that the reader can type as it stands."""

import sys
from pathlib import Path

import pytest

from domain.program import command
from tests.paths import CORE, ROOT


@pytest.mark.parametrize(
    ("started", "frozen", "wanted"),
    [
        ("main.py", False, "python main.py doctor"),
        ("/home/ann/.venv/bin/kizashi", False, "kizashi doctor"),
        ("/mnt/stick/kizashi/kizashi", True, "/mnt/stick/kizashi/kizashi doctor"),
        ("/media/ann/MY STICK/kizashi", True, '"/media/ann/MY STICK/kizashi" doctor'),
    ],
)
def test_advice_names_the_program_as_it_was_started(
    started: str, *, frozen: bool, wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", [started])
    monkeypatch.setattr(sys, "frozen", frozen, raising=False)
    monkeypatch.setenv("PATH", "/nowhere")
    assert command("doctor") == wanted


def test_an_installed_packaged_program_is_named_as_it_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kizashi").touch(mode=0o755)
    monkeypatch.setattr(sys, "argv", ["/usr/bin/kizashi"])
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert command() == "kizashi"


def test_no_message_names_the_source_where_the_program_may_be_packaged() -> None:
    found = [
        str(file.relative_to(ROOT))
        for package in (*CORE, "gui")
        for file in (ROOT / package).rglob("*.py")
        if "python main.py" in file.read_text(encoding="utf-8")
    ]
    assert found == [str(Path("domain", "program.py"))]
