"""What is said before a run must not cost the time of a run."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from cli import summary
from domain.text import Reading
from intake.read import SourceFile, find_sources
from screening.job import Order
from screening.protocols import find
from tests.cli.home import write_table
from tests.screening.words import word_pack


def test_a_file_is_read_once_for_what_several_protocols_would_leave_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its bytes are hashed each time that it is opened: a large one takes minutes on a slow stick."""
    opened = []

    def find_and_count(paths: Sequence[Path], reading: Reading) -> list[SourceFile]:
        opened.append(paths)
        return find_sources(paths, reading)

    monkeypatch.setattr(summary, "find_sources", find_and_count)
    file = write_table(tmp_path / "texts.csv", ["今日は友だちと公園で遊んだ。楽しかった。", "I had a fine day."])
    stress = Order([file], Reading(), find("stress"), word_pack(tmp_path))
    summary.show_unread([stress, replace(stress, protocol=find("depression"))])
    assert opened == [[file]]
    assert capsys.readouterr().err.count("Japanese and leaves such texts unscreened: 1 of the first 2.") == 1
